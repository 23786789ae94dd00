import { binomialLimits } from './binomialLimits';

/** Successes of a number of trials, both whole. */
export interface Share {
  successes: number;
  /** More than 0. */
  trials: number;
}

/**
 * Difference of two independent shares, `a − b`, with its interval: the ends of the two single intervals
 * are joined by the theorem of Pythagoras, so that shares near 0 and 1 give honest, lopsided intervals.
 *
 * R. Newcombe, Statistics in Medicine 17 (1998) 873, method 10, where the single intervals are Wilson's.
 *
 * @param z - quantile of the normal distribution, more than 0
 * @param limits - interval of a single share
 */
export function shareDifference(
  a: Share,
  b: Share,
  z: number,
  limits: typeof binomialLimits = binomialLimits,
): { share: number; low: number; high: number } {
  const p = a.successes / a.trials;
  const q = b.successes / b.trials;
  const ofA = limits(a.successes, a.trials, z);
  const ofB = limits(b.successes, b.trials, z);
  return {
    share: p - q,
    low: p - q - Math.hypot(p - ofA.low, ofB.high - q),
    high: p - q + Math.hypot(ofA.high - p, q - ofB.low),
  };
}

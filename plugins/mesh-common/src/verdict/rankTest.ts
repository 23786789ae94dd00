import { observations, type HistogramBucket } from '../traffic/histogram';

/**
 * Rank test of H. Mann and D. Whitney for two histograms. All observations of a bucket are tied, which
 * the variance takes into account (E. Lehmann, Nonparametrics (1975), section 1.4).
 *
 * It compares whole distributions and assumes no shape; means would be at the mercy of a few timeouts,
 * and a histogram tells no variance.
 *
 * @param a - well-formed, with observations
 * @param b - well-formed, with observations
 * @returns `greater`: share of pairs in which the observation of `a` is the greater one, ties count half;
 *   `z`: its distance from one half in standard errors, 0 when all observations are tied
 */
export function rankTest(
  a: HistogramBucket[],
  b: HistogramBucket[],
): { greater: number; z: number } {
  const m = observations(a);
  const n = observations(b);
  const all = m + n;
  const countsOfB = new Map(b.map(({ le, count }) => [le, count]));
  let wins = 0;
  let tied = 0;
  let below = { a: 0, b: 0 };
  for (const { le, count } of a) {
    const countOfB = countsOfB.get(le);
    // A bound that only one of them has splits a bucket of the other: those two buckets are read as one.
    if (countOfB === undefined) continue;
    const inA = count - below.a;
    const inB = countOfB - below.b;
    wins += inA * (below.b + inB / 2);
    tied += (inA + inB) ** 3 - (inA + inB);
    below = { a: count, b: countOfB };
  }
  const variance = ((m * n) / 12) * (all + 1 - tied / (all * (all - 1)));
  return {
    greater: wins / (m * n),
    z: variance > 0 ? (wins - (m * n) / 2) / Math.sqrt(variance) : 0,
  };
}

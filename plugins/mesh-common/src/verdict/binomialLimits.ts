/** One part in 10¹⁵ of the range: enough for shares of one in a billion. */
const HALVINGS = 50;

/**
 * Interval of Clopper and Pearson for a share: beyond each end lies the tail of the normal distribution
 * beyond `z`.
 *
 * Wilson's interval is right on average, but at the three to four standard errors that a verdict asks
 * for it promises far too much when errors are rare: it takes 2 errors in 100 requests for proof against
 * a share of 0.1 %, at which they happen in one of 200 canaries. Exact limits do not.
 *
 * @param successes - whole number from 0 to `trials`
 * @param trials - whole number, more than 0
 * @param z - quantile of the normal distribution, more than 0
 */
export function binomialLimits(
  successes: number,
  trials: number,
  z: number,
): { low: number; high: number } {
  return {
    low: 1 - upperLimit(trials - successes, trials, z),
    high: upperLimit(successes, trials, z),
  };
}

/** The share at which no more than `successes` happen only with the probability of the tail. */
function upperLimit(successes: number, trials: number, z: number): number {
  if (successes === trials) return 1;
  let low = successes / trials;
  let high = 1;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (atMost(successes, trials, middle) > -z) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Probability of at most `successes`, as a quantile of the normal distribution. The approximation of
 * D. Peizer and J. Pratt (Journal of the American Statistical Association 63 (1968) 1416) is within a few
 * percent of the probability even four standard errors out, and costs the same for a billion requests.
 */
function atMost(successes: number, trials: number, share: number): number {
  const rest = 1 - share;
  const s = successes + 0.5;
  const t = trials - s;
  const distance =
    s +
    1 / 6 -
    (trials + 1 / 3) * share +
    0.02 * (rest / (s + 0.5) - share / (t + 0.5) + (rest - 0.5) / (trials + 1));
  const skew =
    rest * bend(s / (trials * share)) + share * bend(t / (trials * rest));
  return distance * Math.sqrt((1 + skew) / ((trials + 1 / 6) * share * rest));
}

/** Peizer and Pratt's g. */
function bend(u: number): number {
  const off = 1 - u;
  // Near 1 the fraction loses all digits; it tends to a third of the distance.
  return Math.abs(off) < 1e-4
    ? off / 3
    : (1 - u * u + 2 * u * Math.log(u)) / (off * off);
}

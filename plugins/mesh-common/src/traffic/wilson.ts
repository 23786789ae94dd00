/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959964;

/**
 * Wilson score interval of a share, 95 %, in percent. It stays honest for few requests and for shares
 * near 0 and 1, where the usual `p ± z·√(p(1-p)/n)` does not.
 *
 * @param successes - number of successes, 0 to `total`
 * @param total - number of trials, more than 0
 */
export function wilson(
  successes: number,
  total: number,
): { low: number; high: number } {
  const p = successes / total;
  const z2 = (Z * Z) / total;
  const centre = (p + z2 / 2) / (1 + z2);
  const half =
    (Z / (1 + z2)) * Math.sqrt((p * (1 - p)) / total + z2 / total / 4);
  return {
    // Rounding must not push the point estimate out of its own interval.
    low: 100 * Math.max(0, Math.min(p, centre - half)),
    high: 100 * Math.min(1, Math.max(p, centre + half)),
  };
}

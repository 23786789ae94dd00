/**
 * One bucket of a classic Prometheus histogram.
 *
 * @public
 */
export interface HistogramBucket {
  /** Upper bound, in milliseconds; `Infinity` for the last one. */
  le: number;
  /** Number of observations up to and including the bound, those of lower buckets included. */
  count: number;
}

/** A count beyond this is no count of requests; its cube still fits into a number. */
const MOST = 1e15;

/**
 * The buckets of several series as one well-formed histogram: one bucket per bound, ascending, counts
 * that never fall. Empty when no bucket is known to hold everything (`+Inf`).
 *
 * Counts may fall from one bucket to the next because the series were scraped at different times;
 * like Prometheus, the lower count is lifted (`ensureMonotonicAndIgnoreSmallDeltas`, promql/quantile.go).
 */
export function histogramOf(buckets: HistogramBucket[]): HistogramBucket[] {
  const counts = new Map<number, number>();
  for (const { le, count } of buckets) {
    if (!(le > -Infinity) || !(count >= 0)) continue;
    counts.set(le, Math.min(MOST, (counts.get(le) ?? 0) + count));
  }
  if (!counts.has(Infinity)) return [];
  let highest = 0;
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([le, count]) => {
      highest = Math.max(highest, count);
      return { le, count: highest };
    });
}

/** Number of observations of a well-formed histogram. */
export function observations(histogram: HistogramBucket[]): number {
  return histogram.at(-1)?.count ?? 0;
}

/**
 * The value below which a share of the observations lies, as Prometheus' `histogram_quantile` says it
 * (`BucketQuantile`, promql/quantile.go): linear within a bucket, from 0 in the first one, and the last
 * finite bound when it lies beyond. Undefined without observations or finite bounds.
 *
 * @param q - 0 to 1
 * @param histogram - from {@link histogramOf}
 */
export function quantile(
  q: number,
  histogram: HistogramBucket[],
): number | undefined {
  const all = observations(histogram);
  if (histogram.length < 2 || all === 0) return undefined;
  const rank = q * all;
  const index = histogram.findIndex(({ count }) => count >= rank);
  if (index === histogram.length - 1) return histogram[index - 1].le;
  const { le, count } = histogram[index];
  const below = histogram[index - 1] ?? { le: 0, count: 0 };
  // Prometheus answers with the bound itself when the first one is not above zero.
  if (le <= 0 && index === 0) return le;
  const within = count - below.count;
  return within > 0
    ? below.le + (le - below.le) * ((rank - below.count) / within)
    : le;
}

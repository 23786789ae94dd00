import type { LatencyComparison, LatencyQuantiles } from '../model';
import {
  histogramOf,
  observations,
  type HistogramBucket,
} from '../traffic/histogram';
import { latencyOf } from '../traffic/signals';
import { boundary } from './boundary';
import { rankTest } from './rankTest';
import type { VerdictOptions } from './VerdictOptions';

/** Response times of two revisions; undefined while one of them has fewer than the minimum. */
export function compareLatency(
  canaryBuckets: HistogramBucket[],
  stableBuckets: HistogramBucket[],
  options: VerdictOptions,
): LatencyComparison | undefined {
  const histograms = [canaryBuckets, stableBuckets].map(histogramOf);
  const [canary, stable] = histograms.map(quantiles);
  if (!canary || !stable) return undefined;
  if (Math.min(canary.requests, stable.requests) < options.minimum) {
    return undefined;
  }
  const { greater, z } = rankTest(histograms[0], histograms[1]);
  const clear = Math.abs(z) > boundary(canary.requests, stable.requests);
  // Positive when the canary is slower, like z.
  const shift = (canary.p95 - stable.p95) / Math.max(canary.p95, stable.p95);
  const relevant =
    Math.abs(greater - 0.5) >= options.slower ||
    Math.sign(z) * shift >= options.relevance;
  const direction = z > 0 ? 'worse' : 'better';
  return {
    result: clear && relevant ? direction : 'no difference',
    canary,
    stable,
    slower: greater,
  };
}

function quantiles(histogram: HistogramBucket[]): LatencyQuantiles | undefined {
  const latency = latencyOf(histogram);
  return (
    latency && {
      requests: observations(histogram),
      p50: latency.p50,
      p95: latency.p95,
    }
  );
}

import type { SignalSeries } from '@meshway/plugin-mesh-common';

/** What a chart shows. */
export type ChartKind = 'rate' | 'errors' | 'latency';

/** A quantile of the response time. */
export type Quantile = keyof NonNullable<SignalSeries['latency']>;

export const QUANTILES = ['p50', 'p95', 'p99'] as const satisfies Quantile[];

/** The values of a chart, `null` where nothing is known. */
export function valuesOf(
  kind: ChartKind,
  signals: SignalSeries,
  quantile: Quantile,
): (number | null)[] {
  switch (kind) {
    case 'rate':
      return signals.requestsPerSecond;
    case 'errors':
      return signals.errorShare;
    default:
      return signals.latency?.[quantile] ?? [];
  }
}

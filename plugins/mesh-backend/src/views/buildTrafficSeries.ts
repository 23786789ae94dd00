import {
  buildServiceTraffic,
  type ServiceObjects,
  type SignalSeries,
  type Signals,
  type Traffic,
  type TrafficSeries,
} from '@meshway/plugin-mesh-common';
import type { TelemetrySeries } from '../telemetry/ClusterTelemetry';
import type { SeriesRange } from '../telemetry/seriesRange';

/**
 * Golden signals at each moment, each counted as the view counts them now. A moment without a single sample has
 * nothing to say, which is not the same as no requests.
 */
export function buildTrafficSeries(input: {
  objects: ServiceObjects;
  series: TelemetrySeries[] | undefined;
  range: SeriesRange;
}): Pick<
  TrafficSeries,
  'at' | 'stepSeconds' | 'total' | 'revisions' | 'attribution'
> {
  const { objects, series, range } = input;
  const { start, end, stepSeconds, windowSeconds } = range;
  const length = Math.floor((end - start) / stepSeconds) + 1;
  const at = Array.from({ length }, (_, index) => start + index * stepSeconds);
  if (!series) {
    return {
      at,
      stepSeconds,
      revisions: [],
      attribution: { possible: true },
    };
  }
  const samples = at.map((): TelemetrySeries['sample'][] => []);
  for (const { sample, points } of series) {
    for (const [seconds, value] of points) {
      samples[Math.round((seconds - start) / stepSeconds)]?.push({
        ...sample,
        value,
      });
    }
  }
  const moments = samples.map(heard =>
    heard.length > 0
      ? buildServiceTraffic({ objects, samples: heard, windowSeconds })
      : undefined,
  );
  const told = moments.filter(moment => moment !== undefined);
  const hashes = new Set(
    told.flatMap(({ revisions }) => revisions.map(({ hash }) => hash)),
  );
  return {
    at,
    stepSeconds,
    total: signalSeries(moments.map(moment => moment?.signals)),
    revisions: [...hashes].map(hash => ({
      hash,
      ...signalSeries(
        moments.map(
          moment =>
            moment?.revisions.find(revision => revision.hash === hash)?.signals,
        ),
      ),
    })),
    attribution: attributionOf(told),
  };
}

/** Revisions of long ago are not known any more; what counts is whether those of now can be told apart. */
function attributionOf(told: Traffic[]): TrafficSeries['attribution'] {
  return told.at(-1)?.attribution ?? { possible: true };
}

function signalSeries(signals: (Signals | undefined)[]): SignalSeries {
  const each = (read: (of: Signals) => number | undefined) =>
    signals.map(moment => (moment && read(moment)) ?? null);
  return {
    requestsPerSecond: each(({ requestsPerSecond }) => requestsPerSecond),
    errorShare: each(({ errorShare }) => errorShare),
    ...(signals.some(moment => moment?.latency) && {
      latency: {
        p50: each(({ latency }) => latency?.p50),
        p95: each(({ latency }) => latency?.p95),
        p99: each(({ latency }) => latency?.p99),
      },
    }),
  };
}

import { toError } from '@backstage/errors';
import type { Freshness, TrafficParties } from '@meshway/plugin-mesh-common';
import type { ClusterTelemetry, TelemetrySeries } from './ClusterTelemetry';
import { durationSeriesQuery, requestSeriesQuery } from './queries';
import { SharedReadings } from './SharedReadings';
import type { SeriesRange } from './seriesRange';
import { DEFAULT_METRICS_SETTINGS } from './telemetrySettings';

const FAILURE_SHARED_MS = 2000;

/**
 * What a service received at several moments, each over a window that ends there.
 */
export interface SeriesReading {
  /** Undefined when it cannot be read. */
  series?: TelemetrySeries[];
  /** Stale when a part of it is missing. */
  freshness: Freshness;
}

/**
 * Reads the traffic of services over time.
 */
export class SeriesReader {
  private readonly clusters: ReadonlyMap<string, ClusterTelemetry>;
  private readonly windowSeconds: number;
  private readonly now: () => Date;
  private readonly readings: SharedReadings<SeriesReading>;

  constructor(options: {
    /** By their names. */
    clusters: ReadonlyMap<string, ClusterTelemetry>;
    windowSeconds: number;
    now?: () => Date;
  }) {
    this.clusters = options.clusters;
    this.windowSeconds = options.windowSeconds;
    this.now = options.now ?? (() => new Date());
    this.readings = new SharedReadings({
      now: () => this.now().getTime(),
      onLate: () => {},
    });
  }

  /** How close the moments of a series in a cluster can be, and how much each must look back. */
  resolution(cluster: string): {
    scrapeSeconds: number;
    windowSeconds: number;
  } {
    const { scrapeSeconds } =
      this.clusters.get(cluster) ?? DEFAULT_METRICS_SETTINGS;
    return { scrapeSeconds, windowSeconds: this.windowSeconds };
  }

  async read(
    cluster: string,
    parties: TrafficParties,
    range: SeriesRange,
  ): Promise<SeriesReading> {
    const telemetry = this.clusters.get(cluster);
    if (!telemetry) {
      return unavailable(
        `No Prometheus is configured for cluster ${cluster} (mesh.clusters).`,
      );
    }
    const reading = await this.readings.get(
      JSON.stringify([cluster, parties, range]),
      {
        read: async () => {
          try {
            return {
              value: await this.ask(telemetry, parties, range),
              goodForMs: telemetry.scrapeSeconds * 1000,
            };
          } catch (error) {
            return {
              value: unavailable(toError(error).message),
              goodForMs: FAILURE_SHARED_MS,
            };
          }
        },
      },
    );
    return reading!;
  }

  private async ask(
    telemetry: ClusterTelemetry,
    parties: TrafficParties,
    range: SeriesRange,
  ): Promise<SeriesReading> {
    const { scope } = telemetry;
    const { windowSeconds } = range;
    const [requests, durations] = await Promise.allSettled([
      telemetry.queryRange(
        'request series',
        requestSeriesQuery(scope, parties, windowSeconds),
        range,
      ),
      telemetry.queryRange(
        'duration series',
        durationSeriesQuery(scope, parties, windowSeconds),
        range,
      ),
    ]);
    if (requests.status === 'rejected') throw requests.reason;
    const { series, incomplete } = requests.value;
    const heardAt = this.now().toISOString();
    if (durations.status === 'rejected') {
      const { message } = toError(durations.reason);
      return {
        series,
        freshness: {
          state: 'stale',
          heardAt,
          reason: `Response times are missing. ${message}`,
        },
      };
    }
    const reason = incomplete ?? durations.value.incomplete;
    return {
      series: [...series, ...durations.value.series],
      freshness: reason
        ? { state: 'stale', heardAt, reason }
        : { state: 'live', heardAt },
    };
  }
}

function unavailable(reason: string): SeriesReading {
  return { freshness: { state: 'unavailable', reason } };
}

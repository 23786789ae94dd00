import { toError } from '@backstage/errors';
import type {
  Freshness,
  ReadingGap,
  TelemetrySample,
  TrafficParties,
} from '@meshway/plugin-mesh-common';
import type { ClusterTelemetry } from './ClusterTelemetry';
import { FleetIndex } from './FleetIndex';
import {
  canaryQuery,
  countersQuery,
  durationsQuery,
  fleetQuery,
} from './queries';
import { SharedReadings } from './SharedReadings';
import {
  staleTraffic,
  unknownTraffic,
  type TrafficReading,
} from './TrafficReading';

/** How long a failure serves everyone who asks the same, and an answer at least, in milliseconds. */
const LEAST_SHARED_MS = 2000;
/** Looking back further costs a store more than it tells. */
const LONGEST_CANARY_SECONDS = 24 * 3600;
/** What happened since a canary began grows slowly: it is read about this many times per doubling. */
const READINGS_PER_DOUBLING = 20;
const LONGEST_SHARED_MS = 60_000;

/**
 * How the traffic is asked for.
 */
export interface TrafficOptions {
  /** As configured without it; not less than two scrapes. */
  windowSeconds?: number;
  /** How long a new reading is waited for before the last one has to do, in milliseconds; until it comes without it. */
  waitMs?: number;
}

/** One thing to read. */
interface Question {
  key: unknown[];
  windowSeconds: number;
  goodForMs: number;
  waitMs?: number;
  ask(): Promise<Pick<TrafficReading, 'samples' | 'gaps'>>;
}

/**
 * Reads what Istio's proxies counted. Who asks the same at the same time, or before the next scrape can change it,
 * shares one reading, and all services of a cluster together are one query too.
 */
export class TrafficReader {
  private readonly clusters: ReadonlyMap<string, ClusterTelemetry>;
  private readonly windowSeconds: number;
  private readonly now: () => Date;
  private readonly listeners = new Set<() => void>();
  private readonly readings: SharedReadings<TrafficReading>;
  private readonly fleets = new WeakMap<TelemetrySample[], FleetIndex>();

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
      onLate: () => {
        for (const listener of [...this.listeners]) listener();
      },
    });
  }

  /** Calls the listener when a reading came for which somebody had not waited long enough. */
  onLate(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** When the metrics of a cluster were last heard, whatever was asked. */
  freshness(cluster: string): Freshness {
    return (
      this.clusters.get(cluster)?.freshness() ?? {
        state: 'unavailable',
        reason: notConfigured(cluster),
      }
    );
  }

  /** What a service received and sent, with its response times. */
  async service(
    cluster: string,
    parties: TrafficParties,
    options: TrafficOptions = {},
  ): Promise<TrafficReading> {
    return await this.read(cluster, telemetry => {
      const { scope, scrapeSeconds } = telemetry;
      const windowSeconds = Math.max(
        options.windowSeconds ?? this.windowSeconds,
        2 * scrapeSeconds,
      );
      const ask = async () => {
        const [counters, durations] = await Promise.allSettled([
          telemetry.query(
            'service',
            countersQuery(scope, parties, windowSeconds),
          ),
          telemetry.query(
            'durations',
            durationsQuery(scope, parties, windowSeconds),
          ),
        ]);
        if (counters.status === 'rejected') throw counters.reason;
        const { series, incomplete } = counters.value;
        if (durations.status === 'rejected') {
          return {
            samples: series,
            gaps: [
              ...gapsOf(incomplete),
              gap('response times', toError(durations.reason).message),
            ],
          };
        }
        return {
          samples: [...series, ...durations.value.series],
          gaps: gapsOf(incomplete ?? durations.value.incomplete),
        };
      };
      return {
        key: [cluster, 'service', parties, windowSeconds],
        windowSeconds,
        goodForMs: scrapeSeconds * 1000,
        waitMs: options.waitMs,
        ask,
      };
    });
  }

  /** What a service received since its canary began, a day at most. */
  async canary(
    cluster: string,
    parties: TrafficParties,
    since: Date,
    options: Pick<TrafficOptions, 'waitMs'> = {},
  ): Promise<TrafficReading> {
    const age = Math.ceil((this.now().getTime() - since.getTime()) / 1000);
    const windowSeconds = Math.min(
      Math.max(age, this.windowSeconds),
      LONGEST_CANARY_SECONDS,
    );
    return await this.read(cluster, telemetry => ({
      key: [cluster, 'canary', parties, since],
      windowSeconds,
      goodForMs: Math.max(
        telemetry.scrapeSeconds * 1000,
        Math.min(
          (windowSeconds * 1000) / READINGS_PER_DOUBLING,
          LONGEST_SHARED_MS,
        ),
      ),
      waitMs: options.waitMs,
      ask: async () => {
        const { series, incomplete } = await telemetry.query(
          'canary',
          canaryQuery(telemetry.scope, parties, windowSeconds),
        );
        return { samples: series, gaps: gapsOf(incomplete) };
      },
    }));
  }

  /** What a service received, from one query for all services of the cluster: without callers and response times. */
  async fleet(
    cluster: string,
    parties: TrafficParties,
    options: Pick<TrafficOptions, 'waitMs'> = {},
  ): Promise<TrafficReading> {
    const { windowSeconds } = this;
    const reading = await this.read(cluster, telemetry => ({
      key: [cluster, 'fleet'],
      windowSeconds,
      goodForMs: telemetry.scrapeSeconds * 1000,
      waitMs: options.waitMs,
      ask: async () => {
        const { series, incomplete } = await telemetry.query(
          'fleet',
          fleetQuery(telemetry.scope, windowSeconds),
        );
        return { samples: series, gaps: gapsOf(incomplete) };
      },
    }));
    const { samples } = reading;
    if (!samples) return reading;
    let index = this.fleets.get(samples);
    if (!index) {
      index = new FleetIndex(samples);
      this.fleets.set(samples, index);
    }
    return { ...reading, samples: index.of(parties) };
  }

  private async read(
    cluster: string,
    questionOf: (telemetry: ClusterTelemetry) => Question,
  ): Promise<TrafficReading> {
    const telemetry = this.clusters.get(cluster);
    if (!telemetry) {
      return unknownTraffic(notConfigured(cluster), this.windowSeconds);
    }
    const question = questionOf(telemetry);
    const { key, windowSeconds, waitMs } = question;
    const reading = await this.readings.get(JSON.stringify(key), {
      waitMs,
      read: last => this.ask(question, last),
    });
    if (!reading) {
      return unknownTraffic('The metrics are being read.', windowSeconds);
    }
    return this.isNews(reading, question.goodForMs + telemetry.timeoutMs)
      ? reading
      : staleTraffic(reading, 'Prometheus has not answered yet.', this.now());
  }

  private async ask(question: Question, last: TrafficReading | undefined) {
    try {
      const { samples, gaps } = await question.ask();
      const value: TrafficReading = {
        samples,
        gaps,
        windowSeconds: question.windowSeconds,
        freshness: { state: 'live', heardAt: this.now().toISOString() },
      };
      return {
        value,
        goodForMs: Math.max(question.goodForMs, LEAST_SHARED_MS),
      };
    } catch (error) {
      const reason = toError(error).message;
      return {
        value: last
          ? staleTraffic(last, reason, this.now())
          : unknownTraffic(reason, question.windowSeconds),
        goodForMs: LEAST_SHARED_MS,
      };
    }
  }

  /** While the next reading is under way, the last one is as good as any until that one should have come. */
  private isNews({ freshness }: TrafficReading, forMs: number): boolean {
    return (
      freshness.state !== 'live' ||
      this.now().getTime() - Date.parse(freshness.heardAt) <= forMs
    );
  }
}

function notConfigured(cluster: string): string {
  return `No Prometheus is configured for cluster ${cluster} (mesh.clusters).`;
}

function gap(kind: string, reason: string): ReadingGap {
  return { kind, reason };
}

function gapsOf(incomplete: string | undefined): ReadingGap[] {
  return incomplete === undefined ? [] : [gap('metrics', incomplete)];
}

import { toError } from '@backstage/errors';
import type { Freshness, TelemetrySample } from '@meshway/plugin-mesh-common';
import type {
  MeshMetricsSource,
  MetricsAnswer,
} from '@meshway/plugin-mesh-node';
import pLimit from 'p-limit';
import { UNCOUNTED, type MeshMetrics } from '../observability/MeshMetrics';
import type { QueryScope } from './queries';
import { telemetrySample } from './telemetrySample';
import type { MetricsSettings } from './telemetrySettings';

/** Questions that wait for their turn; who comes later is sent away at once. */
const MOST_WAITING = 1000;

/**
 * The series of a range query.
 */
export interface TelemetrySeries {
  /** Its value is of no meaning. */
  sample: TelemetrySample;
  points: [seconds: number, value: number][];
}

/**
 * Asks the metrics of one cluster, only some questions at a time, and knows when they were last heard.
 */
export class ClusterTelemetry {
  readonly scope: QueryScope;
  readonly timeoutMs: number;
  readonly scrapeSeconds: number;
  private readonly cluster: string;
  private readonly source: MeshMetricsSource;
  private readonly limit: ReturnType<typeof pLimit>;
  private readonly metrics: MeshMetrics;
  private readonly now: () => Date;
  private heardAt: Date | undefined;
  private problem: string | undefined;

  constructor(options: {
    cluster: string;
    source: MeshMetricsSource;
    settings: Omit<MetricsSettings, 'server'>;
    metrics?: MeshMetrics;
    now?: () => Date;
  }) {
    const { settings } = options;
    this.cluster = options.cluster;
    this.source = options.source;
    this.scope = settings;
    this.timeoutMs = settings.timeoutMs;
    this.scrapeSeconds = settings.scrapeSeconds;
    this.limit = pLimit(settings.concurrency);
    this.metrics = options.metrics ?? UNCOUNTED;
    this.now = options.now ?? (() => new Date());
  }

  /** An instant query. Rejects with a sentence for a user. */
  async query(
    template: string,
    promql: string,
  ): Promise<MetricsAnswer<TelemetrySample>> {
    return await this.ask(template, async signal => {
      const { series, incomplete } = await this.source.query(promql, {
        signal,
      });
      return {
        series: series.map(found => telemetrySample(found, this.scope)),
        incomplete,
      };
    });
  }

  /** A range query. Rejects with a sentence for a user. */
  async queryRange(
    template: string,
    promql: string,
    range: { start: number; end: number; stepSeconds: number },
  ): Promise<MetricsAnswer<TelemetrySeries>> {
    return await this.ask(template, async signal => {
      const { series, incomplete } = await this.source.queryRange(promql, {
        ...range,
        signal,
      });
      return {
        series: series.map(({ labels, points }) => ({
          sample: telemetrySample({ labels, value: 0 }, this.scope),
          points,
        })),
        incomplete,
      };
    });
  }

  /** When the metrics were last heard. */
  freshness(): Freshness {
    const { heardAt, problem } = this;
    if (!heardAt) {
      return {
        state: 'unavailable',
        reason:
          problem ??
          `Nobody has asked for the metrics of cluster ${this.cluster} yet.`,
      };
    }
    return problem
      ? { state: 'stale', heardAt: heardAt.toISOString(), reason: problem }
      : { state: 'live', heardAt: heardAt.toISOString() };
  }

  private async ask<T>(
    template: string,
    send: (signal: AbortSignal) => Promise<MetricsAnswer<T>>,
  ): Promise<MetricsAnswer<T>> {
    if (this.limit.pendingCount >= MOST_WAITING) {
      throw new Error(
        `Too many questions to the metrics of cluster ${this.cluster} wait already.`,
      );
    }
    return await this.limit(async () => {
      const startedAt = performance.now();
      const count = (outcome: 'ok' | 'failed') =>
        this.metrics.query({
          cluster: this.cluster,
          template,
          outcome,
          seconds: (performance.now() - startedAt) / 1000,
        });
      try {
        const answer = await send(AbortSignal.timeout(this.timeoutMs));
        this.heardAt = this.now();
        this.problem = undefined;
        count('ok');
        return answer;
      } catch (error) {
        this.problem = toError(error).message;
        count('failed');
        throw error;
      }
    });
  }
}

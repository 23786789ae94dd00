import { toError } from '@backstage/errors';
import type {
  MeshMetricsSource,
  MetricsAnswer,
  MetricsSample,
  MetricsSeries,
} from '@meshway/plugin-mesh-node';
import { z } from 'zod';
import type { MetricsResponse, MetricsTransport } from './MetricsTransport';

/** The fleet of a thousand services is a quarter of that. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_SERIES = 50_000;

/** Of thousands of series with twenty labels each: a record of zod's would take as long as all the rest of a view. */
const labelsSchema = z.custom<Record<string, string>>(
  labels =>
    typeof labels === 'object' &&
    labels !== null &&
    !Array.isArray(labels) &&
    Object.values(labels).every(value => typeof value === 'string'),
);
const pointSchema = z.tuple([z.number(), z.string()]);

function answerSchema<T extends z.ZodType>(resultType: string, series: T) {
  return z.object({
    status: z.literal('success'),
    // Of Thanos and Mimir, when one of their stores does not answer.
    warnings: z.array(z.unknown()).optional(),
    data: z.object({
      resultType: z.literal(resultType),
      result: z.array(series),
    }),
  });
}

const vectorSchema = answerSchema(
  'vector',
  z.object({ metric: labelsSchema, value: pointSchema }),
);
const matrixSchema = answerSchema(
  'matrix',
  z.object({ metric: labelsSchema, values: z.array(pointSchema) }),
);

/**
 * Prometheus, or anything else that speaks the plain part of its API. What it answers is checked and bounded, and what
 * is said about failures holds neither addresses nor credentials: the server's own words might.
 */
export class PrometheusSource implements MeshMetricsSource {
  private readonly transport: MetricsTransport;
  /** Why a status is no answer, where its transport knows more than the number. */
  private readonly explain: (status: number) => string | undefined;

  constructor(options: {
    transport: MetricsTransport;
    explain?: (status: number) => string | undefined;
  }) {
    this.transport = options.transport;
    this.explain = options.explain ?? (() => undefined);
  }

  async query(
    promql: string,
    { signal }: { signal: AbortSignal },
  ): Promise<MetricsAnswer<MetricsSample>> {
    const { series, incomplete } = await this.ask(
      '/api/v1/query',
      { query: promql },
      vectorSchema,
      signal,
    );
    return {
      series: series
        .map(({ metric, value }) => ({
          labels: metric,
          value: Number(value[1]),
        }))
        .filter(({ value }) => Number.isFinite(value)),
      incomplete,
    };
  }

  async queryRange(
    promql: string,
    options: {
      start: number;
      end: number;
      stepSeconds: number;
      signal: AbortSignal;
    },
  ): Promise<MetricsAnswer<MetricsSeries>> {
    const { start, end, stepSeconds, signal } = options;
    const { series, incomplete } = await this.ask(
      '/api/v1/query_range',
      {
        query: promql,
        start: String(start),
        end: String(end),
        step: String(stepSeconds),
      },
      matrixSchema,
      signal,
    );
    return {
      series: series.map(({ metric, values }) => ({
        labels: metric,
        points: values
          .map(([seconds, value]): [number, number] => [seconds, Number(value)])
          .filter(([, value]) => Number.isFinite(value)),
      })),
      incomplete,
    };
  }

  private async ask<T extends { metric: Record<string, string> }>(
    path: string,
    parameters: Record<string, string>,
    schema: z.ZodType<{ warnings?: unknown[]; data: { result: T[] } }>,
    signal: AbortSignal,
  ): Promise<MetricsAnswer<T>> {
    const response = await this.send(path, parameters, signal);
    const body = await this.read(response, signal);
    const answer = schema.safeParse(body);
    if (!answer.success) {
      throw new Error('Prometheus answers with something else than samples.');
    }
    const { warnings = [], data } = answer.data;
    if (data.result.length > MOST_SERIES) throw tooMuch();
    shareValues(data.result);
    return {
      series: data.result,
      ...(warnings.length > 0 && {
        incomplete: 'A part of the metrics did not answer.',
      }),
    };
  }

  private async send(
    path: string,
    parameters: Record<string, string>,
    signal: AbortSignal,
  ): Promise<MetricsResponse> {
    let response: MetricsResponse;
    try {
      response = await this.transport(
        path,
        new URLSearchParams(parameters),
        signal,
      );
    } catch (error) {
      throw unanswered(error, signal);
    }
    const { status, body } = response;
    if (status === 200) return response;
    await body?.[Symbol.asyncIterator]().return?.();
    throw new Error(this.explain(status) ?? explainStatus(status));
  }

  private async read(
    { body }: MetricsResponse,
    signal: AbortSignal,
  ): Promise<unknown> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const chunk of body ?? []) {
        size += chunk.byteLength;
        if (size > MOST_BYTES) break;
        chunks.push(chunk);
      }
    } catch (error) {
      throw unanswered(error, signal);
    }
    if (size > MOST_BYTES) throw tooMuch();
    try {
      return JSON.parse(Buffer.concat(chunks).toString('utf8'));
    } catch {
      return undefined;
    }
  }
}

/** Keeps each value once: an answer repeats the same names in every series, and is remembered until the next one. */
function shareValues(series: { metric: Record<string, string> }[]): void {
  const shared = new Map<string, string>();
  for (const { metric } of series) {
    for (const label of Object.keys(metric)) {
      const known = shared.get(metric[label]);
      if (known === undefined) shared.set(metric[label], metric[label]);
      else metric[label] = known;
    }
  }
}

function unanswered(error: unknown, signal: AbortSignal): Error {
  return signal.aborted && toError(signal.reason).name === 'TimeoutError'
    ? new Error('Prometheus does not answer in time.', { cause: error })
    : new Error('Prometheus cannot be reached.', { cause: error });
}

function explainStatus(status: number): string {
  return status === 401 || status === 403
    ? `Prometheus does not let the portal in (status ${status}).`
    : `Prometheus answers with status ${status}.`;
}

function tooMuch(): Error {
  return new Error(
    'Prometheus answers with more series than can be shown. Aggregate labels away that are not needed.',
  );
}

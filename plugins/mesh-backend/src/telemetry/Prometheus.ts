import { toError } from '@backstage/errors';
import { z } from 'zod';

const TIMEOUT_MS = 3000;

const answerSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
});

/**
 * One series of an instant query.
 */
export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/**
 * One Prometheus server. Only queries made in code go there.
 */
export class Prometheus {
  private readonly url: string;

  /**
   * @param url - base URL, a path before `/api` included
   */
  constructor(url: string) {
    this.url = url.replace(/\/+$/, '');
  }

  /**
   * An instant query, now. Rejects with a sentence for a user.
   */
  async query(promql: string): Promise<Sample[]> {
    const answer = answerSchema.safeParse(await this.post(promql));
    if (!answer.success) {
      throw new Error('Prometheus answers with something else than samples.');
    }
    return answer.data.data.result
      .map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }))
      .filter(({ value }) => Number.isFinite(value));
  }

  private async post(promql: string): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(`${this.url}/api/v1/query`, {
        method: 'POST',
        body: new URLSearchParams({ query: promql }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return await response.json();
    } catch (error) {
      switch (toError(error).name) {
        case 'TimeoutError':
          throw new Error(
            `Prometheus does not answer within ${TIMEOUT_MS / 1000} seconds.`,
          );
        case 'SyntaxError':
          return undefined;
        default:
          throw new Error('Prometheus cannot be reached.');
      }
    }
    await response.body?.cancel();
    throw new Error(`Prometheus answers with status ${response.status}.`);
  }
}

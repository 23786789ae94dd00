import type { Verdict, VerdictResult } from '../model';
import type { HistogramBucket } from '../traffic/histogram';
import { compareErrors } from './compareErrors';
import { compareLatency } from './compareLatency';
import type { Share } from './shareDifference';
import { verdictSentence } from './verdictSentence';
import { DEFAULT_VERDICT_OPTIONS, type VerdictOptions } from './VerdictOptions';

/**
 * What the requests to one revision came to.
 *
 * @public
 */
export interface ObservedRequests {
  /** All requests; may be a fraction, since Prometheus extrapolates. */
  requests: number;
  /** Those of them that failed. */
  errors: number;
  /** Response times, cumulative buckets in any order. */
  durations?: HistogramBucket[];
}

/**
 * Compares the canary with stable by their error shares and response times.
 *
 * Both must be counted **since the canary began to take requests**, over the same time, up to now: the
 * counts grow from look to look. Then the verdict may be asked for at any time and any number of times,
 * and of a hundred rollouts of equal versions it calls no more than five worse or better, whenever somebody
 * looks (see `boundary`; in simulated rollouts it is about one). When the counts are
 * those of a sliding window, every window that shares nothing with the ones before is one more chance
 * to be wrong: the boundary then is about that of 50 such windows, and a small difference is never seen.
 *
 * Requests are taken as independent of each other. Where they are not (one caller that retries, one
 * bad node), the numbers look clearer than they are.
 *
 * This never throws: numbers that count nothing (negative, not finite) count as none.
 *
 * @public
 */
export function judgeCanary(input: {
  canary: ObservedRequests;
  stable: ObservedRequests;
  options?: Partial<VerdictOptions>;
}): Verdict {
  const options = { ...DEFAULT_VERDICT_OPTIONS, ...input.options };
  const canary = errorsOf(input.canary);
  const stable = errorsOf(input.stable);
  const errors =
    canary.trials > 0 && stable.trials > 0
      ? compareErrors(canary, stable, options)
      : undefined;
  const latency = compareLatency(
    input.canary.durations ?? [],
    input.stable.durations ?? [],
    options,
  );
  const compared = {
    result: together(
      errors?.result ?? 'not enough data',
      latency?.result ?? 'no difference',
    ),
    errors,
    latency,
    minimum: options.minimum,
  };
  return {
    ...compared,
    sentence: verdictSentence(compared, {
      canary: canary.trials,
      stable: stable.trials,
    }),
  };
}

/** Worse in one is worse: nobody trades errors for speed. */
function together(...results: VerdictResult[]): VerdictResult {
  const order: VerdictResult[] = ['worse', 'not enough data', 'better'];
  return order.find(result => results.includes(result)) ?? 'no difference';
}

/** More requests than this make no difference to any verdict, and keep sums exact. */
const MOST = 1e12;

function errorsOf({ requests, errors }: ObservedRequests): Share {
  const trials = whole(requests);
  return { trials, successes: Math.min(trials, whole(errors)) };
}

function whole(value: number): number {
  return value > 0 ? Math.round(Math.min(value, MOST)) : 0;
}

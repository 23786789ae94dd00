/**
 * Canary against stable. A verdict holds however often it is asked for during a rollout.
 *
 * @public
 */
export type VerdictResult =
  | 'better'
  | 'no difference'
  | 'worse'
  | 'not enough data';

/**
 * Errors of canary and stable, and how far they can be apart.
 *
 * @public
 */
export interface ErrorComparison {
  /** `not enough data`: a difference that matters cannot be excluded yet. */
  result: VerdictResult;
  canary: ErrorCount;
  stable: ErrorCount;
  /** Canary minus stable, as shares from -1 to 1, and the interval that it lies in at any time. */
  difference: { share: number; low: number; high: number };
}

/**
 * Requests and the share of them that failed.
 *
 * @public
 */
export interface ErrorCount {
  requests: number;
  /** 0 to 1. */
  share: number;
}

/**
 * Response times of canary and stable.
 *
 * @public
 */
export interface LatencyComparison {
  result: Exclude<VerdictResult, 'not enough data'>;
  canary: LatencyQuantiles;
  stable: LatencyQuantiles;
  /** Share of pairs, one request of each, in which the canary's is the slower one; 0.5 when they are alike. */
  slower: number;
}

/**
 * Quantiles of the response time in milliseconds.
 *
 * @public
 */
export interface LatencyQuantiles {
  requests: number;
  p50: number;
  p95: number;
}

/**
 * Whether the canary does better or worse than stable, and the numbers that say so.
 *
 * @public
 */
export interface Verdict {
  result: VerdictResult;
  /** The result, the numbers and the reason, for a user. */
  sentence: string;
  /** Undefined when one of the two has no requests. */
  errors?: ErrorComparison;
  /** Undefined without histograms of at least `minimum` requests each. */
  latency?: LatencyComparison;
  /** Requests that each of the two needs. */
  minimum: number;
}

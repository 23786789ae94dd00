/**
 * What counts as a difference.
 *
 * @public
 */
export interface VerdictOptions {
  /** Requests that canary and stable each need. */
  minimum: number;
  /**
   * A clear difference still is none when it is smaller than this part: of the error share, or of the 95 %
   * quantile of the response time when {@link VerdictOptions.slower} is small too.
   */
  relevance: number;
  /** Share of pairs, above one half, from which on a clear difference in response time matters by itself. */
  slower: number;
  /** Canary and stable are only called alike when the canary's error share is not more than this above stable's. */
  tolerance: number;
}

/**
 * The default: 100 requests; a tenth; 6 % of pairs, which is the difference of 0.2 standard deviations that
 * J. Cohen calls small (Statistical Power Analysis (1988), section 2.2); 5 points.
 *
 * @public
 */
export const DEFAULT_VERDICT_OPTIONS: VerdictOptions = {
  minimum: 100,
  relevance: 0.1,
  slower: 0.06,
  tolerance: 0.05,
};

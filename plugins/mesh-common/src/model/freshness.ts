/**
 * How far a source can be trusted right now. Stale or missing parts are said, never guessed.
 *
 * @public
 */
export type Freshness =
  | {
      state: 'live';
      /** When the source was last heard, ISO 8601. */
      heardAt: string;
    }
  | {
      state: 'stale';
      /** When the source was last heard, ISO 8601. */
      heardAt: string;
      /** Why it is silent, in words fit for a user. */
      reason: string;
    }
  | {
      state: 'unavailable';
      /** Why it has never been heard, in words fit for a user. */
      reason: string;
    };

/**
 * A kind of object that cannot be read, so that what it would tell is missing.
 *
 * @public
 */
export interface ReadingGap {
  /** Such as `VirtualService`. */
  kind: string;
  /** Why it cannot be read, in words fit for a user. */
  reason: string;
  /** What to do about it, such as the RBAC rule to add; absent when it passes by itself. */
  mend?: string;
}

/**
 * The sources a service view is made of.
 *
 * @public
 */
export interface SourceFreshness {
  /** The cluster's objects, by watch. */
  cluster: Freshness;
  /** Istio's metrics, by Prometheus. */
  metrics: Freshness;
  /** Kinds that cannot be read though the cluster answers; absent when all can. */
  gaps?: ReadingGap[];
}

import type { Freshness } from './freshness';
import type { ServiceRef } from './decision';
import type { ServiceView } from './serviceView';
import type { Traffic } from './traffic';

/**
 * Who calls a service and whom it calls, with the catalog entities behind the peers.
 *
 * @public
 */
export interface TrafficGraph {
  service: ServiceRef;
  /** Undefined when the metrics cannot be read. */
  traffic?: Traffic;
  freshness: Freshness;
  /** Peers that are services of an entity that the caller may see. */
  entities: { namespace: string; name: string; entityRef: string }[];
}

/**
 * Golden signals at each moment of a series, `null` where there is nothing to say.
 *
 * @public
 */
export interface SignalSeries {
  requestsPerSecond: (number | null)[];
  /** 0 to 1. */
  errorShare: (number | null)[];
  /** Milliseconds; absent without histograms. */
  latency?: {
    p50: (number | null)[];
    p95: (number | null)[];
    p99: (number | null)[];
  };
}

/**
 * The traffic of a service over time.
 *
 * @public
 */
export interface TrafficSeries {
  service: ServiceRef;
  /** ISO 8601. */
  from: string;
  /** ISO 8601. */
  to: string;
  stepSeconds: number;
  /** The moments, in seconds since 1970. */
  at: number[];
  /** Undefined when the metrics cannot be read. */
  total?: SignalSeries;
  /** By hash; empty when revisions cannot be told apart. */
  revisions: ({ hash: string } & SignalSeries)[];
  attribution: ServiceView['attribution'];
  freshness: Freshness;
}

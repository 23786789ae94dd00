import type { DeliveryPhase } from './delivery';
import type { Freshness } from './freshness';
import type { MtlsMode } from './posture';
import type { Signals } from './signals';

/**
 * One service of the fleet.
 *
 * @public
 */
export interface FleetRow {
  entityRef: string;
  /** Title or name of the entity. */
  title: string;
  /** Entity reference of the owner. */
  owner?: string;
  cluster: string;
  namespace: string;
  service: string;
  /** `none` for a service without a delivery engine, `unknown` when it cannot be read. */
  phase: DeliveryPhase | 'none' | 'unknown';
  waitsForDecision: boolean;
  /** `2/6`: the current step of all steps, as the headline counts; only mid-canary. */
  step?: string;
  /** Version of the stable revision. */
  version?: string;
  /** Version of the canary, only mid-canary. */
  canaryVersion?: string;
  /** Written canary weight in percent, only mid-canary. */
  weight?: number;
  signals?: Signals;
  /** Number of findings by severity. */
  findings: { errors: number; warnings: number };
  /** Whether requests to it are encrypted by mutual TLS; absent when it cannot be read. */
  mtls?: MtlsMode | 'mixed';
  /** Pods in the mesh, of all; absent when it cannot be read. */
  meshed?: { pods: number; of: number };
  /** The sentence of the service view, or what is wrong. */
  headline: string;
  freshness: Freshness;
}

/**
 * Which rows of the fleet are wanted, in what order.
 *
 * @public
 */
export interface FleetQuery {
  /** In the title, service, namespace or entity reference, whatever the case. */
  search?: string;
  /** Entity reference. */
  owner?: string;
  cluster?: string;
  namespace?: string;
  phase?: FleetRow['phase'];
  /** Only those that wait for a decision. */
  waits?: boolean;
  /** Only those with something to mend: errors among the findings, not encrypted, or not in the mesh. */
  attention?: boolean;
  /** `urgency` is what waits, then what is broken, then what moves. */
  sort?: 'urgency' | 'title' | 'requests' | 'errors';
  order?: 'ascending' | 'descending';
  /** 1 to 1000; all without it. */
  limit?: number;
  /** From `next` of the page before. */
  cursor?: string;
}

/**
 * All services whose entities the caller may see; those that wait for a decision come first.
 *
 * @public
 */
export interface Fleet {
  rows: FleetRow[];
  /** Number of rows that fit the query, on all pages. */
  total: number;
  /** Where the next page begins; absent on the last one. */
  next?: string;
  /** Each cluster's freshness by name. */
  clusters: Record<string, Freshness>;
  /** ISO 8601. */
  at: string;
}

import type { DeliveryPhase } from './delivery';
import type { Freshness } from './freshness';
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
  /** The sentence of the service view, or what is wrong. */
  headline: string;
  freshness: Freshness;
}

/**
 * All services whose entities the caller may see; those that wait for a decision come first.
 *
 * @public
 */
export interface Fleet {
  rows: FleetRow[];
  /** Each cluster's freshness by name. */
  clusters: Record<string, Freshness>;
  /** ISO 8601. */
  at: string;
}

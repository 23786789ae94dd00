import type {
  Decision,
  DecisionState,
  DecisionVerb,
} from '@meshway/plugin-mesh-common';

/**
 * A decision as it stands in the table.
 */
export interface DecisionRow {
  id: string;
  entity_ref: string;
  cluster: string;
  namespace: string;
  workload: string;
  verb: string;
  state: string;
  decided_by: string;
  reason: string | null;
  seen: string;
  outcome: string | null;
  // PostgreSQL gives a Date, SQLite the milliseconds.
  requested_at: Date | number;
  updated_at: Date | number;
  held_until: Date | number;
}

/** A decision, ready to be inserted. */
export function rowOf(decision: Decision, heldUntil: Date): DecisionRow {
  return {
    id: decision.id,
    entity_ref: decision.entityRef,
    cluster: decision.cluster,
    namespace: decision.namespace,
    workload: decision.workload,
    verb: decision.verb,
    state: decision.state,
    decided_by: decision.decidedBy,
    reason: decision.reason ?? null,
    seen: JSON.stringify(decision.seen),
    outcome: decision.outcome ?? null,
    requested_at: new Date(decision.requestedAt),
    updated_at: new Date(decision.updatedAt),
    held_until: heldUntil,
  };
}

/** The decision that a row holds. */
export function decisionOf(row: DecisionRow): Decision {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    cluster: row.cluster,
    namespace: row.namespace,
    workload: row.workload,
    verb: row.verb as DecisionVerb,
    state: row.state as DecisionState,
    decidedBy: row.decided_by,
    reason: row.reason ?? undefined,
    seen: JSON.parse(row.seen),
    outcome: row.outcome ?? undefined,
    requestedAt: new Date(row.requested_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
  };
}

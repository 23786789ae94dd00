import type {
  Decision,
  DecisionState,
  DecisionTarget,
  DecisionVerb,
} from '@meshway/plugin-mesh-common';
import type { RequestKey } from './DatabaseJournal';
import type { Sending } from './JournalEntry';

/** PostgreSQL gives a Date, SQLite the milliseconds. */
type Time = Date | number;

/**
 * A decision as it stands in the table.
 */
export interface DecisionRow {
  id: string;
  entity_ref: string;
  cluster: string;
  service_namespace: string;
  service_name: string;
  target_kind: string;
  target_namespace: string;
  target_name: string;
  verb: string;
  revision: string | null;
  weight: number | null;
  state: string;
  decided_by: string;
  reason: string | null;
  /** SQLite keeps 0 and 1. */
  override: boolean | number | null;
  seen: string;
  evidence: string | null;
  sending: string | null;
  outcome: string | null;
  approval_expires_at: Time | null;
  approved_by: string | null;
  approved_at: Time | null;
  request_key: string | null;
  request_digest: string | null;
  requested_at: Time;
  updated_at: Time;
  held_until: Time;
}

/** A decision, ready to be inserted. */
export function rowOf(
  decision: Decision,
  heldUntil: Date,
  request?: RequestKey,
): DecisionRow {
  const { service, target, approval, evidence } = decision;
  return {
    id: decision.id,
    entity_ref: decision.entityRef,
    cluster: service.cluster,
    service_namespace: service.namespace,
    service_name: service.name,
    target_kind: target.kind,
    target_namespace: target.namespace,
    target_name: target.name,
    verb: decision.verb,
    revision: decision.revision ?? null,
    weight: decision.weight ?? null,
    state: decision.state,
    decided_by: decision.decidedBy,
    reason: decision.reason ?? null,
    override: decision.override ?? null,
    seen: JSON.stringify(decision.seen),
    evidence: evidence ? JSON.stringify(evidence) : null,
    sending: null,
    outcome: decision.outcome ?? null,
    approval_expires_at: approval ? new Date(approval.expiresAt) : null,
    approved_by: approval?.by ?? null,
    approved_at: approval?.at ? new Date(approval.at) : null,
    request_key: request?.key ?? null,
    request_digest: request?.digest ?? null,
    requested_at: new Date(decision.requestedAt),
    updated_at: new Date(decision.updatedAt),
    held_until: heldUntil,
  };
}

/** The decision that a row holds. */
export function decisionOf(row: DecisionRow): Decision {
  const decision: Decision = {
    id: row.id,
    entityRef: row.entity_ref,
    service: {
      cluster: row.cluster,
      namespace: row.service_namespace,
      name: row.service_name,
    },
    target: {
      kind: row.target_kind as DecisionTarget['kind'],
      namespace: row.target_namespace,
      name: row.target_name,
    },
    verb: row.verb as DecisionVerb,
    state: row.state as DecisionState,
    decidedBy: row.decided_by,
    seen: JSON.parse(row.seen),
    requestedAt: iso(row.requested_at),
    updatedAt: iso(row.updated_at),
  };
  if (row.revision !== null) decision.revision = row.revision;
  if (row.weight !== null) decision.weight = row.weight;
  if (row.reason !== null) decision.reason = row.reason;
  if (row.override) decision.override = true;
  if (row.evidence !== null) decision.evidence = JSON.parse(row.evidence);
  if (row.outcome !== null) decision.outcome = row.outcome;
  if (row.approval_expires_at !== null) {
    decision.approval = { expiresAt: iso(row.approval_expires_at) };
    if (row.approved_by !== null) decision.approval.by = row.approved_by;
    if (row.approved_at !== null) decision.approval.at = iso(row.approved_at);
  }
  return decision;
}

/** What a row says was about to be sent. */
export function sendingOf({ sending }: DecisionRow): Sending | undefined {
  return sending === null ? undefined : JSON.parse(sending);
}

function iso(time: Time): string {
  return new Date(time).toISOString();
}

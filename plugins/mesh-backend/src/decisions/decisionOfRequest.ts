import { createHash, randomUUID } from 'node:crypto';
import type { Decision } from '@meshway/plugin-mesh-common';
import type { RequestKey } from './DatabaseJournal';
import type { AuthorisedDecision } from './types';

/** The row that a decision begins with. */
export function decisionOfRequest(
  request: AuthorisedDecision,
  at: Date,
  proposal?: { expiresAt: Date },
): Decision {
  const { idempotencyKey, ...asked } = request;
  return {
    ...asked,
    id: randomUUID(),
    state: proposal ? 'proposed' : 'requested',
    ...(proposal && {
      approval: { expiresAt: proposal.expiresAt.toISOString() },
    }),
    requestedAt: at.toISOString(),
    updatedAt: at.toISOString(),
  };
}

/** By what a request is known when it is sent again; undefined without a key. */
export function requestKeyOf({
  idempotencyKey,
  service,
  verb,
  revision,
  weight,
  seen,
  reason,
  override,
}: AuthorisedDecision): RequestKey | undefined {
  if (idempotencyKey === undefined) return undefined;
  const asked = [service, verb, revision, weight, seen, reason, override];
  return {
    key: idempotencyKey,
    digest: createHash('sha256').update(JSON.stringify(asked)).digest('hex'),
  };
}

import { ConflictError } from '@backstage/errors';
import type { DecisionRequest } from '@meshway/plugin-mesh-common';
import type { AuthorisedDecision } from '../types';
import { evidenceOf } from './evidenceOf';
import type { Situation } from './Situations';

/**
 * A request that has passed all checks, as a decision about the object that it changes. Throws a ConflictError when
 * there is none.
 *
 * @param author - `overrode`: whether anything spoke against it
 */
export function authorisedDecision(
  request: DecisionRequest,
  { view, target, plan }: Situation,
  author: {
    entityRef: string;
    decidedBy: string;
    overrode: boolean;
    idempotencyKey?: string;
  },
): AuthorisedDecision {
  if (!target) {
    throw new ConflictError(
      plan.allowed ? 'There is nothing to decide.' : plan.reason,
    );
  }
  const { service, verb, revision, weight, seen, override } = request;
  const { entityRef, decidedBy, overrode, idempotencyKey } = author;
  const reason = request.reason?.trim();
  return {
    entityRef,
    decidedBy,
    service,
    target,
    verb,
    ...(revision !== undefined && { revision }),
    ...(weight !== undefined && { weight }),
    seen,
    ...(reason && { reason }),
    ...(override && overrode && { override }),
    evidence: evidenceOf(view),
    idempotencyKey,
  };
}

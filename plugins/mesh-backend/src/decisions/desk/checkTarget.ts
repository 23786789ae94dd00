import { ConflictError } from '@backstage/errors';
import type { Decision } from '@meshway/plugin-mesh-common';
import type { Situation } from './Situations';

/**
 * Checks that the service of a proposal still leads to what the proposal would change: the cluster's consent is that of
 * what the service leads to. Throws a ConflictError otherwise.
 */
export function checkTarget(
  { target: proposed }: Decision,
  { target }: Situation,
): void {
  if (
    target?.kind === proposed.kind &&
    target.namespace === proposed.namespace &&
    target.name === proposed.name
  ) {
    return;
  }
  throw new ConflictError(
    `Nothing was changed: the service does not lead to ${proposed.kind} ${proposed.namespace}/${proposed.name} any more. Withdraw the proposal.`,
  );
}

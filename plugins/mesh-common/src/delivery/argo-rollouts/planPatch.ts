import type { Rollout } from '../../kubernetes';
import type { JsonPatchOperation, PlannedPatch } from '../../model';

/** A request to the status of a Rollout. */
export function statusPatch(
  rollout: Rollout,
  operations: JsonPatchOperation[],
): PlannedPatch {
  return { target: targetOf(rollout), subresource: 'status', operations };
}

/** A request to the Rollout itself, which changes its spec. */
export function specPatch(
  rollout: Rollout,
  operations: JsonPatchOperation[],
): PlannedPatch {
  return { target: targetOf(rollout), operations };
}

function targetOf({ metadata }: Rollout): PlannedPatch['target'] {
  return {
    kind: 'Rollout',
    namespace: metadata.namespace ?? '',
    name: metadata.name,
  };
}

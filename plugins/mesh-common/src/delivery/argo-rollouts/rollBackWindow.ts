import { ownedBy } from '../../kubernetes/ownedBy';
import type { ReplicaSet, Rollout } from '../../kubernetes';
import { replicaSetOf } from './ownedObjects';

/**
 * Whether the controller takes a revision for a roll back within `spec.rollbackWindow`: then it goes past all steps,
 * pauses and analyses, and takes back any abort (`isRollbackWithinWindow` in rollout/sync.go).
 *
 * The revision must be older than the stable one, with fewer revisions created between the two than the window has.
 *
 * @param hash - of the revision that is asked for
 */
export function isWithinRollbackWindow(
  rollout: Rollout,
  replicaSets: ReplicaSet[],
  hash: string | undefined,
): boolean {
  if (!isOlderThanStable(rollout, replicaSets, hash)) return false;
  const asked = createdAt(rollout, replicaSets, hash);
  const stable = createdAt(rollout, replicaSets, rollout.status.stableRS);
  const between = ownedBy(rollout, replicaSets).filter(
    replicaSet => asked < created(replicaSet) && created(replicaSet) < stable,
  );
  return between.length < (rollout.spec.rollbackWindow?.revisions ?? 0);
}

/** Whether the controller takes a revision for a roll back at all (`isRollback` in rollout/sync.go). */
export function isOlderThanStable(
  rollout: Rollout,
  replicaSets: ReplicaSet[],
  hash: string | undefined,
): boolean {
  return (
    createdAt(rollout, replicaSets, hash) <
    createdAt(rollout, replicaSets, rollout.status.stableRS)
  );
}

function createdAt(
  rollout: Rollout,
  replicaSets: ReplicaSet[],
  hash: string | undefined,
): number {
  return created(replicaSetOf(rollout, replicaSets, hash));
}

function created(replicaSet: ReplicaSet | undefined): number {
  return Date.parse(replicaSet?.metadata.creationTimestamp ?? '');
}

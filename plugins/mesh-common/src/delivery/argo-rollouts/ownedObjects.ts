import { ownedBy } from '../../kubernetes/ownedBy';
import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';
import type { ObjectMetadata, ReplicaSet, Rollout } from '../../kubernetes';

/** The ReplicaSet of one of a Rollout's revisions. */
export function replicaSetOf(
  rollout: Rollout,
  replicaSets: ReplicaSet[],
  hash: string | undefined,
): ReplicaSet | undefined {
  return hash === undefined
    ? undefined
    : ownedBy(rollout, replicaSets).find(
        ({ metadata }) => metadata.labels?.[ROLLOUT_HASH_LABEL] === hash,
      );
}

/** The newest first. */
export function newestFirst<T extends { metadata: ObjectMetadata }>(
  objects: T[],
): T[] {
  return [...objects].sort(
    (a, b) =>
      (b.metadata.creationTimestamp ?? '').localeCompare(
        a.metadata.creationTimestamp ?? '',
      ) || b.metadata.name.localeCompare(a.metadata.name, 'en'),
  );
}

import type { ObjectMetadata, ReplicaSet, Rollout } from '../../kubernetes';

/** Label of ReplicaSets, pods, AnalysisRuns and Experiments, and key of the selectors that tell revisions apart. */
export const HASH_LABEL = 'rollouts-pod-template-hash';

/** The objects of a list that an object owns. */
export function ownedBy<T extends { metadata: ObjectMetadata }>(
  owner: { metadata: ObjectMetadata },
  objects: T[],
): T[] {
  return objects.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid),
  );
}

/** The ReplicaSet of one of a Rollout's revisions. */
export function replicaSetOf(
  rollout: Rollout,
  replicaSets: ReplicaSet[],
  hash: string | undefined,
): ReplicaSet | undefined {
  return hash === undefined
    ? undefined
    : ownedBy(rollout, replicaSets).find(
        ({ metadata }) => metadata.labels?.[HASH_LABEL] === hash,
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

import { ownedBy } from '../../kubernetes/ownedBy';
import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';
import type { ReplicaSet, Rollout } from '../../kubernetes';
import type { RollBackTarget } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { previewRollBack } from './planRollBack';
import { templateVersion } from './planVersions';

/** `revisionHistoryLimit` is 10 by default; a hundred are more than anyone looks through. */
const MAX_TARGETS = 100;

/**
 * The earlier revisions to which a Rollout can be taken back, the newest first, with what would happen.
 *
 * They are the ReplicaSets the controller has kept. The pod template itself is not part of what is watched: it is read
 * when the decision is taken, see {@link planRollBack}.
 *
 * @public
 */
export function rollBackTargets(
  rollout: Rollout,
  objects: Partial<ServiceObjects>,
  now: Date,
): RollBackTarget[] {
  return ownedBy(rollout, objects.replicaSets ?? [])
    .flatMap(replicaSet => {
      const hash = replicaSet.metadata.labels?.[ROLLOUT_HASH_LABEL];
      const number = revisionOf(replicaSet);
      return hash &&
        number !== undefined &&
        hash !== rollout.status.currentPodHash
        ? [{ replicaSet, hash, number }]
        : [];
    })
    .sort((a, b) => b.number - a.number)
    .slice(0, MAX_TARGETS)
    .map(({ replicaSet, hash, number }) => ({
      number,
      hash,
      version: templateVersion(replicaSet.spec.template) ?? 'unknown',
      plan: previewRollBack({ rollout, objects, replicaSet, now }),
    }));
}

/** Revision number of a ReplicaSet in the Rollout's history. */
export function revisionOf({ metadata }: ReplicaSet): number | undefined {
  const text = metadata.annotations?.['rollout.argoproj.io/revision'] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

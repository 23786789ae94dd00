import type { Hold } from '../../../model';
import { enumerate } from '../../../service/words';
import { replicaSetOf } from '../ownedObjects';
import { subsetDrift } from '../subsetDrift';
import type { HoldContext } from './HoldContext';

/**
 * A subset or Service still leads to another revision: the controller switches it only when every ReplicaSet that
 * gets traffic is fully available (`shouldDelayDestinationRuleUpdate`, `ensureSVCTargets` in argo-rollouts).
 */
export function subsetSwitchDelayed({ rollout, objects }: HoldContext): Hold[] {
  const drift = subsetDrift(rollout, objects);
  if (drift.length === 0) return [];
  const { stableRS, currentPodHash } = rollout.status;
  const waitsFor = [...new Set([stableRS, currentPodHash])].flatMap(hash => {
    const replicaSet = replicaSetOf(rollout, objects.replicaSets, hash);
    const wanted = replicaSet?.spec.replicas ?? 1;
    return replicaSet && replicaSet.status.availableReplicas < wanted
      ? replicaSet.metadata.name
      : [];
  });
  const sets = waitsFor.length === 1 ? 'ReplicaSet' : 'ReplicaSets';
  const wait =
    waitsFor.length > 0
      ? ` The controller switches it once all pods of ${sets} ${enumerate(
          waitsFor,
        )} are available.`
      : ' The controller has not switched it yet.';
  return [
    { code: 'subset-switch-delayed', sentence: `${drift.join(' ')}${wait}` },
  ];
}

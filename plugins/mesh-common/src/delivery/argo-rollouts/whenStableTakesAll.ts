import type { ReplicaSet, Rollout } from '../../kubernetes';
import { replicaSetOf } from './ownedObjects';

/**
 * When the stable revision gets all traffic back, as the end of a sentence. The controller leaves the weights alone
 * while stable could not bear them (`checkReplicasAvailable` in argo-rollouts rollout/trafficrouting.go), be it after
 * an abort or once the pod template is that of stable again.
 */
export function whenStableTakesAll(
  rollout: Rollout,
  replicaSets: ReplicaSet[],
): string {
  const { spec, status } = rollout;
  if (spec.strategy.canary?.dynamicStableScale) {
    return ', step by step as its pods come back (dynamicStableScale)';
  }
  const wanted = spec.replicas ?? 1;
  const available =
    replicaSetOf(rollout, replicaSets, status.stableRS)?.status
      .availableReplicas ?? wanted;
  return available < wanted
    ? ` as soon as all of its ${wanted} pods are available; now ${available} are`
    : ' at once';
}

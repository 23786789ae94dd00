import type { Rollout } from '../../../kubernetes';
import type { Hold } from '../../../model';
import { enumerate } from '../../../service/words';
import { replicaSetOf } from '../ownedObjects';
import { subsetDrift, type SubsetDrift } from '../subsetDrift';
import type { HoldContext } from './HoldContext';

/**
 * A subset or Service still leads to another revision: the controller switches it only when every ReplicaSet that
 * gets traffic is fully available (`shouldDelayDestinationRuleUpdate`, `ensureSVCTargets` in argo-rollouts).
 */
export function subsetSwitchDelayed({ rollout, objects }: HoldContext): Hold[] {
  const drift = subsetDrift(rollout, objects);
  const overwritten = drift.filter(isOverwritten(rollout));
  const delayed = drift.filter(found => !overwritten.includes(found));
  const holds: Hold[] = overwritten.map(({ sentence }) => ({
    code: 'weight-overwritten',
    sentence: `${sentence} The controller had set it: someone else has changed it.`,
    mend: 'The controller sets it again at its next look; let no other tool apply the labels of this subset.',
  }));
  if (delayed.length === 0) return holds;
  const said = delayed.map(({ sentence }) => sentence).join(' ');
  return [
    ...holds,
    {
      code: 'subset-switch-delayed',
      sentence: `${said} ${waitOf(rollout, objects)}`,
    },
  ];
}

/** The controller notes the hash with the weights, after it has set the subsets; Services it sets apart from that. */
function isOverwritten({ status }: Rollout) {
  const { canary, stable } = status.canary?.weights ?? {};
  const noted = [canary?.podTemplateHash, stable?.podTemplateHash];
  return ({ what, expected }: SubsetDrift) =>
    what === 'subset' && noted.includes(expected);
}

function waitOf(rollout: Rollout, objects: HoldContext['objects']): string {
  const { stableRS, currentPodHash } = rollout.status;
  const names = [stableRS, currentPodHash].flatMap(hash => {
    const replicaSet = replicaSetOf(rollout, objects.replicaSets, hash);
    const wanted = replicaSet?.spec.replicas ?? 1;
    return replicaSet && replicaSet.status.availableReplicas < wanted
      ? replicaSet.metadata.name
      : [];
  });
  const sets = new Set(names);
  if (sets.size === 0) return 'The controller has not switched it yet.';
  return `The controller switches it once all pods of ${
    sets.size === 1 ? 'ReplicaSet' : 'ReplicaSets'
  } ${enumerate([...sets])} are available.`;
}

import { ownedBy } from '../../../kubernetes/ownedBy';
import { ROLLOUT_HASH_LABEL } from '../../../kubernetes/rolloutHashLabel';
import type { Hold, Revision } from '../../../model';
import { clockTime, exactPercent, seconds } from '../../../service/words';
import { replicaSetOf } from '../ownedObjects';
import { isFullyPromoted, phaseOf } from '../phase';
import { desiredWeight } from '../steps';
import type { HoldContext } from './HoldContext';
import { notReadyPods } from './notReadyPods';

/** `DefaultProgressDeadlineSeconds` in argo-rollouts utils/defaults/defaults.go. */
const DEFAULT_DEADLINE_SECONDS = 600;

/** The revision that is to take over, or the only one, has fewer pods available than it should have. */
export function canaryNotReady(context: HoldContext): Hold[] {
  const { rollout, revisions, objects } = context;
  const { currentPodHash, abort, stableRS } = rollout.status;
  const replicaSet = replicaSetOf(rollout, objects.replicaSets, currentPodHash);
  const revision = revisions.find(({ hash }) => hash === currentPodHash);
  if (!replicaSet || !revision || abort) return [];
  if (isFullyPromoted(rollout) && phaseOf(rollout).phase === 'Healthy') {
    return [];
  }
  const available = replicaSet.status.availableReplicas;
  const wanted = revision.desiredPods;
  if (rollout.spec.replicas === 0 && !isFullyPromoted(rollout)) {
    return [
      {
        code: 'canary-not-ready',
        sentence: 'The Rollout is scaled to 0: its canary has no pods.',
        mend: 'Scale it up.',
      },
    ];
  }
  if (available >= wanted) return [];
  const { text, passes } = notReadyPods(revision, replicaSet);
  const isLate = rollout.status.conditions?.some(
    ({ reason }) => reason === 'ProgressDeadlineExceeded',
  );
  const deadline =
    rollout.spec.progressDeadlineSeconds ?? DEFAULT_DEADLINE_SECONDS;
  const late = isLate
    ? `, for longer than its deadline of ${seconds(deadline)}`
    : '';
  const name = isFullyPromoted(rollout)
    ? 'Stable'
    : nameOf(revision, stableRS !== undefined);
  const hold: Hold = {
    code: isFullyPromoted(rollout)
      ? 'stable-lacks-replicas'
      : 'canary-not-ready',
    sentence: `${name} \`${revision.version}\` has ${available} of ${wanted} pods available${late}${text}.`,
  };
  return [
    passes && !isLate
      ? hold
      : { ...hold, mend: 'Look at its pods and their events.' },
  ];
}

function nameOf({ role }: Revision, hasStable: boolean): string {
  if (!hasStable) return 'The first revision';
  return role === 'canary' ? 'Canary' : 'Preview';
}

/**
 * Before it moves any weight, the controller wants as many stable pods available as the rest of the traffic needs
 * (`checkReplicasAvailable` in argo-rollouts rollout/trafficrouting.go).
 */
export function stableLacksReplicas(context: HoldContext): Hold[] {
  const { rollout, revisions, objects } = context;
  const { canary } = rollout.spec.strategy;
  const { stableRS } = rollout.status;
  const stable = replicaSetOf(rollout, objects.replicaSets, stableRS);
  const revision = revisions.find(({ hash }) => hash === stableRS);
  if (!canary?.trafficRouting || isFullyPromoted(rollout)) return [];
  if (!stable || !revision) return [];
  const rest = 100 - desiredWeight(rollout);
  const needed = Math.floor((rest * (rollout.spec.replicas ?? 1)) / 100);
  const available = stable.status.availableReplicas;
  if (available >= threshold(needed, canary.replicaProgressThreshold)) {
    return [];
  }
  const { text, passes } = notReadyPods(revision, stable);
  const hold: Hold = {
    code: 'stable-lacks-replicas',
    sentence: `Stable \`${
      revision.version
    }\` has ${available} of the ${needed} pods available that ${exactPercent(
      rest,
    )} of the traffic need, and no weight moves before that${text}.`,
  };
  return [
    passes ? hold : { ...hold, mend: 'Look at its pods and their events.' },
  ];
}

/** Pods that are enough: all of them, unless a threshold forgives some (`ReplicaProgressThresholdMet`). */
function threshold(
  needed: number,
  limit: { type: string; value: number } | undefined,
): number {
  if (!limit || limit.value < 0) return needed;
  return limit.type === 'Percent'
    ? Math.min(needed, (needed * limit.value) / 100)
    : Math.min(needed, limit.value);
}

/** Old pods stay for a while after the traffic has left them. */
export function drainsOldPods({
  rollout,
  revisions,
  objects,
  now,
}: HoldContext): Hold[] {
  if (!isFullyPromoted(rollout)) return [];
  const own = new Set(
    ownedBy(rollout, objects.replicaSets).map(
      ({ metadata }) => metadata.labels?.[ROLLOUT_HASH_LABEL],
    ),
  );
  return revisions
    .filter(
      ({ role, hash, desiredPods }) =>
        role === 'old' && own.has(hash) && desiredPods > 0,
    )
    .map(({ version, desiredPods, scaleDownAt }) => ({
      code: 'drains-old-pods' as const,
      sentence: `Old \`${version}\` keeps its ${desiredPods} ${
        desiredPods === 1 ? 'pod' : 'pods'
      }${until(scaleDownAt, now)}.`,
    }));
}

function until(scaleDownAt: string | undefined, now: Date): string {
  if (!scaleDownAt) return ' for now';
  return Date.parse(scaleDownAt) < now.getTime()
    ? `, which are due to go since ${clockTime(scaleDownAt)}`
    : ` until ${clockTime(scaleDownAt)}`;
}

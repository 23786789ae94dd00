import type { ReplicaSet, Rollout } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { seconds } from '../../service/words';
import { guardOf } from './guard';
import { statusPatch } from './planPatch';
import { refused, whyInvalid, whyNoUpdate } from './planRefusal';
import type { PlanSituation } from './planSituation';
import { STATUS_ONLY } from './planWords';
import { whenStableTakesAll } from './whenStableTakesAll';
import { stableVersion } from './planVersions';
import { isWithinRollbackWindow } from './rollBackWindow';

/** `DefaultAbortScaleDownDelaySeconds` in utils/defaults/defaults.go. */
const ABORT_SCALE_DOWN_SECONDS = 30;

/**
 * What an abort would do now: all traffic goes back to the stable version, and the update stands still until a retry
 * or another version.
 */
export function planAbort({
  rollout,
  seen,
  objects,
}: PlanSituation): Plan<RolloutSeen> {
  const { replicaSets = [] } = objects;
  const reason = whyNot(rollout, replicaSets);
  if (reason) return refused('abort', reason);
  return {
    allowed: true,
    verb: 'abort',
    seen,
    consequences: [
      trafficBack(rollout, replicaSets),
      ...routesGone(rollout),
      ...scaleDown(rollout),
      'The spec still asks for the new version: the Rollout is degraded until a retry, a roll back or another version.',
      STATUS_ONLY,
    ],
    nextWeight: 0,
    skips: { pauses: 0, analyses: 0 },
    undo: {
      possible: true,
      how: rollout.spec.strategy.blueGreen
        ? 'A retry starts the update to the same version again.'
        : 'A retry starts the update to the same version again, at its first step.',
    },
    changesSpec: false,
    warnings: [],
    patches: [
      statusPatch(rollout, [
        ...guardOf(rollout),
        { op: 'add', path: '/status/abort', value: true },
      ]),
    ],
  };
}

function whyNot(
  rollout: Rollout,
  replicaSets: ReplicaSet[],
): string | undefined {
  const { spec, status } = rollout;
  const invalid = whyInvalid(rollout);
  if (invalid) return invalid;
  // The controller takes an abort away from a fully promoted Rollout (`newRolloutContext` in rollout/controller.go).
  const none = whyNoUpdate(
    rollout,
    'there is nothing to abort. Roll back to go to an earlier version',
  );
  if (none) return none;
  if (status.abort) return 'The update is aborted already.';
  if (status.promoteFull) {
    return 'A full promote is under way: the controller takes an abort away and goes on promoting. Roll back instead.';
  }
  if (isWithinRollbackWindow(rollout, replicaSets, status.currentPodHash)) {
    return 'This is a roll back within the rollback window (spec.rollbackWindow): the controller ignores an abort of it.';
  }
  return spec.paused ? whyHeld(rollout) : undefined;
}

/**
 * Why `spec.paused` would keep the traffic where it is: the controller then scales no pods of a canary (`haltProgress`)
 * and does not touch the active Service (`reconcileActiveService` in rollout/service.go).
 */
function whyHeld({ spec, status }: Rollout): string | undefined {
  const { canary, blueGreen } = spec.strategy;
  if (blueGreen) {
    return status.blueGreen?.activeSelector === status.currentPodHash
      ? 'The Rollout is paused by hand (spec.paused): the active Service would stay with the new version. Resume it first.'
      : undefined;
  }
  return canary?.trafficRouting && !canary.dynamicStableScale
    ? undefined
    : 'The Rollout is paused by hand (spec.paused): the pods, and with them the traffic, would stay as they are. Resume it first.';
}

function trafficBack(rollout: Rollout, replicaSets: ReplicaSet[]): string {
  const { spec, status } = rollout;
  const stable = stableVersion(rollout, replicaSets);
  const { canary, blueGreen } = spec.strategy;
  if (blueGreen) {
    return status.blueGreen?.activeSelector === status.currentPodHash
      ? `The active Service goes back to ${stable}, with all traffic at once.`
      : `The active Service stays with ${stable}, which has all traffic.`;
  }
  if (!canary?.trafficRouting) {
    return `The pods of the canary are replaced by pods of ${stable}.`;
  }
  return `All traffic goes back to ${stable}${whenStableTakesAll(
    rollout,
    replicaSets,
  )}.`;
}

function routesGone({ spec }: Rollout): string[] {
  return spec.strategy.canary?.trafficRouting?.managedRoutes?.length
    ? ['Header and mirror routes are taken away.']
    : [];
}

function scaleDown({ spec }: Rollout): string[] {
  const { canary, blueGreen } = spec.strategy;
  if (!blueGreen && !canary?.trafficRouting) return [];
  if (!blueGreen && spec.paused) {
    return ['The pods of the new version stay until a resume (spec.paused).'];
  }
  const delay =
    (blueGreen ?? canary)?.abortScaleDownDelaySeconds ??
    ABORT_SCALE_DOWN_SECONDS;
  return [
    delay === 0
      ? 'The pods of the new version stay (abortScaleDownDelaySeconds is 0).'
      : `The pods of the new version are taken away after ${seconds(delay)}.`,
  ];
}

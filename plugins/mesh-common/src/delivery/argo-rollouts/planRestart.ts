import type { Rollout } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { clockTime } from '../../service/words';
import { gitOpsWarnings } from '../gitOps';
import { guardOf } from './guard';
import { isFullyPromoted } from './phase';
import { specPatch } from './planPatch';
import { refused, whyInvalid } from './planRefusal';
import type { PlanSituation } from './planSituation';

/**
 * What a restart would do now: `spec.restartAt` makes the controller evict every pod that is older
 * (`RolloutPodRestarter` in rollout/restart.go), whether the Rollout is paused or not.
 */
export function planRestart({
  rollout,
  seen,
  now,
}: PlanSituation): Plan<RolloutSeen> {
  const reason = whyNot(rollout);
  if (reason) return refused('restart', reason);
  const restartAt = `${now.toISOString().slice(0, 19)}Z`;
  return {
    allowed: true,
    verb: 'restart',
    seen,
    consequences: [
      `Evicts every pod that was created before ${clockTime(
        restartAt,
      )}, of all revisions, and new ones take their place.`,
      'As many go at a time as maxUnavailable allows, at least one, and only while enough others are available.',
      'The version stays the same.',
    ],
    nextWeight: undefined,
    skips: { pauses: 0, analyses: 0 },
    undo: {
      possible: false,
      how: 'A pod that was evicted does not come back; its successor runs the same version.',
    },
    changesSpec: true,
    warnings: [
      ...canaryGap(rollout),
      ...gitOpsWarnings(rollout.metadata, 'spec.restartAt'),
    ],
    patches: [
      specPatch(rollout, [
        ...guardOf(rollout),
        { op: 'add', path: '/spec/restartAt', value: restartAt },
      ]),
    ],
  };
}

function whyNot(rollout: Rollout): string | undefined {
  const invalid = whyInvalid(rollout);
  if (invalid) return invalid;
  const { restartAt } = rollout.spec;
  return restartAt !== undefined && restartAt !== rollout.status.restartedAt
    ? `A restart of ${clockTime(
        restartAt,
      )} is not done yet. Wait until it is: a new one would restart the same pods again.`
    : undefined;
}

/** While the canary has no available pod the controller gives it no weight and removes its managed routes. */
function canaryGap(rollout: Rollout): string[] {
  const { canary } = rollout.spec.strategy;
  if (
    isFullyPromoted(rollout) ||
    rollout.status.abort ||
    !canary?.trafficRouting
  ) {
    return [];
  }
  return [
    `While no pod of the canary is available it gets no traffic${
      canary.trafficRouting.managedRoutes?.length
        ? ', and header and mirror routes of earlier steps do not come back'
        : ''
    }.`,
  ];
}

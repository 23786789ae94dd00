import type { Rollout, VirtualService } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { clockTime, exactPercent } from '../../service/words';
import { guardOf } from './guard';
import { isCanaryPause, pauseOf } from './pause';
import {
  isInconclusivePause,
  planPromoteInconclusive,
} from './planPromoteInconclusive';
import { statusPatch } from './planPatch';
import { phaseOf } from './phase';
import { refused } from './planRefusal';
import type { PlanSituation } from './planSituation';
import { place, stepWords, whatFollows } from './planSteps';
import { STATUS_ONLY, undoByAbort } from './planWords';
import { currentIndexOf, desiredWeight, stepsOf } from './steps';
import { writtenWeights } from './writtenWeights';

/** A promote of a canary that is neither aborted nor stable nor paused by hand. */
export function planPromoteCanary({
  rollout,
  seen,
  objects,
  now,
}: PlanSituation): Plan<RolloutSeen> {
  if (isInconclusivePause(rollout)) {
    return planPromoteInconclusive(rollout, seen);
  }
  const steps = stepsOf(rollout);
  const index = currentIndexOf(rollout);
  if (!isCanaryPause(rollout)) {
    return refused('promote', whyNotAtPause(rollout));
  }
  const pause = pauseOf(rollout);
  if (!pause || steps[index]?.action.kind !== 'pause') {
    return refused(
      'promote',
      'The status of the Rollout does not fit its steps: the pause it waits at cannot be told.',
    );
  }
  const next = whatFollows(rollout, index);
  return {
    allowed: true,
    verb: 'promote',
    seen,
    consequences: [
      endOfPause(place(index, steps.length), pause.endsAt, now),
      ...lag(rollout, objects.virtualServices ?? []),
      ...next.sentences,
      STATUS_ONLY,
    ],
    nextWeight: next.weight,
    skips: { pauses: 0, analyses: 0 },
    undo: undoByAbort(next.endsStable),
    changesSpec: false,
    warnings: [],
    patches: [
      statusPatch(rollout, [
        ...guardOf(rollout),
        { op: 'remove', path: '/status/pauseConditions' },
      ]),
    ],
  };
}

function whyNotAtPause(rollout: Rollout): string {
  const steps = stepsOf(rollout);
  const step = steps[currentIndexOf(rollout)];
  const { message } = phaseOf(rollout);
  const state = message ? ` (${message})` : '';
  if (steps.length === 0) {
    return `The canary has no steps: the controller hands all traffic over by itself${state}.`;
  }
  return step
    ? `The Rollout is not at a pause but at ${place(
        step.index,
        steps.length,
      )}, ${stepWords(
        step.action,
      )}${state}: a promote would skip that step. Wait until it is done.`
    : `All ${steps.length} steps are done: the controller hands all traffic over by itself${state}.`;
}

function endOfPause(
  where: string,
  endsAt: string | undefined,
  now: Date,
): string {
  if (!endsAt) return `Ends the pause at ${where}.`;
  return Date.parse(endsAt) > now.getTime()
    ? `Ends the pause at ${where} now; by itself it would end at ${clockTime(
        endsAt,
      )}.`
    : `Ends the pause at ${where}, which is due to end by itself.`;
}

/** A promote goes on even when this step's weight never took effect: nobody has seen it bear that load. */
function lag(rollout: Rollout, virtualServices: VirtualService[]): string[] {
  const desired = desiredWeight(rollout);
  return writtenWeights(rollout, virtualServices)
    .filter(({ percent }) => percent < desired - 0.5)
    .map(
      ({ where, percent }) =>
        `${where} gives the canary only ${exactPercent(
          percent,
        )} so far, not the ${exactPercent(desired)} of this step.`,
    );
}

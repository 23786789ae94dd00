import type { Rollout } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { clockTime } from '../../service/words';
import { gitOpsWarnings } from '../gitOps';
import { guardOf } from './guard';
import { isFullyPromoted } from './phase';
import { specPatch } from './planPatch';
import { refused, whyInvalid } from './planRefusal';
import type { PlanSituation } from './planSituation';
import { place, stepWords } from './planSteps';
import { currentIndexOf, stepsOf } from './steps';

/**
 * What a resume would do now: take `spec.paused` back, and nothing else.
 *
 * kubectl has no such verb: its promote takes `spec.paused` back too, but ends the pause of the step or skips the step
 * besides. Here these are two decisions.
 */
export function planResume({
  rollout,
  seen,
  now,
}: PlanSituation): Plan<RolloutSeen> {
  const reason = whyNot(rollout);
  if (reason) return refused('resume', reason);
  return {
    allowed: true,
    verb: 'resume',
    seen,
    consequences: [
      'Takes the pause by hand (spec.paused) away.',
      whatThen(rollout, now),
    ],
    nextWeight: undefined,
    skips: { pauses: 0, analyses: 0 },
    undo: {
      possible: true,
      how: 'A pause holds the Rollout again, where it then is.',
    },
    changesSpec: true,
    warnings: gitOpsWarnings(rollout.metadata, 'spec.paused'),
    patches: [
      specPatch(rollout, [
        ...guardOf(rollout),
        { op: 'test', path: '/spec/paused', value: true },
        { op: 'replace', path: '/spec/paused', value: false },
      ]),
    ],
  };
}

function whyNot(rollout: Rollout): string | undefined {
  const { spec, status } = rollout;
  const invalid = whyInvalid(rollout);
  if (invalid) return invalid;
  if (spec.paused) return undefined;
  return status.pauseConditions?.length
    ? 'The Rollout is not paused by hand (spec.paused) but by its strategy: promote it to end that pause.'
    : 'The Rollout is not paused.';
}

function whatThen(rollout: Rollout, now: Date): string {
  const { status } = rollout;
  if (status.abort) return 'The update stays aborted.';
  if (isFullyPromoted(rollout)) {
    return 'No update is under way: nothing else changes.';
  }
  const [condition] = status.pauseConditions ?? [];
  const steps = stepsOf(rollout);
  const step = steps[currentIndexOf(rollout)];
  if (!step) {
    return condition
      ? 'After that the Rollout waits at its own pause for a promote.'
      : 'After that the update goes on.';
  }
  const where = place(step.index, steps.length);
  if (step.action.kind !== 'pause') {
    return condition
      ? `After that the Rollout waits at ${where} for a promote (${condition.reason}).`
      : `After that the Rollout goes on with ${where}: ${stepWords(
          step.action,
        )}.`;
  }
  const { durationSeconds } = step.action;
  if (!condition) {
    return durationSeconds === undefined
      ? `After that the Rollout waits for a decision at ${where}.`
      : `After that the pause at ${where} begins.`;
  }
  if (durationSeconds === undefined) {
    return `After that the Rollout waits for a promote at ${where}.`;
  }
  const ends = new Date(
    Date.parse(condition.startTime) + durationSeconds * 1000,
  );
  return ends > now
    ? `After that the pause at ${where} lasts until ${clockTime(
        ends.toISOString(),
      )}.`
    : `The pause at ${where} is over: the Rollout goes on at once.`;
}

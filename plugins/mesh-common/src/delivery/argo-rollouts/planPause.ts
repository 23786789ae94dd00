import type { Rollout } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { gitOpsWarnings } from '../gitOps';
import { guardOf } from './guard';
import { isFullyPromoted } from './phase';
import { runsAnalysis } from './planAnalyses';
import { specPatch } from './planPatch';
import { refused, whyInvalid, whyUnpausing } from './planRefusal';
import type { PlanSituation } from './planSituation';
import { place } from './planSteps';
import { currentIndexOf, stepsOf } from './steps';

/**
 * What a pause by hand would do now: `spec.paused` stops the steps, and with them all scaling (`haltProgress` in
 * rollout/context.go). Analyses go on.
 */
export function planPause({ rollout, seen }: PlanSituation): Plan<RolloutSeen> {
  const reason = whyNot(rollout);
  if (reason) return refused('pause', reason);
  return {
    allowed: true,
    verb: 'pause',
    seen,
    consequences: [
      whereItStops(rollout),
      ...whatGoesOn(rollout),
      'It goes on only after a resume: a promote does not end this pause.',
    ],
    nextWeight: undefined,
    skips: { pauses: 0, analyses: 0 },
    undo: { possible: true, how: 'A resume lets the Rollout go on.' },
    changesSpec: true,
    warnings: gitOpsWarnings(rollout.metadata, 'spec.paused'),
    patches: [
      specPatch(rollout, [
        ...guardOf(rollout),
        { op: 'add', path: '/spec/paused', value: true },
      ]),
    ],
  };
}

function whyNot(rollout: Rollout): string | undefined {
  const { spec, status } = rollout;
  const invalid = whyInvalid(rollout);
  if (invalid) return invalid;
  if (spec.paused) {
    return 'The Rollout is paused by hand already (spec.paused).';
  }
  if (status.abort) {
    return 'The update is aborted and stands still: a pause would only keep the controller from scaling the stable version.';
  }
  if (status.promoteFull) {
    return 'A full promote is under way: it goes past all pauses. Roll back to stop it.';
  }
  return whyUnpausing(rollout);
}

function whereItStops(rollout: Rollout): string {
  if (isFullyPromoted(rollout)) {
    return 'No update is under way: the next version waits until a resume.';
  }
  const steps = stepsOf(rollout);
  const index = currentIndexOf(rollout);
  return index < steps.length
    ? `Holds the update at ${place(
        index,
        steps.length,
      )}, with the weights as they are.`
    : 'Holds the update where it is.';
}

function whatGoesOn(rollout: Rollout): string[] {
  const { blueGreen } = rollout.spec.strategy;
  const step = stepsOf(rollout)[currentIndexOf(rollout)]?.action;
  return [
    blueGreen
      ? 'The active and the preview Service stay as they are.'
      : 'Meanwhile the controller scales no pods, not even for an autoscaler.',
    ...(step?.kind === 'pause' && step.durationSeconds !== undefined
      ? [
          'The time of the pause at this step runs on: when it is over, a resume goes on at once.',
        ]
      : []),
    ...(runsAnalysis(rollout)
      ? ['The analysis that runs goes on, and aborts the update when it fails.']
      : []),
  ];
}

import type { Rollout } from '../../kubernetes';
import type { Plan, PlannedPatch, RolloutSeen } from '../../model';
import { readable } from '../../service/headline/readable';
import { gitOpsWarnings } from '../gitOps';
import { guardAfterResume, guardOf } from './guard';
import { phaseOf } from './phase';
import { runsAnalysis } from './planAnalyses';
import { specPatch, statusPatch } from './planPatch';
import { isInconclusivePause } from './planPromoteInconclusive';
import { refused, whyInvalid, whyNoUpdate, whyUnpausing } from './planRefusal';
import type { PlanSituation } from './planSituation';
import { skippedWords, skipsOf } from './planSkips';
import { place } from './planSteps';
import { STATUS_ONLY } from './planWords';
import { currentIndexOf, stepsOf } from './steps';

/**
 * What a full promote would do now: the newest version becomes stable past all pauses, steps and analyses
 * (`PromoteFull` in rollout/canary.go and rollout/sync.go).
 *
 * With `spec.paused` it takes two requests, the spec first: the controller does not scale while that stands, and
 * kubectl before v1.9 left it standing.
 */
export function planPromoteFull({
  rollout,
  seen,
}: PlanSituation): Plan<RolloutSeen> {
  const reason = whyNot(rollout);
  if (reason) return refused('promote-full', reason);
  const skips = skipsOf(rollout);
  const isPaused = Boolean(rollout.spec.paused);
  return {
    allowed: true,
    verb: 'promote-full',
    seen,
    consequences: [
      ...(isPaused
        ? ['Resumes the Rollout first, which is paused by hand (spec.paused).']
        : []),
      ...endsPause(rollout),
      skippedWords(skips),
      ...(runsAnalysis(rollout)
        ? ['The analysis that runs now is ended without a verdict.']
        : []),
      ...outcome(rollout),
      ...(isPaused ? [] : [STATUS_ONLY]),
    ],
    nextWeight: 100,
    skips,
    undo: {
      possible: false,
      how: 'From now on the controller takes an abort away and goes on promoting. Only a roll back leads to the earlier version again.',
    },
    changesSpec: isPaused,
    warnings: [
      ...(isInconclusivePause(rollout)
        ? ['It ships a version whose analysis was inconclusive.']
        : []),
      ...(isPaused ? gitOpsWarnings(rollout.metadata, 'spec.paused') : []),
    ],
    patches: patchesOf(rollout),
  };
}

function patchesOf(rollout: Rollout): [PlannedPatch, ...PlannedPatch[]] {
  const promote = {
    op: 'add',
    path: '/status/promoteFull',
    value: true,
  } as const;
  if (!rollout.spec.paused) {
    return [statusPatch(rollout, [...guardOf(rollout), promote])];
  }
  return [
    specPatch(rollout, [
      ...guardOf(rollout),
      { op: 'test', path: '/spec/paused', value: true },
      { op: 'replace', path: '/spec/paused', value: false },
    ]),
    statusPatch(rollout, [...guardAfterResume(rollout), promote]),
  ];
}

function whyNot(rollout: Rollout): string | undefined {
  const { status } = rollout;
  const invalid = whyInvalid(rollout);
  if (invalid) return invalid;
  if (status.abort) {
    return 'The update was aborted: a full promote would ship the very version that was aborted, without any analysis. Retry it to go through the steps, or ship a new version.';
  }
  const none = whyNoUpdate(rollout, 'nothing is left to promote');
  if (none) return none;
  if (status.promoteFull) return 'A full promote is under way already.';
  const unpausing = whyUnpausing(rollout);
  if (unpausing) return unpausing;
  const { phase, message } = phaseOf(rollout);
  if (phase === 'Degraded') {
    return `The new version does not get ready (${readable(
      message,
    )}): a full promote would wait for its pods, and could not be aborted. Mend that first.`;
  }
  return rollout.spec.strategy.blueGreen ? undefined : whyNoSteps(rollout);
}

function whyNoSteps(rollout: Rollout): string | undefined {
  const { length } = stepsOf(rollout);
  if (length === 0) {
    return 'The canary has no steps: the controller hands all traffic over by itself.';
  }
  return currentIndexOf(rollout) >= length
    ? `All ${length} steps are done: the controller hands all traffic over by itself.`
    : undefined;
}

function endsPause(rollout: Rollout): string[] {
  if (!rollout.status.pauseConditions?.length) return [];
  const { length } = stepsOf(rollout);
  return length === 0
    ? ['Ends the pause before the switch.']
    : [`Ends the pause at ${place(currentIndexOf(rollout), length)}.`];
}

function outcome({ spec, status }: Rollout): string[] {
  const { canary, blueGreen } = spec.strategy;
  if (blueGreen) {
    return [
      status.blueGreen?.activeSelector === status.currentPodHash
        ? 'The new version, which has all traffic already, becomes stable.'
        : `The active Service${named(
            blueGreen.activeService,
          )} switches as soon as all pods of the new version are ready, and it becomes stable.`,
    ];
  }
  return [
    ...(canary?.trafficRouting?.managedRoutes?.length
      ? ['Header and mirror routes are taken away.']
      : []),
    'The canary gets all traffic and becomes stable as soon as all its pods are ready.',
  ];
}

function named(service: string | undefined): string {
  return service ? ` ${service}` : '';
}

import type { Rollout } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { guardOf } from './guard';
import { statusPatch } from './planPatch';
import { refused } from './planRefusal';
import { place, stepWords, whatFollows } from './planSteps';
import { STATUS_ONLY, undoByAbort } from './planWords';
import { currentIndexOf, stepsOf } from './steps';

/** Whether an analysis or experiment that came to no verdict holds the Rollout, alone or besides a pause. */
export function isInconclusivePause({ status }: Rollout): boolean {
  return Boolean(
    status.pauseConditions?.some(({ reason }) =>
      reason.startsWith('Inconclusive'),
    ),
  );
}

/**
 * A promote of a canary that waits because an analysis or experiment was inconclusive.
 *
 * An analysis that is a step is passed over, as kubectl does since v1.6: the index goes on and `controllerPause` is
 * taken back, or else the next pause would count as ended. Anything else can only be run again: cleared, the controller
 * starts the background analysis anew (`needsNewAnalysisRun` in rollout/analysis.go) or the experiment
 * (`reconcileExperiments`), and a pause step that it stood at is done (`CompletedCanaryPauseStep`).
 */
export function planPromoteInconclusive(
  rollout: Rollout,
  seen: RolloutSeen,
): Plan<RolloutSeen> {
  const steps = stepsOf(rollout);
  const index = currentIndexOf(rollout);
  const step = steps[index];
  if (!step) {
    return refused(
      'promote',
      'The status of the Rollout does not fit its steps: which analysis was inconclusive cannot be told.',
    );
  }
  const plan = {
    allowed: true,
    verb: 'promote',
    seen,
    changesSpec: false,
  } as const;
  const where = place(index, steps.length);
  const next = whatFollows(rollout, index);
  const background = isInconclusive(
    rollout.status.canary?.currentBackgroundAnalysisRunStatus,
  );

  if (isStepInconclusive(rollout, step.action.kind)) {
    return {
      ...plan,
      consequences: [
        `Passes over the analysis at ${where}, which was inconclusive: it does not judge the canary again.`,
        ...next.sentences,
        STATUS_ONLY,
      ],
      nextWeight: next.weight,
      skips: { pauses: 0, analyses: 1 },
      undo: undoByAbort(next.endsStable),
      warnings: background
        ? [
            'The background analysis is inconclusive too: it pauses the Rollout again.',
          ]
        : [],
      patches: [
        statusPatch(rollout, [
          ...guardOf(rollout),
          {
            op: 'test',
            path: '/status/canary/currentStepAnalysisRunStatus/status',
            value: 'Inconclusive',
          },
          { op: 'remove', path: '/status/pauseConditions' },
          { op: 'add', path: '/status/controllerPause', value: false },
          { op: 'add', path: '/status/currentStepIndex', value: index + 1 },
        ]),
      ],
    };
  }

  const isExperiment = step.action.kind === 'experiment';
  const endsPause = step.action.kind === 'pause';
  const what = isExperiment ? 'experiment' : 'analysis';
  return {
    ...plan,
    consequences: [
      isExperiment
        ? `Runs the experiment at ${where} again, which was inconclusive.`
        : 'Starts the background analysis anew, which was inconclusive.',
      ...(endsPause ? [`Ends the pause at ${where}.`, ...next.sentences] : []),
      ...(endsPause || isExperiment
        ? []
        : [
            `Meanwhile the Rollout goes on with ${where}: ${stepWords(
              step.action,
            )}.`,
          ]),
      STATUS_ONLY,
    ],
    nextWeight: endsPause ? next.weight : undefined,
    skips: { pauses: 0, analyses: 0 },
    undo: undoByAbort(endsPause && next.endsStable),
    warnings: [
      `When the ${what} is inconclusive again, the Rollout pauses again. Look at its measurements first.`,
    ],
    patches: [
      statusPatch(rollout, [
        ...guardOf(rollout),
        { op: 'remove', path: '/status/pauseConditions' },
      ]),
    ],
  };
}

function isStepInconclusive({ status }: Rollout, kind: string): boolean {
  return (
    kind === 'analysis' &&
    isInconclusive(status.canary?.currentStepAnalysisRunStatus)
  );
}

function isInconclusive(run: { status?: string } | undefined): boolean {
  return run?.status === 'Inconclusive';
}

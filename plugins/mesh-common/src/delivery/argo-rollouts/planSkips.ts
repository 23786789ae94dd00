import type { Rollout } from '../../kubernetes';
import type { Skipped } from '../../model';
import { currentIndexOf, stepsOf } from './steps';

/**
 * What a full promote passes over: pauses that have not begun, and analyses and experiments that have not ended. The
 * pause at which the Rollout stands is not skipped but ended.
 */
export function skipsOf(rollout: Rollout): Skipped {
  return rollout.spec.strategy.blueGreen
    ? blueGreenSkips(rollout)
    : canarySkips(rollout);
}

/** What a roll back passes over that goes past everything: all pauses and analyses of an update. */
export function skipsOfAll(rollout: Rollout): Skipped {
  return skipsOf({ ...rollout, status: { currentStepIndex: 0 } });
}

/** What is skipped, as a sentence. */
export function skippedWords({ pauses, analyses }: Skipped): string {
  const parts = [
    ...(pauses > 0 ? [`${pauses} ${pauses === 1 ? 'pause' : 'pauses'}`] : []),
    ...(analyses > 0
      ? [`${analyses} ${analyses === 1 ? 'analysis' : 'analyses'}`]
      : []),
  ];
  return parts.length === 0
    ? 'No other pause and no analysis is left to skip.'
    : `Skips ${parts.join(' and ')}: nobody is asked again.`;
}

function canarySkips(rollout: Rollout): Skipped {
  const steps = stepsOf(rollout);
  const index = currentIndexOf(rollout);
  const isAtPause = Boolean(rollout.status.pauseConditions?.length);
  const left = steps.slice(index);
  const background = rollout.spec.strategy.canary?.analysis?.templates.length;
  return {
    pauses: left.filter(
      step =>
        step.action.kind === 'pause' && !(isAtPause && step.index === index),
    ).length,
    analyses:
      left.filter(({ action }) =>
        ['analysis', 'experiment'].includes(action.kind),
      ).length + (background ? 1 : 0),
  };
}

function blueGreenSkips({ spec, status }: Rollout): Skipped {
  const { blueGreen } = spec.strategy;
  const isSwitched =
    status.blueGreen?.activeSelector === status.currentPodHash &&
    status.currentPodHash !== undefined;
  const pre =
    !isSwitched &&
    blueGreen?.prePromotionAnalysis !== undefined &&
    status.blueGreen?.prePromotionAnalysisRunStatus?.status !== 'Successful';
  const asks =
    blueGreen?.autoPromotionEnabled === false ||
    (blueGreen?.autoPromotionSeconds ?? 0) > 0;
  const isPaused = Boolean(status.pauseConditions?.length);
  return {
    pauses: asks && !isSwitched && !isPaused ? 1 : 0,
    analyses:
      (pre ? 1 : 0) + (blueGreen?.postPromotionAnalysis !== undefined ? 1 : 0),
  };
}

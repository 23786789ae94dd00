import type { Rollout } from '../../kubernetes';
import { isFullyPromoted, isObserved, isUnpausing } from './phase';
import { place } from './planSteps';
import {
  ABSENT,
  atStep,
  confirmed,
  failed,
  type SettleSituation,
  type RolloutSettlement,
  VISIBLE,
} from './settlement';
import { currentIndexOf, stepsOf } from './steps';

/** Whether the controller has gone on from the pause that was promoted. */
export function settlePromote(situation: SettleSituation): RolloutSettlement {
  const { seen, rollout } = situation;
  const { status, spec } = rollout;
  const replaced = settleReplaced(situation);
  if (replaced) return replaced;
  if (status.abort) return failed('The update was aborted.');

  const index = currentIndexOf(rollout);
  if (index < seen.stepIndex) {
    return failed(
      `The update started over, at ${place(index, stepsOf(rollout).length)}.`,
    );
  }
  if (isAhead(situation, index)) {
    // Past an inconclusive analysis the patch itself moves the index; the controller has yet to write the status.
    return isPauseLeftover(rollout) ? VISIBLE : confirmed(arrival(rollout));
  }
  const condition = status.pauseConditions?.at(-1);
  if (condition) {
    return condition.startTime === seen.pauseStartedAt
      ? ABSENT
      : failed(
          `The Rollout paused again${atStep(rollout)}: the promote was lost.`,
        );
  }
  if (isUnpausing(rollout)) return VISIBLE;
  if (spec.paused && isObserved(rollout)) {
    return failed(
      'The Rollout was paused by hand (spec.paused) meanwhile: the promote was lost.',
    );
  }
  // Only a pause that an analysis caused ends where the Rollout stands; at a pause step the next one is yet to come.
  return stepsOf(rollout)[index]?.action.kind === 'pause' ||
    isPauseLeftover(rollout)
    ? VISIBLE
    : confirmed(`The controller took the update up again${atStep(rollout)}.`);
}

/** What came of a decision that led a revision on, when another is the newest now, or when it became stable. */
export function settleReplaced({
  seen,
  rollout,
}: SettleSituation): RolloutSettlement | undefined {
  const { currentPodHash, stableRS } = rollout.status;
  if (currentPodHash === seen.podHash) return undefined;
  return stableRS === seen.podHash
    ? confirmed(
        'The controller went through all steps: the canary became stable, and another revision has come since.',
      )
    : failed(
        'Another revision has taken the place of the one that was promoted.',
      );
}

function isAhead({ seen, rollout }: SettleSituation, index: number): boolean {
  const { spec, status } = rollout;
  return spec.strategy.blueGreen
    ? isFullyPromoted(rollout) ||
        (seen.weight === 0 &&
          status.blueGreen?.activeSelector === seen.podHash) ||
        Boolean(status.blueGreen?.scaleUpPreviewCheckPoint)
    : index > seen.stepIndex;
}

/** Whether the controller's last word is a pause that is gone. */
function isPauseLeftover({ spec, status }: Rollout): boolean {
  return (
    status.phase === 'Paused' && !spec.paused && !status.pauseConditions?.length
  );
}

function arrival(rollout: Rollout): string {
  const { spec, status } = rollout;
  if (spec.strategy.blueGreen) {
    if (isFullyPromoted(rollout)) return 'The new version is stable.';
    return status.blueGreen?.activeSelector === status.currentPodHash
      ? 'The active Service leads to the new version.'
      : 'The controller ended the pause and scales the new version up.';
  }
  if (isFullyPromoted(rollout)) {
    return 'The controller went through all steps: the canary is stable.';
  }
  const count = stepsOf(rollout).length;
  const index = currentIndexOf(rollout);
  return index < count
    ? `The controller went on to ${place(index, count)}.`
    : `The controller has done all ${count} steps and hands all traffic to the canary.`;
}

import { isFullyPromoted } from './phase';
import { settleReplaced } from './settlePromote';
import {
  ABSENT,
  confirmed,
  failed,
  type SettleSituation,
  type RolloutSettlement,
  VISIBLE,
} from './settlement';
import { currentIndexOf, stepsOf } from './steps';

/** Whether the controller goes past everything, or is through. */
export function settlePromoteFull(
  situation: SettleSituation,
): RolloutSettlement {
  const { rollout, seen } = situation;
  const { status, spec } = rollout;
  const replaced = settleReplaced(situation);
  if (replaced) return replaced;
  if (isFullyPromoted(rollout)) {
    return confirmed('The new version is stable.');
  }
  if (!status.promoteFull) {
    return status.abort ? failed('The update was aborted.') : ABSENT;
  }
  if (spec.strategy.blueGreen) {
    if (
      seen.weight === 0 &&
      status.blueGreen?.activeSelector === seen.podHash
    ) {
      return confirmed('The active Service leads to the new version.');
    }
    return seen.pauseStartedAt && !status.pauseConditions?.length
      ? confirmed(
          'The controller ended the pause and switches as soon as all pods are ready.',
        )
      : VISIBLE;
  }
  const count = stepsOf(rollout).length;
  return currentIndexOf(rollout) >= count
    ? confirmed(
        `The controller went past all ${count} steps: the canary becomes stable as soon as all its pods are ready.`,
      )
    : VISIBLE;
}

import { isFullyPromoted } from './phase';
import {
  ABSENT,
  atStep,
  confirmed,
  failed,
  isTakenUp,
  type SettleSituation,
  type RolloutSettlement,
  VISIBLE,
} from './settlement';

/** Whether the controller has taken the earlier revision up as its newest one. */
export function settleRollBack({
  seen,
  rollout,
  target,
  templateOf,
}: SettleSituation): RolloutSettlement {
  const { currentPodHash } = rollout.status;
  if (!isTakenUp(rollout, templateOf)) return VISIBLE;
  if (currentPodHash === seen.podHash) return ABSENT;
  if (target !== undefined && currentPodHash !== target) {
    return failed(
      'Another revision has taken the place of the one that was asked for.',
    );
  }
  return confirmed(
    isFullyPromoted(rollout)
      ? 'The earlier revision is stable.'
      : `The controller ships the earlier revision${atStep(rollout)}.`,
  );
}

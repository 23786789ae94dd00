import {
  ABSENT,
  atStep,
  confirmed,
  isTakenUp,
  type SettleSituation,
  type RolloutSettlement,
  VISIBLE,
} from './settlement';

/** Whether the controller has seen that the pause by hand is gone. */
export function settleResume({ rollout }: SettleSituation): RolloutSettlement {
  if (rollout.spec.paused) return ABSENT;
  return isTakenUp(rollout)
    ? confirmed(`The controller took the Rollout up again${atStep(rollout)}.`)
    : VISIBLE;
}

import {
  ABSENT,
  atStep,
  confirmed,
  isTakenUp,
  type SettleSituation,
  type RolloutSettlement,
  VISIBLE,
} from './settlement';

/** Whether the controller has seen the pause, of whichever revision: it holds for all. */
export function settlePause({ rollout }: SettleSituation): RolloutSettlement {
  if (!rollout.spec.paused) return ABSENT;
  return isTakenUp(rollout)
    ? confirmed(`The controller holds the Rollout${atStep(rollout)}.`)
    : VISIBLE;
}

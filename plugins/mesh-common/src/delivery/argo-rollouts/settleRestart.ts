import {
  ABSENT,
  confirmed,
  isTakenUp,
  type SettleSituation,
  type RolloutSettlement,
  VISIBLE,
} from './settlement';

/** Whether the controller restarts the pods, or has done so. */
export function settleRestart({
  rollout,
  decidedAt,
}: SettleSituation): RolloutSettlement {
  const { restartAt } = rollout.spec;
  // spec.restartAt has whole seconds.
  const since = decidedAt === undefined ? 0 : wholeSecond(decidedAt);
  if (!restartAt || !(Date.parse(restartAt) >= since)) return ABSENT;
  if (restartAt === rollout.status.restartedAt) {
    return confirmed('All pods that are older were restarted.');
  }
  return isTakenUp(rollout)
    ? confirmed('The controller restarts the pods, a few at a time.')
    : VISIBLE;
}

function wholeSecond(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000) * 1000;
}

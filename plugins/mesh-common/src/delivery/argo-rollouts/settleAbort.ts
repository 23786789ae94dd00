import { isFullyPromoted } from './phase';
import {
  ABSENT,
  confirmed,
  failed,
  type SettleSituation,
  type RolloutSettlement,
  VISIBLE,
} from './settlement';

/** Whether the controller has aborted: it then notes the time (`CalculateAbortStatus` in rollout/pause.go). */
export function settleAbort({
  seen,
  rollout,
}: SettleSituation): RolloutSettlement {
  const { status, spec } = rollout;
  if (status.stableRS === seen.podHash) {
    return failed('The new version became stable before it was aborted.');
  }
  if (status.currentPodHash !== seen.podHash) {
    return failed(
      'Another revision has taken the place of the one that was aborted.',
    );
  }
  if (!status.abort) {
    return status.promoteFull
      ? failed(
          'A full promote is under way and goes on: the controller takes an abort away.',
        )
      : ABSENT;
  }
  if (!status.abortedAt || isFullyPromoted(rollout)) return VISIBLE;
  return confirmed(
    spec.strategy.canary?.dynamicStableScale
      ? 'The controller aborted the update: the traffic goes back to the stable version as its pods come back.'
      : 'The controller aborted the update: all traffic goes to the stable version.',
  );
}

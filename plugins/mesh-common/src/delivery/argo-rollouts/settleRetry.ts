import { readable } from '../../service/headline/readable';
import { isFullyPromoted, phaseOf } from './phase';
import {
  ABSENT,
  atStep,
  confirmed,
  failed,
  type SettleSituation,
  type RolloutSettlement,
  VISIBLE,
} from './settlement';

/** Whether the controller has started the update again: it then takes the time of the abort away. */
export function settleRetry({
  seen,
  rollout,
  decidedAt,
}: SettleSituation): RolloutSettlement {
  const { status } = rollout;
  if (status.stableRS === seen.podHash) {
    return confirmed(
      'The update was started again, and the new version is stable.',
    );
  }
  if (status.currentPodHash !== seen.podHash) {
    return failed(
      'Another revision has taken the place of the one that was retried.',
    );
  }
  if (status.abort) {
    // An abort that is older than the retry is the one that was retried.
    return decidedAt !== undefined &&
      Date.parse(status.abortedAt ?? '') > Date.parse(decidedAt)
      ? failed(
          `The update was started again, and aborted again (${readable(
            phaseOf(rollout).message,
          )}).`,
        )
      : ABSENT;
  }
  return status.abortedAt || isFullyPromoted(rollout)
    ? VISIBLE
    : confirmed(`The controller started the update again${atStep(rollout)}.`);
}

import type { Hold } from '../../../model';
import { clockTime, seconds } from '../../../service/words';
import { pauseOf } from '../pause';
import { isObserved, isUnpausing, phaseOf } from '../phase';
import type { HoldContext } from './HoldContext';

/** A controller that runs ends a timed pause within seconds. */
const PATIENCE_SECONDS = 30;

const MEND =
  'If this lasts, look whether the controller of Argo Rollouts runs.';

/** What the controller has been told and has not reacted to. */
export function controllerSilent({ rollout, now }: HoldContext): Hold[] {
  const sentence =
    unseen(rollout) ?? overdue(pauseOf(rollout)?.endsAt, now.getTime());
  return sentence ? [{ code: 'controller-silent', sentence, mend: MEND }] : [];
}

function unseen(rollout: HoldContext['rollout']): string | undefined {
  if (!isObserved(rollout)) {
    return 'The controller has not reacted yet to the newest change of the Rollout.';
  }
  if (isUnpausing(rollout)) {
    return 'The pause was ended, and the controller has not reacted yet.';
  }
  const { abort, abortedAt, promoteFull, pauseConditions } = rollout.status;
  if (abort && !abortedAt) {
    return 'The update was aborted, and the controller has not reacted yet.';
  }
  if (promoteFull && pauseConditions?.length) {
    return 'The update was promoted fully, and the controller has not reacted yet.';
  }
  return phaseOf(rollout).message.endsWith('for the reference workload')
    ? 'The controller has not reacted yet to the newest change of the workload that holds the pod template.'
    : undefined;
}

function overdue(endsAt: string | undefined, now: number): string | undefined {
  if (!endsAt) return undefined;
  const late = Math.floor((now - Date.parse(endsAt)) / 1000);
  return late > PATIENCE_SECONDS
    ? `The pause was to end at ${clockTime(endsAt)}, ${seconds(
        late,
      )} ago, and the controller has not gone on.`
    : undefined;
}

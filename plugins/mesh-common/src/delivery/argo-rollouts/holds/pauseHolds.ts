import type { Hold } from '../../../model';
import { clockTime } from '../../../service/words';
import { isBlueGreenPause, isCanaryPause, pauseOf } from '../pause';
import { isFullyPromoted, phaseOf } from '../phase';
import { currentIndexOf, stepsOf } from '../steps';
import type { HoldContext } from './HoldContext';

/** The pause at which a Rollout stands, and whether it ends by itself. */
export function pauseHolds({ rollout }: HoldContext): Hold[] {
  const holds: Hold[] = [];
  if (rollout.spec.paused) {
    holds.push({
      code: 'paused-by-person',
      sentence: isFullyPromoted(rollout)
        ? 'The Rollout is paused by hand (spec.paused): a new version would not start.'
        : 'The Rollout is paused by hand (spec.paused).',
      mend: 'Resume it.',
    });
  }
  const { abort, promoteFull } = rollout.status;
  const pause = abort || promoteFull ? undefined : pauseOf(rollout);
  const where = whereOf(rollout);
  if (!pause || !where) return holds;
  if (pause.endsAt) {
    holds.push({
      code: 'timed-pause',
      sentence: `${where} ends at ${clockTime(pause.endsAt)}.`,
    });
  } else if (phaseOf(rollout).message !== 'manually paused') {
    holds.push({
      code: 'waits-for-decision',
      sentence: `${where} waits for a decision since ${clockTime(
        pause.startedAt,
      )}.`,
      mend: 'Promote it, or abort it.',
    });
  }
  return holds;
}

function whereOf(rollout: HoldContext['rollout']): string | undefined {
  if (isBlueGreenPause(rollout)) return 'The pause before the switch';
  if (!isCanaryPause(rollout)) return undefined;
  return `The pause at step ${currentIndexOf(rollout) + 1} of ${
    stepsOf(rollout).length
  }`;
}

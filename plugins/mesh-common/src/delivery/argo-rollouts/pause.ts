import type { Rollout } from '../../kubernetes';
import { isFullyPromoted, phaseOf } from './phase';
import { currentIndexOf, stepsOf } from './steps';

/** A pause at which the controller waits. */
export interface RolloutPause {
  /** As the controller wrote it, to be compared and tested. */
  startedAt: string;
  /** Undefined waits for a decision. */
  endsAt?: string;
}

/** The pause at which the controller waits, undefined when it does not. */
export function pauseOf(rollout: Rollout): RolloutPause | undefined {
  const [condition] = rollout.status.pauseConditions ?? [];
  if (!condition || phaseOf(rollout).phase !== 'Paused') return undefined;
  const { startTime } = condition;
  const started = Date.parse(startTime);
  if (Number.isNaN(started)) return undefined;

  // Paused by hand or by an analysis, a timed pause does not end by itself either.
  const length = rollout.spec.paused ? undefined : pauseLength(rollout);
  if (length === undefined) return { startedAt: startTime };
  const ends = new Date(started + length * 1000);
  return {
    startedAt: startTime,
    endsAt: Number.isNaN(ends.getTime())
      ? undefined
      : ends.toISOString().replace('.000Z', 'Z'),
  };
}

/** Seconds after which the pause ends by itself. */
function pauseLength(rollout: Rollout): number | undefined {
  if (isBlueGreenPause(rollout)) {
    const { autoPromotionEnabled = true, autoPromotionSeconds } =
      rollout.spec.strategy.blueGreen ?? {};
    return autoPromotionEnabled ? autoPromotionSeconds || undefined : undefined;
  }
  const action = stepsOf(rollout)[currentIndexOf(rollout)]?.action;
  return isCanaryPause(rollout) && action?.kind === 'pause'
    ? action.durationSeconds
    : undefined;
}

/** Whether a pause step, and nothing else, holds the Rollout. */
export function isCanaryPause(rollout: Rollout): boolean {
  return isHeldOnlyBy(rollout, 'CanaryPauseStep');
}

/** Whether only the pause before the switch holds a blue-green Rollout. */
export function isBlueGreenPause(rollout: Rollout): boolean {
  return isHeldOnlyBy(rollout, 'BlueGreenPause');
}

function isHeldOnlyBy({ status }: Rollout, wanted: string): boolean {
  const conditions = status.pauseConditions ?? [];
  return (
    conditions.length > 0 && conditions.every(({ reason }) => reason === wanted)
  );
}

/** Whether nothing moves until a person decides. */
export function waitsForDecision(rollout: Rollout): boolean {
  const { abort, promoteFull } = rollout.status;
  return (
    !abort &&
    !promoteFull &&
    phaseOf(rollout).phase === 'Paused' &&
    !isFullyPromoted(rollout) &&
    pauseOf(rollout)?.endsAt === undefined
  );
}

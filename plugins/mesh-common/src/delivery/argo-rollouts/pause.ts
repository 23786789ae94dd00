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

  const action = stepsOf(rollout)[currentIndexOf(rollout)]?.action;
  // Paused by hand or by an analysis, a timed pause does not end by itself either.
  const isTimed =
    isCanaryPause(rollout) &&
    !rollout.spec.paused &&
    action?.kind === 'pause' &&
    action.durationSeconds !== undefined;
  if (!isTimed) return { startedAt: startTime };
  const ends = new Date(started + action.durationSeconds! * 1000);
  return {
    startedAt: startTime,
    endsAt: Number.isNaN(ends.getTime())
      ? undefined
      : ends.toISOString().replace('.000Z', 'Z'),
  };
}

/** Whether a pause step, and nothing else, holds the Rollout. */
export function isCanaryPause({ status }: Rollout): boolean {
  const conditions = status.pauseConditions ?? [];
  return (
    conditions.length > 0 &&
    conditions.every(({ reason }) => reason === 'CanaryPauseStep')
  );
}

/** Whether nothing moves until a person decides. */
export function waitsForDecision(rollout: Rollout): boolean {
  return (
    phaseOf(rollout).phase === 'Paused' &&
    !isFullyPromoted(rollout) &&
    pauseOf(rollout)?.endsAt === undefined
  );
}

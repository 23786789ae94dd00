import type { CanaryStep, Rollout } from '../../kubernetes';
import type { DeliveryStep } from '../../model';
import { isFullyPromoted } from './phase';
import { pauseSeconds } from './pauseDuration';

/** The steps of a canary, in order. */
export function stepsOf(rollout: Rollout): DeliveryStep[] {
  const raw = rawSteps(rollout);
  const current = currentIndexOf(rollout);
  // An aborted update starts over with a retry: none of its steps is under way.
  const aborted = Boolean(rollout.status.abort);
  return raw.map((step, index) => ({
    index,
    state: stateOf(index, current, aborted),
    action: actionOf(step),
  }));
}

/** `status.currentStepIndex`; the number of steps when all are done or nothing is under way. */
export function currentIndexOf(rollout: Rollout): number {
  const count = rawSteps(rollout).length;
  const index = rollout.status.currentStepIndex;
  if (index !== undefined) return Math.min(index, count);
  return isFullyPromoted(rollout) ? count : 0;
}

/**
 * Percent that the steps ask for the canary (`GetCurrentSetWeight` in utils/replicaset/canary.go).
 * Unlike there, a finished update asks for 0, since there is no canary any more, and so does the first revision,
 * which has no stable one to take traffic from.
 */
export function desiredWeight(rollout: Rollout): number {
  const { abort, stableRS } = rollout.status;
  if (abort || !stableRS || isFullyPromoted(rollout)) return 0;
  const steps = rawSteps(rollout);
  const index = currentIndexOf(rollout);
  if (index >= steps.length) return 100;
  for (let i = index; i >= 0; i--) {
    const weight = steps[i].setWeight;
    if (weight !== undefined) return weight;
  }
  return 0;
}

function rawSteps(rollout: Rollout): CanaryStep[] {
  return rollout.spec.strategy.canary?.steps ?? [];
}

function stateOf(
  index: number,
  current: number,
  aborted: boolean,
): DeliveryStep['state'] {
  if (aborted) return 'upcoming';
  if (index === current) return 'current';
  return index < current ? 'done' : 'upcoming';
}

function actionOf(step: CanaryStep): DeliveryStep['action'] {
  if (step.setWeight !== undefined) {
    return { kind: 'setWeight', weight: step.setWeight };
  }
  if (step.pause) {
    return { kind: 'pause', durationSeconds: pauseSeconds(step.pause) };
  }
  const [name] = Object.keys(step).filter(
    key => step[key as keyof CanaryStep] !== undefined,
  );
  return { kind: 'other', name: name ?? 'unknown' };
}

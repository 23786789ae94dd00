import type { CanaryStep, Rollout } from '../../kubernetes';
import type { DeliveryStep } from '../../model';
import { isFullyPromoted } from './phase';
import { stepAction } from './stepAction';

/**
 * The steps of a canary, in order.
 *
 * @param failed - index of the step that ended the update, when one did
 */
export function stepsOf(rollout: Rollout, failed?: number): DeliveryStep[] {
  const raw = rawSteps(rollout);
  const current = currentIndexOf(rollout);
  // An aborted update starts over with a retry: none of its steps is under way.
  const aborted = Boolean(rollout.status.abort);
  return raw.map((step, index) => ({
    index,
    state: index === failed ? 'failed' : stateOf(index, current, aborted),
    action: stepAction(step),
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
    if (weight !== undefined) return percentOfTraffic(rollout, weight);
  }
  return 0;
}

/** A weight of the Rollout in percent: `maxTrafficWeight` stands for all traffic, 100 when it is absent. */
export function percentOfTraffic({ spec }: Rollout, weight: number): number {
  const max = spec.strategy.canary?.trafficRouting?.maxTrafficWeight ?? 100;
  const percent = max > 0 ? (100 * weight) / max : weight;
  return Math.min(Math.max(percent, 0), 100);
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

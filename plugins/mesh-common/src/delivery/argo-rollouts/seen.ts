import type { Rollout } from '../../kubernetes';
import type { RolloutSeen } from '../../model';
import { currentIndexOf, desiredWeight } from './steps';
import { pauseOf } from './pause';

/**
 * What someone who looks at this Rollout now sees of the pause it waits at.
 *
 * @returns undefined when it does not wait at a pause
 * @public
 */
export function seenOf(rollout: Rollout): RolloutSeen | undefined {
  const pause = pauseOf(rollout);
  const podHash = rollout.status.currentPodHash;
  if (!pause || !podHash) return undefined;
  return {
    podHash,
    stepIndex: currentIndexOf(rollout),
    pauseStartedAt: pause.startedAt,
    // Without traffic routing the controller writes no weight: the step's is all there is to see.
    weight:
      rollout.status.canary?.weights?.canary?.weight ?? desiredWeight(rollout),
  };
}

/**
 * Whether two people looked at the same revision, at the same pause, with the same weight.
 *
 * @public
 */
export function sameSeen(a: RolloutSeen, b: RolloutSeen): boolean {
  return (
    a.podHash === b.podHash &&
    a.stepIndex === b.stepIndex &&
    a.pauseStartedAt === b.pauseStartedAt &&
    a.weight === b.weight
  );
}

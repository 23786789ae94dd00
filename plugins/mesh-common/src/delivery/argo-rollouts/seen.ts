import type { Rollout } from '../../kubernetes';
import type { DecisionVerb, RolloutSeen } from '../../model';
import { currentIndexOf, desiredWeight, percentOfTraffic } from './steps';

/**
 * What someone who looks at this Rollout now sees of it.
 *
 * @returns undefined when no controller has taken it up yet
 * @public
 */
export function seenOf(rollout: Rollout): RolloutSeen | undefined {
  const { currentPodHash: podHash, pauseConditions } = rollout.status;
  if (!podHash) return undefined;
  // A condition that was added since, by an analysis that is inconclusive, is another state than the pause alone.
  const pauseStartedAt = pauseConditions?.at(-1)?.startTime;
  return {
    podHash,
    stepIndex: currentIndexOf(rollout),
    ...(pauseStartedAt && { pauseStartedAt }),
    weight: weightOf(rollout, podHash),
  };
}

/**
 * Whether two people looked at the same revision, at the same place, with the same weight.
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

/**
 * Whether what the author of a decision saw still holds as far as it matters to that decision.
 *
 * An abort and a pause are the brakes: they mean the same whichever step the revision has reached meanwhile, and must
 * not fail because a timed pause ended while someone wrote the reason down.
 *
 * @public
 */
export function seenStillHolds(
  verb: DecisionVerb,
  seen: RolloutSeen,
  now: RolloutSeen,
): boolean {
  return verb === 'abort' || verb === 'pause'
    ? seen.podHash === now.podHash
    : sameSeen(seen, now);
}

function weightOf(rollout: Rollout, podHash: string): number {
  const { spec, status } = rollout;
  if (spec.strategy.blueGreen) {
    return status.blueGreen?.activeSelector === podHash ? 100 : 0;
  }
  // Without traffic routing the controller writes no weight: the step's is all there is to see.
  const weight = status.canary?.weights?.canary?.weight;
  return weight === undefined
    ? desiredWeight(rollout)
    : percentOfTraffic(rollout, weight);
}

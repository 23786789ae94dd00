import type { Rollout } from '../../kubernetes';
import type { RolloutSeen } from '../../model';
import { isFullyPromoted, isObserved, isUnpausing } from './phase';
import { currentIndexOf, stepsOf } from './steps';

/**
 * What the cluster shows now of a promote that was, or perhaps was, sent.
 *
 * @public
 */
export type PromoteSettlement =
  | {
      state: 'open';
      /** `stands`: the Rollout is at the pause that was seen. `cleared`: it has ended, the controller has not reacted. */
      pause: 'stands' | 'cleared';
    }
  | { state: 'confirmed'; outcome: string }
  | { state: 'failed'; outcome: string };

/**
 * Judges a promote by what the controller did, not by what the API server answered.
 *
 * @param rollout - as it is now; undefined when it is gone
 * @public
 */
export function settlePromote(
  seen: RolloutSeen,
  rollout: Rollout | undefined,
): PromoteSettlement {
  if (!rollout) return failed('The Rollout is gone.');
  const { status, spec, unreadable } = rollout;
  if (unreadable?.length) {
    return failed(`The Rollout cannot be read: ${unreadable[0]}`);
  }
  if (status.currentPodHash !== seen.podHash) {
    if (status.stableRS === seen.podHash) {
      return {
        state: 'confirmed',
        outcome:
          'The controller went through all steps: the canary became stable, and another revision has come since.',
      };
    }
    return failed(
      'Another revision has taken the place of the one that was promoted.',
    );
  }
  if (status.abort) return failed('The update was aborted.');

  const index = currentIndexOf(rollout);
  const count = stepsOf(rollout).length;
  if (index > seen.stepIndex) {
    return {
      state: 'confirmed',
      outcome: isFullyPromoted(rollout)
        ? 'The controller went through all steps: the canary is stable.'
        : arrival(index, count),
    };
  }
  if (index < seen.stepIndex) {
    return failed(`The update started over, at step ${index + 1} of ${count}.`);
  }
  const [condition] = status.pauseConditions ?? [];
  if (condition) {
    return condition.startTime === seen.pauseStartedAt
      ? { state: 'open', pause: 'stands' }
      : failed(
          `The Rollout paused again at step ${
            index + 1
          } of ${count}: the promote was lost.`,
        );
  }
  if (spec.paused && isObserved(rollout) && !isUnpausing(rollout)) {
    return failed(
      'The Rollout was paused by hand (spec.paused) meanwhile: the promote was lost.',
    );
  }
  return { state: 'open', pause: 'cleared' };
}

function arrival(index: number, count: number): string {
  return index < count
    ? `The controller went on to step ${index + 1} of ${count}.`
    : `The controller has done all ${count} steps and hands all traffic to the canary.`;
}

function failed(outcome: string): PromoteSettlement {
  return { state: 'failed', outcome };
}

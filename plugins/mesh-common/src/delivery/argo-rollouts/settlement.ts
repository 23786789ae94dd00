import type { Deployment, Rollout } from '../../kubernetes';
import type { RolloutSeen } from '../../model';
import { isObserved, phaseOf } from './phase';
import { place } from './planSteps';
import { currentIndexOf, stepsOf } from './steps';

/**
 * What the cluster shows now of a decision that was, or perhaps was, sent.
 *
 * @public
 */
export type RolloutSettlement =
  | {
      state: 'open';
      /**
       * `visible`: the Rollout shows what was asked for, and the controller has not reacted. `absent`: it looks as if
       * nothing had ever been sent.
       */
      patch: 'visible' | 'absent';
    }
  | { state: 'confirmed'; outcome: string }
  | { state: 'failed'; outcome: string };

/** What a decision is judged by. */
export interface SettleSituation {
  seen: RolloutSeen;
  rollout: Rollout;
  decidedAt?: string;
  target?: string;
  templateOf?: Deployment;
}

export const VISIBLE: RolloutSettlement = { state: 'open', patch: 'visible' };

export const ABSENT: RolloutSettlement = { state: 'open', patch: 'absent' };

export function confirmed(outcome: string): RolloutSettlement {
  return { state: 'confirmed', outcome };
}

export function failed(outcome: string): RolloutSettlement {
  return { state: 'failed', outcome };
}

/**
 * Whether the controller has seen the spec as it is now, with the template that a `workloadRef` leads to.
 *
 * @param templateOf - that Deployment, when it may be newer than what the Rollout knows of it
 */
export function isTakenUp(rollout: Rollout, templateOf?: Deployment): boolean {
  const { generation = 0 } = templateOf?.metadata ?? {};
  return (
    isObserved(rollout) &&
    !(Number(rollout.status.workloadObservedGeneration) < generation) &&
    !phaseOf(rollout).message.startsWith(
      'waiting for rollout spec update to be observed',
    )
  );
}

/** ` at step 2 of 7`; empty without steps. */
export function atStep(rollout: Rollout): string {
  const { length } = stepsOf(rollout);
  const index = currentIndexOf(rollout);
  return index < length ? ` at ${place(index, length)}` : '';
}

import type { Rollout } from '../../kubernetes';
import type { RolloutSeen } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { phaseOf } from './phase';
import { whyInvalid } from './planRefusal';
import { seenOf } from './seen';

/** What a plan is made from: a Rollout that its controller has taken up as it is now. */
export interface PlanSituation {
  rollout: Rollout;
  seen: RolloutSeen;
  /** What is known besides the Rollout; it makes the plan say more. */
  objects: Partial<ServiceObjects>;
  now: Date;
}

/** What is seen of a Rollout, or why nothing can be decided about it now, whatever it is. */
export function seenOrWhyNot(rollout: Rollout): RolloutSeen | string {
  const { metadata, unreadable } = rollout;
  if (unreadable?.length) {
    return `The Rollout cannot be read: ${unreadable[0]}`;
  }
  if (metadata.deletionTimestamp) return 'The Rollout is being deleted.';
  // The controller resets the status when it sees another template (`resetRolloutStatus` in rollout/sync.go), and with
  // it what was decided by the older one: a full promote that is sent right after a change of the image is dropped.
  if (
    phaseOf(rollout).message.startsWith(
      'waiting for rollout spec update to be observed',
    )
  ) {
    return 'The controller has not yet seen the newest change of this Rollout. Wait until it has.';
  }
  return (
    seenOf(rollout) ??
    whyInvalid(rollout) ??
    'The controller has not taken this Rollout up yet. Wait until it has.'
  );
}

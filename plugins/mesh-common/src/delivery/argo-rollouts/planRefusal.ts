import type { Rollout } from '../../kubernetes';
import type { DecisionVerb, RefusedPlan } from '../../model';
import { readable } from '../../service/headline/readable';
import { isFullyPromoted, isUnpausing, phaseOf } from './phase';

/** A plan that is refused, with what to do instead. */
export function refused(verb: DecisionVerb, reason: string): RefusedPlan {
  return { allowed: false, verb, reason };
}

/** Why the controller would not carry anything out: it does not reconcile a spec that is invalid. */
export function whyInvalid(rollout: Rollout): string | undefined {
  return isInvalid(rollout)
    ? `The controller does nothing, because ${readable(
        phaseOf(rollout).message,
      )}. Mend the spec first.`
    : undefined;
}

/** Whether the controller refuses the spec. */
export function isInvalid(rollout: Rollout): boolean {
  const { phase, message } = phaseOf(rollout);
  return phase === 'Degraded' && message.startsWith('InvalidSpec');
}

/**
 * Why there is no update that a decision could move.
 *
 * @param nothing - what is missing, and what to do instead: `nothing is left to promote`
 */
export function whyNoUpdate(
  rollout: Rollout,
  nothing: string,
): string | undefined {
  if (isFullyPromoted(rollout)) {
    return `The newest version is stable already: ${nothing}.`;
  }
  // Without a stable ReplicaSet the controller promotes, whatever stands in the status (`shouldFullPromote`).
  return rollout.status.stableRS
    ? undefined
    : `This is the first revision, with no stable one beside it: it becomes stable without steps, and ${nothing}.`;
}

/** Why a decision would collide with a promote that the controller has not carried out yet. */
export function whyUnpausing(rollout: Rollout): string | undefined {
  return isUnpausing(rollout)
    ? 'The pause has just been ended and the controller has not reacted yet. Wait until it has.'
    : undefined;
}

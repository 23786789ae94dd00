import type { Rollout } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { readable } from '../../service/headline/readable';
import { phaseOf } from './phase';
import { planPromoteBlueGreen } from './planPromoteBlueGreen';
import { planPromoteCanary } from './planPromoteCanary';
import { refused, whyInvalid, whyNoUpdate, whyUnpausing } from './planRefusal';
import type { PlanSituation } from './planSituation';

/**
 * What promoting by one step would do now: end the pause at which the Rollout waits.
 *
 * Given the routes in `objects`, the plan also says when they do not have the weight of this step yet.
 *
 * The patch does what `kubectl argo rollouts promote` does at a pause, and only if the Rollout still stands at that
 * very pause. kubectl skips the current step wherever there is no pause (`getPatches` in its cmd/promote/promote.go):
 * after a second click, or after `spec.paused` was set. That is refused here.
 */
export function planPromote(situation: PlanSituation): Plan<RolloutSeen> {
  const { rollout } = situation;
  const reason = whyNot(rollout);
  if (reason) return refused('promote', reason);
  return rollout.spec.strategy.blueGreen
    ? planPromoteBlueGreen(situation)
    : planPromoteCanary(situation);
}

function whyNot(rollout: Rollout): string | undefined {
  const { spec, status } = rollout;
  const first = whyInvalid(rollout) ?? whyUnpausing(rollout);
  if (first) return first;
  if (status.abort) {
    return 'The update was aborted: a promote would do nothing. Ship a new version, or retry this one.';
  }
  const none = whyNoUpdate(rollout, 'nothing is left to promote');
  if (none) return none;
  const { phase, message } = phaseOf(rollout);
  if (phase === 'Degraded') {
    return `The Rollout is degraded (${readable(message)}): mend that first.`;
  }
  // Cleared while spec.paused stands, the pause starts anew as soon as spec.paused goes.
  if (spec.paused) {
    return 'The Rollout is paused by hand (spec.paused): a promote would be lost. Resume it first.';
  }
  if (status.promoteFull) {
    return 'A full promote is under way: it goes past all pauses by itself.';
  }
  return undefined;
}

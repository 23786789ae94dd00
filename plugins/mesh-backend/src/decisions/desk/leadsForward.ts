import type {
  DecisionVerb,
  Delivery,
  Plan,
  PlanPreview,
} from '@meshway/plugin-mesh-common';

/** They lead the canary on, whatever its weight becomes: a retry begins anew what was aborted. */
const FORWARD: DecisionVerb[] = ['promote', 'promote-full', 'resume', 'retry'];

/** Whether a decision leads the canary on, or gives it more traffic than it has. */
export function leadsForward(
  verb: DecisionVerb,
  delivery: Delivery,
  plan: Plan | PlanPreview,
): boolean {
  if (verb !== 'shift') return FORWARD.includes(verb);
  const now = 'weights' in delivery ? delivery.weights.written ?? 0 : 0;
  return plan.allowed && (plan.nextWeight ?? 0) > now;
}

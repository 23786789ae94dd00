import type {
  AllowedPreview,
  Delivery,
  DecisionChoice,
  DecisionVerb,
  Plan,
  PlanPreview,
} from '@meshway/plugin-mesh-common';

/** A plan that can be carried out. */
export type AllowedPlan = AllowedPreview;

/** Something that can be decided, and what it would do now. */
export interface DecisionOption {
  choice: DecisionChoice;
  plan: Plan | PlanPreview;
}

/** What people want most of a delivery comes first. */
const ORDER: readonly DecisionVerb[] = [
  'promote',
  'shift',
  'resume',
  'retry',
  'promote-full',
  'pause',
  'abort',
  'roll-back',
  'restart',
];

/** Everything that can be decided about a delivery, allowed now or not. */
export function optionsOf(delivery: Delivery): DecisionOption[] {
  if (delivery.engine === 'none') return [];
  const options: DecisionOption[] = Object.values<Plan>(delivery.plans).map(
    plan => ({ choice: { verb: plan.verb }, plan }),
  );
  if (delivery.engine === 'argo-rollouts') {
    const [previous] = delivery.rollBacks;
    if (previous) {
      options.push({
        choice: { verb: 'roll-back', revision: previous.hash },
        plan: previous.plan,
      });
    }
  }
  return options.sort(
    (a, b) => ORDER.indexOf(a.choice.verb) - ORDER.indexOf(b.choice.verb),
  );
}

/** What a choice would do, as far as the view tells: a weight of one's own is planned by the backend alone. */
export function planInView(
  delivery: Delivery,
  { verb, revision, weight }: DecisionChoice,
): Plan | PlanPreview | undefined {
  if (weight !== undefined) return undefined;
  if (delivery.engine === 'argo-rollouts' && verb === 'roll-back') {
    return delivery.rollBacks.find(({ hash }) => hash === revision)?.plan;
  }
  return optionsOf(delivery).find(({ choice }) => choice.verb === verb)?.plan;
}

/**
 * What a sensible person would do now: go on, begin again what was aborted or paused. Where a person shifts weights, by
 * one step rather than to the end.
 */
export function primaryOf(
  options: readonly DecisionOption[],
): DecisionOption | undefined {
  const allowed = (verb: DecisionVerb) =>
    options.find(({ choice, plan }) => choice.verb === verb && plan.allowed);
  return (
    allowed('shift') ??
    allowed('promote') ??
    allowed('resume') ??
    allowed('retry')
  );
}

import {
  planRoute,
  type Delivery,
  type DecisionChoice,
  type MeshSettings,
  type Plan,
  type PlanPreview,
  type ServiceObjects,
} from '@meshway/plugin-mesh-common';

/**
 * What a decision would do to a delivery as it is watched. Refused where the delivery has no such decision.
 *
 * @param objects - needed for a weight of one's own only, of which no view holds a plan
 */
export function planOfChoice(
  delivery: Delivery,
  { verb, revision, weight }: DecisionChoice,
  objects: () => { objects: ServiceObjects; mesh: MeshSettings } | undefined,
): Plan | PlanPreview {
  const refused = (reason: string): Plan => ({ allowed: false, verb, reason });
  switch (delivery.engine) {
    case 'none':
      return refused(delivery.reason);
    case 'weighted-routes': {
      if (verb !== 'promote' && verb !== 'roll-back' && verb !== 'shift') {
        const { namespace, name } = delivery.route.virtualService;
        return refused(
          `No Rollout stands behind this service: people move its weights in VirtualService ${namespace}/${name}, by promote, shift and roll back.`,
        );
      }
      const own = weight === undefined ? undefined : objects();
      return own ? planRoute({ verb, weight, ...own }) : delivery.plans[verb];
    }
    default:
      if (verb === 'shift') {
        return refused(
          'The weights of a Rollout are moved by its steps: promote it instead.',
        );
      }
      if (verb !== 'roll-back') return delivery.plans[verb];
      return (
        delivery.rollBacks.find(({ hash }) => hash === revision)?.plan ??
        refused(`Revision ${revision} is not kept, or it is the newest.`)
      );
  }
}

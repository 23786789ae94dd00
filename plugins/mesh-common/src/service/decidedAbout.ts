import type { Namespace } from '../kubernetes';
import type { Delivery } from '../model';
import type { DecidedObject } from './decideConsent';
import { workloadsOf } from './deliveryOf';
import type { ServiceObjects } from './ServiceObjects';

/**
 * What a decision about a service would change. Weights that people move stand in a VirtualService, which may live
 * in the namespace of another team: its own word counts then, not that of the workloads it leads to.
 */
export function decidedAbout(
  delivery: Delivery,
  objects: ServiceObjects,
): { about: DecidedObject[]; namespace?: Namespace } {
  const { namespace } = objects;
  if (delivery.engine !== 'weighted-routes') {
    return { about: workloadsOf(objects), namespace };
  }
  const { virtualService } = delivery.route;
  return {
    about: objects.virtualServices.filter(
      ({ metadata }) =>
        metadata.namespace === virtualService.namespace &&
        metadata.name === virtualService.name,
    ),
    namespace:
      namespace?.metadata.name === virtualService.namespace
        ? namespace
        : undefined,
  };
}

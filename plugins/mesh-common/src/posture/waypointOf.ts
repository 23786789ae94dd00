import type { Namespace, Service } from '../kubernetes';
import type { InjectionPosture } from '../model';
import { label } from './label';
import { postureObject } from './postureObject';

const WAYPOINT = 'istio.io/use-waypoint';

/**
 * The waypoint that a Service asks for, itself or by its namespace; `none` opts out
 * (`fetchWaypointForTarget` in pilot/pkg/serviceregistry/ambient/waypoints.go). Whether it is there and
 * ready is not known.
 *
 * @public
 */
export function waypointOf(
  service: Service,
  namespace: Namespace | undefined,
): InjectionPosture['waypoint'] {
  for (const object of [service, namespace]) {
    const labels = object?.metadata.labels;
    const name = label(labels, WAYPOINT);
    if (object === undefined || name === undefined) continue;
    if (name === 'none') return undefined;
    return {
      name,
      namespace:
        label(labels, `${WAYPOINT}-namespace`) ??
        service.metadata.namespace ??
        '',
      decidedBy: postureObject(object),
    };
  }
  return undefined;
}

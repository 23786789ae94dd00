import {
  DEFAULT_MESH_SETTINGS,
  type MeshSettings,
  type Plan,
  type RouteSeen,
} from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { planShift, plansOf } from './planShift';
import { weightedRouteOf } from './weightedRoute';

/**
 * A decision about weights that people move.
 *
 * @public
 */
export type RouteVerb = 'promote' | 'roll-back' | 'shift';

/**
 * What a decision about the weights of a service's route would do now, with the guarded request that carries it out.
 *
 * @param options - `weight`: of a shift, the canary's part in percent; absent for the next weight of the ladder
 * @public
 */
export function planRoute(options: {
  verb: RouteVerb;
  weight?: number;
  objects: ServiceObjects;
  mesh?: MeshSettings;
}): Plan<RouteSeen> {
  const { verb, weight, objects, mesh = DEFAULT_MESH_SETTINGS } = options;
  const route = weightedRouteOf(objects, mesh);
  return route && weight === undefined
    ? plansOf(route)[verb]
    : { ...planShift(objects, weight ?? 0, mesh), verb };
}

import type { Rollout, VirtualServiceRoute } from '../../kubernetes';
import { virtualServicesOf } from '../../service/rolloutReferences';
import type { Subject } from './ConfigItem';
import type { ConfigSet } from './ConfigSet';
import { routeLabel } from './destinations';

/** A route in which a Rollout moves weights. */
export interface MovedRoute {
  about: Subject;
  /** `Route "primary"`. */
  label: string;
  route: VirtualServiceRoute;
}

/** The names under which the controller adds routes for headers and mirrors. */
export function ownRouteNames({ spec }: Rollout): string[] {
  const { managedRoutes = [] } = spec.strategy.canary?.trafficRouting ?? {};
  return managedRoutes.map(({ name }) => name);
}

/**
 * The http routes in which a Rollout moves weights: those it lists, else all but those that the controller added
 * (`getHttpRouteIndexesToPatch` in rollout/trafficrouting/istio/istio.go).
 */
export function movedRoutes(config: ConfigSet, rollout: Rollout): MovedRoute[] {
  const own = ownRouteNames(rollout);
  return virtualServicesOf(rollout).flatMap(({ namespace, name, routes }) => {
    const found = config.find('VirtualService', namespace, name);
    return (found?.object.spec.http ?? []).flatMap((route, index) => {
      const isMoved =
        routes.length === 0
          ? !own.includes(route.name ?? '')
          : routes.includes(route.name ?? '');
      return isMoved
        ? [{ about: found!, label: routeLabel(route.name, index), route }]
        : [];
    });
  });
}

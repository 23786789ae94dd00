import type { ExposureRoute } from '@meshway/plugin-mesh-common';

/** Routes that are written in one object, in the order in which Istio tries them. */
export interface RouteGroup {
  /** `VirtualService <namespace>/<name>`. */
  object: string;
  hosts: string[];
  routes: ExposureRoute[];
}

/** Routes by the object they are written in, in the order in which the objects come. */
export function routeGroups(routes: readonly ExposureRoute[]): RouteGroup[] {
  const groups = new Map<string, RouteGroup>();
  for (const route of routes) {
    const object = route.delegate ?? route.virtualService;
    const key = JSON.stringify([object, route.hosts]);
    const group = groups.get(key);
    if (group) group.routes.push(route);
    else groups.set(key, { object, hosts: route.hosts, routes: [route] });
  }
  return [...groups.values()];
}

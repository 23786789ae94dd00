import type { VirtualService } from '../kubernetes';
import {
  destinationHostsOf,
  fullHostOf,
  hostMeans,
  isHalfHost,
} from '../service/hosts';
import { followRoutes, titleOf, type FollowedRoute } from './followRoutes';
import { leadsToService, type OwnServices } from './routeRow';

/** A VirtualService with hosts, and what of it matters to the service. */
export interface ReadRoot {
  root: VirtualService;
  /** Routes that lead to the service. */
  leading: FollowedRoute[];
  /** Routes to show: all of them when the VirtualService is for this service alone. */
  shown: FollowedRoute[];
}

/** Reads VirtualServices as proxies do, delegates included. */
export function readRoutes(
  virtualServices: VirtualService[],
  own: OwnServices,
): { roots: ReadRoot[]; problems: string[] } {
  const used = new Set<VirtualService>();
  const problems = virtualServices.flatMap(vs => halfHosts(vs, own));

  const isRoot = ({ spec }: VirtualService) => spec.hosts.length > 0;
  const roots = virtualServices.filter(isRoot).map(root => {
    const isAbout = root.spec.hosts.some(host =>
      own.services.some(service =>
        hostMeans(host, root.metadata.namespace, service, own.mesh),
      ),
    );
    const followed = followRoutes(root, virtualServices, isAbout);
    for (const { writtenIn } of followed.routes) used.add(writtenIn);
    problems.push(...followed.problems);

    const leading = followed.routes.filter(one => leadsToService(one, own));
    const leadElsewhere = followed.routes.some(
      one => one.route.route.length > 0 && !leading.includes(one),
    );
    return {
      root,
      leading,
      shown: isAbout || !leadElsewhere ? followed.routes : leading,
    };
  });
  for (const vs of virtualServices) {
    if (!isRoot(vs) && !used.has(vs)) {
      problems.push(
        `${titleOf(
          vs,
        )} has no hosts, and no VirtualService leads to it: nothing follows it.`,
      );
    }
  }
  return { roots, problems };
}

/** Names that were meant for the service and that Istio does not complete. */
function halfHosts(vs: VirtualService, { services, mesh }: OwnServices) {
  const hosts = new Set([...vs.spec.hosts, ...destinationHostsOf(vs)]);
  return services.flatMap(service =>
    [...hosts]
      .filter(host => isHalfHost(host, service))
      .map(
        host =>
          `${titleOf(
            vs,
          )} says "${host}", which is no Service to Istio: write ${fullHostOf(
            service,
            mesh,
          )}.`,
      ),
  );
}

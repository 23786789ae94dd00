import type {
  Rollout,
  VirtualService,
  VirtualServiceRoute,
} from '../../kubernetes';
import { virtualServicesOf } from '../../service/findServiceObjects';

/** What one route gives the canary, in percent of what stable and canary get together. */
export interface WrittenWeight {
  /** `VirtualService shop/checkout, route primary`. */
  where: string;
  percent: number;
}

/**
 * The canary's weight in each route that the Rollout moves and that names both stable and canary.
 *
 * Destinations are told by subset when the Rollout names a DestinationRule, else by the host up to its
 * first dot (argo-rollouts rollout/trafficrouting/istio/istio.go).
 */
export function writtenWeights(
  rollout: Rollout,
  virtualServices: VirtualService[],
): WrittenWeight[] {
  const roleOf = destinationRoles(rollout);
  if (!roleOf) return [];
  return virtualServicesOf(rollout).flatMap(({ namespace, name, routes }) => {
    const vs = virtualServices.find(
      ({ metadata }) =>
        metadata.name === name && metadata.namespace === namespace,
    );
    if (!vs) return [];
    const { http, tls, tcp } = vs.spec;
    // Only http routes can be named; tls and tcp routes are told by SNI and port.
    const named = http.filter(
      route => routes.length === 0 || isNamed(route, routes),
    );
    return [...named, ...tls, ...tcp].flatMap(route => {
      const percent = canaryPercent(route, roleOf);
      const part = route.name ? `, route ${route.name}` : '';
      return percent === undefined
        ? []
        : [{ where: `VirtualService ${namespace}/${name}${part}`, percent }];
    });
  });
}

type RoleOf = (destination: {
  host: string;
  subset?: string;
}) => 'stable' | 'canary' | undefined;

function destinationRoles(rollout: Rollout): RoleOf | undefined {
  const { canary } = rollout.spec.strategy;
  const rule = canary?.trafficRouting?.istio?.destinationRule;
  if (rule) {
    return ({ subset }) => {
      if (subset === rule.canarySubsetName) return 'canary';
      return subset === rule.stableSubsetName ? 'stable' : undefined;
    };
  }
  const { canaryService, stableService } = canary ?? {};
  if (!canaryService || !stableService) return undefined;
  return ({ host }) => {
    const [name] = host.split('.');
    if (name === canaryService) return 'canary';
    return name === stableService ? 'stable' : undefined;
  };
}

function isNamed(route: VirtualServiceRoute, names: string[]): boolean {
  return route.name !== undefined && names.includes(route.name);
}

function canaryPercent(
  route: VirtualServiceRoute,
  roleOf: RoleOf,
): number | undefined {
  const total = { stable: 0, canary: 0 };
  const met = new Set<string>();
  for (const { destination, weight } of route.route) {
    const role = destination && roleOf(destination);
    if (role) {
      met.add(role);
      // A weight of 0 may be left out.
      total[role] += weight ?? 0;
    }
  }
  const sum = total.stable + total.canary;
  return met.size === 2 && sum > 0 ? (100 * total.canary) / sum : undefined;
}

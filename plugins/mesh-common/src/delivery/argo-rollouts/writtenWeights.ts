import type {
  Rollout,
  VirtualService,
  VirtualServiceRoute,
} from '../../kubernetes';
import type { RouteWeight } from '../../model';
import { destinationRoles, type DestinationRole } from './destinationRoles';
import { selectRoutes } from './movedRoutes';
import { referencedVirtualServices } from './virtualServiceReferences';

/** What one route gives the canary. */
export interface WrittenWeight extends RouteWeight {
  /** In percent of what stable and canary get together: experiments and other destinations left out. */
  ofBoth: number;
}

/** The canary's weight in each route that the Rollout moves and that names both stable and canary. */
export function writtenWeights(
  rollout: Rollout,
  virtualServices: VirtualService[],
): WrittenWeight[] {
  const roleOf = destinationRoles(rollout);
  if (!roleOf) return [];
  return referencedVirtualServices(rollout, virtualServices).flatMap(
    ({ namespace, name, reference, virtualService }) =>
      virtualService
        ? selectRoutes(rollout, virtualService, reference).routes.flatMap(
            ({ label, route }) => {
              const shares = sharesOf(route, roleOf);
              return shares
                ? [
                    {
                      where: `VirtualService ${namespace}/${name}${label}`,
                      ...shares,
                    },
                  ]
                : [];
            },
          )
        : [],
  );
}

function sharesOf(
  { route }: VirtualServiceRoute,
  roleOf: NonNullable<ReturnType<typeof destinationRoles>>,
): { percent: number; ofBoth: number } | undefined {
  const total = new Map<DestinationRole, number>();
  for (const { destination, weight } of route) {
    const role = destination ? roleOf(destination) : 'other';
    // A weight of 0 may be left out.
    total.set(role, (total.get(role) ?? 0) + (weight ?? 0));
  }
  const canary = total.get('canary');
  const stable = total.get('stable');
  const all = [...total.values()].reduce((sum, weight) => sum + weight, 0);
  if (canary === undefined || stable === undefined || !(all > 0)) {
    return undefined;
  }
  const both = canary + stable;
  return {
    percent: (100 * canary) / all,
    ofBoth: both > 0 ? (100 * canary) / both : 0,
  };
}

import {
  DEFAULT_MESH_SETTINGS,
  type MeshSettings,
  type Revision,
  type RevisionRole,
  type RouteDestination,
  type WeightedRoutesDelivery,
} from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { gitOpsOwnerOf } from '../gitOps';
import { hashesOf, type ReachedDestination } from './destinations';
import { plansOf } from './planShift';
import { stateOf } from './state';
import { weightedRouteOf, type WeightedRoute } from './weightedRoute';
import { weightsOf } from './weights';

/**
 * The delivery of a service whose versions stand side by side behind a route whose weights people move, blue-green as
 * 100 and 0 included.
 *
 * @param objects - of a service without a Rollout: a Rollout's controller would take the weights back
 * @param revisions - those of the service, with their signals
 * @param mesh - the mesh's settings, for full names of hosts
 * @returns undefined when no route shares out the service's requests
 */
export function buildWeightedRoutesDelivery(
  objects: ServiceObjects,
  revisions: Revision[],
  now: Date,
  mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
): WeightedRoutesDelivery | undefined {
  const route = weightedRouteOf(objects, mesh);
  if (!route) return undefined;
  const { virtualService, protocol, index } = route;
  const { namespace = '', name } = virtualService.metadata;
  const gitOps = gitOpsOwnerOf(virtualService.metadata);
  return {
    engine: 'weighted-routes',
    workloads: [...objects.deployments, ...objects.statefulSets].map(
      ({ kind, metadata }) => ({
        kind,
        namespace: metadata.namespace ?? '',
        name: metadata.name,
      }),
    ),
    route: {
      virtualService: { namespace, name },
      protocol,
      index,
      name: route.route.name,
    },
    destinations: viewOf(route),
    matched: route.matched,
    ladder: route.ladder.steps,
    ...stateOf(route),
    weights: weightsOf(route, revisions, now),
    gitOps,
    plans: plansOf(route),
  };
}

/**
 * What a revision is to such a delivery: undefined when no destination with a role reaches it. Revisions that an
 * update of their own workload has replaced are `old` all the same.
 */
export function roleOfHash(
  { destinations }: Pick<WeightedRoutesDelivery, 'destinations'>,
  hash: string,
): Extract<RevisionRole, 'stable' | 'canary'> | undefined {
  const role = destinations.find(({ hashes }) => hashes.includes(hash))?.role;
  return role === 'other' ? undefined : role;
}

function viewOf({ destinations, roles }: WeightedRoute): RouteDestination[] {
  const roleOf = (destination: ReachedDestination) => {
    if (destination === roles.canary) return 'canary';
    return destination === roles.stable ? 'stable' : 'other';
  };
  const sum = destinations.reduce((total, { weight }) => total + weight, 0);
  return destinations.map(destination => ({
    host: destination.host,
    subset: destination.subset,
    // Istio takes weights as shares of their sum, whatever that is.
    weight: sum > 0 ? (100 * destination.weight) / sum : 0,
    role: roleOf(destination),
    hashes: hashesOf(destination),
  }));
}

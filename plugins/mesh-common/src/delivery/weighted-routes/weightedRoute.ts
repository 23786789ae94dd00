import type { MeshSettings } from '../../model';
import { revisionsOf } from '../../service/revisions';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { exactPercent } from '../../service/words';
import type { ReachedDestination } from './destinations';
import { ladderOf, type Ladder } from './ladder';
import { matchedOf } from './matched';
import { rolesOf, type Roles } from './roles';
import { chooseRoute, sharedRoutesOf, type SharedRoute } from './sharedRoutes';

/** The route of a service whose weights people move, with all that a decision about it depends on. */
export interface WeightedRoute extends SharedRoute {
  roles: Roles;
  ladder: Ladder;
  /** Other routes that share out requests between the same two destinations. */
  others: SharedRoute[];
  /** Where requests go that it does not share out, in words. */
  matched: string[];
  /** Those of them, and of other destinations, that are as good a choice. */
  rivals: SharedRoute[];
}

/** Undefined when no route of the service's VirtualServices shares out its requests. */
export function weightedRouteOf(
  objects: ServiceObjects,
  mesh: MeshSettings,
): WeightedRoute | undefined {
  const all = sharedRoutesOf({
    objects,
    revisions: revisionsOf(objects),
    mesh,
  });
  const choice = chooseRoute(all);
  if (!choice) return undefined;
  const { chosen, rivals } = choice;
  const roles = rolesOf(chosen, objects);
  return {
    ...chosen,
    roles,
    ladder: ladderOf(chosen.virtualService),
    others: all.filter(
      route => route !== chosen && pairOf(route, roles) !== undefined,
    ),
    matched: matchedOf(chosen, objects.virtualServices),
    rivals,
  };
}

/** What one route gives to the stable and the canary destination. */
export interface Pair {
  stable: ReachedDestination;
  canary: ReachedDestination;
}

/** Undefined when the route does not name both. */
export function pairOf(route: SharedRoute, roles: Roles): Pair | undefined {
  const find = (wanted: ReachedDestination) =>
    route.destinations.find(
      ({ host, subset }) => host === wanted.host && subset === wanted.subset,
    );
  const stable = find(roles.stable);
  const canary = find(roles.canary);
  return stable && canary && { stable, canary };
}

/** The canary's part of what both get together, in percent; undefined when they get nothing. */
export function canaryPercent({ stable, canary }: Pair): number | undefined {
  const total = stable.weight + canary.weight;
  return total > 0 ? (100 * canary.weight) / total : undefined;
}

/** What people call a destination: its subset while that tells it from the others, else all of it. */
export function labelOf(
  { destinations }: SharedRoute,
  { host, subset, name }: ReachedDestination,
): string {
  return destinations.every(other => other.host === host)
    ? subset ?? name
    : name;
}

/** `10 % of the traffic`, or of what stable and canary share when others have a part too. */
export function partOfTraffic(route: WeightedRoute, percent: number): string {
  const { stable, canary } = route.roles;
  const alone = route.destinations.every(
    destination =>
      destination === stable ||
      destination === canary ||
      destination.weight === 0,
  );
  return `${exactPercent(percent)} of ${
    alone ? 'the traffic' : `what it shares with ${labelOf(route, stable)}`
  }`;
}

import { MESH_CANARY_ANNOTATION } from '../../annotations';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { workloadNamesOf, type ReachedDestination } from './destinations';
import type { SharedRoute } from './sharedRoutes';

/** Which destinations weight is moved between. */
export interface Roles {
  canary: ReachedDestination;
  stable: ReachedDestination;
  /** The annotation does not say which one is the canary: so this is a guess. */
  problem?: string;
}

/**
 * The canary is the destination that the VirtualService's annotation `meshway.dev/canary` names by subset or host;
 * else the one whose workload was created last; else, when that cannot be told, the last in the route. The stable one
 * is the first of the others.
 *
 * Weights do not decide: the roles would change places when the canary gets more than half.
 */
export function rolesOf(route: SharedRoute, objects: ServiceObjects): Roles {
  const own = route.destinations.filter(
    ({ reach }) => reach.to !== 'elsewhere',
  );
  const annotation =
    route.virtualService.metadata.annotations?.[MESH_CANARY_ANNOTATION];
  const named = own.filter(destination => isNamed(destination, annotation));
  const canary =
    named.length === 1 ? named[0] : newest(own, objects) ?? own[own.length - 1];
  const [stable] = own.filter(destination => destination !== canary);
  if (annotation === undefined || named.length === 1) return { canary, stable };
  return {
    canary,
    stable,
    problem: `Annotation ${MESH_CANARY_ANNOTATION} says "${annotation.slice(
      0,
      60,
    )}", which is ${
      named.length === 0 ? 'none' : `${named.length}`
    } of the destinations ${own.map(({ name }) => name).join(', ')}.`,
  };
}

function isNamed(
  { host, subset, name }: ReachedDestination,
  annotation: string | undefined,
): boolean {
  return (
    annotation !== undefined &&
    [name, subset, host, host.split('.')[0]].includes(annotation)
  );
}

/** Undefined when two are as new, or of one it is not known. */
function newest(
  destinations: ReachedDestination[],
  objects: ServiceObjects,
): ReachedDestination | undefined {
  const times = destinations.map(destination =>
    createdAt(destination, objects),
  );
  const last = Math.max(...times);
  const [found, ...others] = destinations.filter((_, i) => times[i] === last);
  return others.length === 0 ? found : undefined;
}

/** Milliseconds; NaN when it is not known, which makes every comparison come to nothing. */
function createdAt(
  destination: ReachedDestination,
  { deployments, statefulSets }: ServiceObjects,
): number {
  const names = workloadNamesOf(destination);
  const times = [...deployments, ...statefulSets]
    .filter(({ metadata }) => names.includes(metadata.name))
    .map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? ''));
  return times.length > 0 ? Math.max(...times) : NaN;
}

import { MESH_CANARY_ANNOTATION } from '../../annotations';
import type {
  ObjectMetadata,
  VirtualService,
  VirtualServiceRoute,
} from '../../kubernetes';
import {
  destinationsOf,
  hashesOf,
  type ReachedDestination,
  type Surroundings,
} from './destinations';

/** A route whose weights share out requests between workloads or subsets of one service. */
export interface SharedRoute {
  virtualService: VirtualService;
  protocol: 'http' | 'tls' | 'tcp';
  /** Position among the routes of that protocol, from 0. */
  index: number;
  route: VirtualServiceRoute;
  destinations: ReachedDestination[];
}

/**
 * The route whose weights are moved, and those that nobody can tell from it.
 *
 * A VirtualService that names its canary comes before others. Then an http route that takes all requests comes
 * before one with conditions, and http before tls before tcp. Of several in one VirtualService that take all
 * requests only the first ever gets any. Whatever is still as good is a rival: moving one route would move a part
 * of the requests, so a person has to say which.
 */
export function chooseRoute(
  all: SharedRoute[],
): { chosen: SharedRoute; rivals: SharedRoute[] } | undefined {
  const annotated = all.filter(
    ({ virtualService }) =>
      virtualService.metadata.annotations?.[MESH_CANARY_ANNOTATION] !==
      undefined,
  );
  const pool = annotated.length > 0 ? annotated : all;
  const best = Math.min(...pool.map(rankOf));
  const [chosen, ...rivals] = pool.filter(route => rankOf(route) === best);
  return chosen && { chosen, rivals };
}

/** All routes that share out the service's requests and can get some, in the order of the objects. */
export function sharedRoutesOf(surroundings: Surroundings): SharedRoute[] {
  return surroundings.objects.virtualServices.flatMap(virtualService =>
    (['http', 'tls', 'tcp'] as const).flatMap(protocol =>
      virtualService.spec[protocol]
        .slice(0, reachedCount(virtualService.spec[protocol]))
        .map((route, index) => ({
          virtualService,
          protocol,
          index,
          route,
          destinations: destinationsOf(route, virtualService, surroundings),
        }))
        .filter(({ destinations }) => shares(destinations)),
    ),
  );
}

/** Whether a route takes every request that comes to it. */
export function takesAll({ match }: VirtualServiceRoute): boolean {
  return (
    !match?.length ||
    match.some(conditions =>
      Object.entries(conditions).every(
        ([key, value]) =>
          value === undefined ||
          key === 'ignoreUriCase' ||
          (key === 'uri' && conditions.uri?.prefix === '/'),
      ),
    )
  );
}

/** Istio takes the first route that matches: none behind one that takes all ever gets a request. */
function reachedCount(routes: VirtualServiceRoute[]): number {
  const last = routes.findIndex(takesAll);
  return last < 0 ? routes.length : last + 1;
}

function rankOf({ protocol, route }: SharedRoute): number {
  if (protocol === 'http') return takesAll(route) ? 0 : 1;
  return protocol === 'tls' ? 2 : 3;
}

/**
 * Two or more destinations of the service, none of which reaches pods of another: else weights would not be what
 * their pods get.
 */
function shares(destinations: ReachedDestination[]): boolean {
  const own = destinations.filter(({ reach }) => reach.to !== 'elsewhere');
  const names = own.map(({ name }) => name);
  const hashes = own.flatMap(hashesOf);
  return (
    own.length > 1 &&
    new Set(names).size === names.length &&
    new Set(hashes).size === hashes.length
  );
}

/** `VirtualService shop/checkout, route primary`; `route http/0` when it has no name. */
export function placeOf(route: SharedRoute): string {
  return `VirtualService ${referenceOf(route.virtualService.metadata)}, route ${
    route.route.name ?? positionOf(route)
  }`;
}

/** `http/0`. */
export function positionOf({ protocol, index }: SharedRoute): string {
  return `${protocol}/${index}`;
}

/** `<namespace>/<name>`. */
export function referenceOf({ namespace, name }: ObjectMetadata): string {
  return `${namespace}/${name}`;
}

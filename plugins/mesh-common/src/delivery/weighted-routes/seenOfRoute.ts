import type { VirtualServiceRoute } from '../../kubernetes';
import type { RouteSeen } from '../../model';
import { nameOf } from './destinations';
import { positionOf, referenceOf, type SharedRoute } from './sharedRoutes';

/** What a decision about this route has to repeat. */
export function seenOfRoute(route: SharedRoute): RouteSeen {
  return {
    virtualService: referenceOf(route.virtualService.metadata),
    route: positionOf(route),
    weights: weightsIn(route.route),
  };
}

/** The destinations of a route and their weights; one without a weight gets nothing beside others. */
export function weightsIn({
  route,
}: VirtualServiceRoute): RouteSeen['weights'] {
  return route.map(({ destination, weight }) => ({
    destination: nameOf(destination ?? { host: '' }),
    weight: weight ?? 0,
  }));
}

/**
 * Whether two people saw the same route with the same weights.
 *
 * @public
 */
export function sameRouteSeen(a: RouteSeen, b: RouteSeen): boolean {
  return (
    a.virtualService === b.virtualService &&
    a.route === b.route &&
    sameWeights(a.weights, b.weights)
  );
}

/** The same destinations in the same order, with the same weights. */
export function sameWeights(
  a: RouteSeen['weights'],
  b: RouteSeen['weights'],
): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ destination, weight }, i) =>
        destination === b[i].destination && weight === b[i].weight,
    )
  );
}

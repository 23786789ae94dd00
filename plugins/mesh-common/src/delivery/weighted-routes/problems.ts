import { MESH_CANARY_ANNOTATION } from '../../annotations';
import { isWeight } from './destinations';
import { placeOf, type SharedRoute } from './sharedRoutes';
import type { WeightedRoute } from './weightedRoute';

/** A weight that no Istio would have let in, in words. */
export function oddWeightOf({ destinations }: SharedRoute): string | undefined {
  const odd = destinations.find(
    ({ written }) => written !== undefined && !isWeight(written),
  );
  return (
    odd && `${odd.name} has the weight ${odd.written}, which Istio refuses.`
  );
}

/** Which routes are meant, and how to say which one to move. */
export function ambiguityOf(route: WeightedRoute): {
  sentence: string;
  mend: string;
} {
  const places = [route, ...route.rivals]
    .slice(0, 5)
    .map(placeOf)
    .join(' and ');
  return {
    sentence: `${places} share out the traffic of this service alike: which one to move cannot be told.`,
    mend: `Share it out in one route, or put the annotation ${MESH_CANARY_ANNOTATION} on the VirtualService whose weights are moved.`,
  };
}

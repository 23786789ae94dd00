import type { VirtualService } from '../../kubernetes';
import type { AllowedPreview, PlannedPatch, RouteSeen } from '../../model';
import { referenceOf } from './sharedRoutes';
import { sameWeights, weightsIn } from './seenOfRoute';

/**
 * What the cluster shows now of a shift of weights that was, or perhaps was, sent.
 *
 * @public
 */
export type ShiftSettlement =
  /** The VirtualService holds the weights that were seen: the patch has not come in, or was lost. */
  | { state: 'open' }
  | { state: 'confirmed'; outcome: string }
  | { state: 'failed'; outcome: string };

/**
 * The weights of all destinations of the route once a plan is carried out.
 *
 * @public
 */
export function weightsAfter(
  plan: Pick<AllowedPreview<RouteSeen>, 'seen'> & { patches: PlannedPatch[] },
): RouteSeen['weights'] {
  const { route, weights } = plan.seen;
  const changes = plan.patches.flatMap(({ operations }) => operations);
  return weights.map(({ destination, weight }, i) => {
    const change = changes.find(
      ({ op, path }) =>
        op === 'add' && path === `/spec/${route}/route/${i}/weight`,
    );
    return {
      destination,
      weight: change?.op === 'add' ? Number(change.value) : weight,
    };
  });
}

/**
 * Judges a shift of weights by what stands in the VirtualService. Istio follows it within seconds and nobody
 * reports that, so this is all there is to wait for.
 *
 * @param planned - what {@link weightsAfter} said of the plan
 * @param virtualService - as it is now; undefined when it is gone
 * @public
 */
export function settleShift(
  seen: RouteSeen,
  planned: RouteSeen['weights'],
  virtualService: VirtualService | undefined,
): ShiftSettlement {
  if (!virtualService) {
    return failed(`VirtualService ${seen.virtualService} is gone.`);
  }
  const { unreadable, metadata, spec } = virtualService;
  const name = referenceOf(metadata);
  if (unreadable?.length) {
    return failed(`VirtualService ${name} cannot be read: ${unreadable[0]}`);
  }
  const [protocol, index] = seen.route.split('/');
  const routes =
    protocol === 'http' || protocol === 'tls' || protocol === 'tcp'
      ? spec[protocol]
      : [];
  const route = Object.hasOwn(routes, index)
    ? routes[Number(index)]
    : undefined;
  if (!route) {
    return failed(
      `VirtualService ${name} has no route ${seen.route} any more.`,
    );
  }
  const weights = weightsIn(route);
  if (sameWeights(weights, planned)) {
    return {
      state: 'confirmed',
      outcome: `VirtualService ${name} now says ${wordsOf(weights)}.`,
    };
  }
  if (sameWeights(weights, seen.weights)) return { state: 'open' };
  return failed(
    `Somebody changed route ${
      seen.route
    } of VirtualService ${name} meanwhile: it says ${wordsOf(weights)}.`,
  );
}

function wordsOf(weights: RouteSeen['weights']): string {
  return weights
    .slice(0, 10)
    .map(({ destination, weight }) => `${destination} ${weight}`)
    .join(', ');
}

function failed(outcome: string): ShiftSettlement {
  return { state: 'failed', outcome };
}

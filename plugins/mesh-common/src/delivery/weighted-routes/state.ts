import { MESH_CANARY_ANNOTATION } from '../../annotations';
import type { DeliveryPhase, Hold, WeightedRoutesDelivery } from '../../model';
import { readyPodsOf, type ReachedDestination } from './destinations';
import { ambiguityOf, oddWeightOf } from './problems';
import {
  canaryPercent,
  labelOf,
  partOfTraffic,
  type WeightedRoute,
} from './weightedRoute';

/**
 * Phase and message of a route whose weights people move, and why it does not move.
 *
 * No controller speaks here. All on one side is a state of rest, anything between two waits for the next decision, and
 * it is degraded as soon as some requests go where nobody can answer.
 */
export function stateOf(
  route: WeightedRoute,
): Pick<
  WeightedRoutesDelivery,
  'phase' | 'message' | 'waitsForDecision' | 'holds'
> {
  const { roles, ladder, rivals } = route;
  const failing = route.destinations.flatMap(destination =>
    failureOf(route, destination),
  );
  const percent = canaryPercent(roles);
  const phase = phaseOf(route, percent, failing);
  const waitsForDecision = phase === 'Paused';
  const holds: Hold[] = [
    ...failing,
    ...(rivals.length > 0
      ? [{ code: 'route-missing' as const, ...ambiguityOf(route) }]
      : []),
    ...[oddWeightOf(route), roles.problem, ladder.problem]
      .filter(problem => problem !== undefined)
      .map(sentence => ({
        code: 'invalid-spec' as const,
        sentence,
        mend: 'Correct it in the VirtualService.',
      })),
    ...(waitsForDecision
      ? [
          {
            code: 'waits-for-decision' as const,
            sentence: `${labelOf(
              route,
              roles.canary,
            )} waits for a decision: nobody but a person moves its weight.`,
          },
        ]
      : []),
  ];
  return {
    phase,
    message: failing[0]?.sentence ?? messageOf(route, percent),
    waitsForDecision,
    holds,
  };
}

/**
 * A split between two waits to be moved on. One between three or more is how a service is meant to run, such as a
 * trial of several variants, unless its VirtualService says which one is the canary.
 */
function phaseOf(
  { destinations, virtualService }: WeightedRoute,
  percent: number | undefined,
  failing: Hold[],
): DeliveryPhase {
  if (failing.length > 0) return 'Degraded';
  const isOnItsWay = percent !== undefined && percent > 0 && percent < 100;
  const isBetweenTwo =
    destinations.filter(({ weight }) => weight > 0).length === 2;
  const isNamed =
    virtualService.metadata.annotations?.[MESH_CANARY_ANNOTATION] !== undefined;
  return isOnItsWay && (isBetweenTwo || isNamed) ? 'Paused' : 'Healthy';
}

function messageOf(route: WeightedRoute, percent: number | undefined): string {
  const { stable, canary } = route.roles;
  if (percent === undefined) {
    return `Neither ${labelOf(route, stable)} nor ${labelOf(
      route,
      canary,
    )} gets any traffic.`;
  }
  return `${labelOf(route, canary)} gets ${partOfTraffic(route, percent)}.`;
}

/** Requests that are sent where no pod can answer. */
function failureOf(
  route: WeightedRoute,
  destination: ReachedDestination,
): Hold[] {
  const { host, subset, weight, reach } = destination;
  if (weight === 0 || reach.to === 'elsewhere') return [];
  const name = labelOf(route, destination);
  if (reach.to === 'missing-subset') {
    return [
      {
        code: 'route-missing',
        sentence: `${name} has the weight ${weight}, but no DestinationRule for ${host} has the subset ${subset}: its requests fail.`,
        mend: `Add the subset ${subset} to the DestinationRule, or take its weight away.`,
      },
    ];
  }
  if (readyPodsOf(destination) > 0) return [];
  return [
    {
      code:
        destination === route.roles.canary
          ? 'canary-not-ready'
          : 'stable-lacks-replicas',
      sentence: `${name} has the weight ${weight}, but no ready pod: its requests fail.`,
      mend: `Mend the pods of ${name}, or take its weight away.`,
    },
  ];
}

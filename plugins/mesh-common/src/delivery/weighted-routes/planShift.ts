import {
  DEFAULT_MESH_SETTINGS,
  type DecisionVerb,
  type JsonPatchOperation,
  type MeshSettings,
  type Plan,
  type RouteSeen,
} from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { exactPercent } from '../../service/words';
import { readyPodsOf, type ReachedDestination } from './destinations';
import { refusalOf } from './refusal';
import { seenOfRoute } from './seenOfRoute';
import { placeOf, positionOf } from './sharedRoutes';
import { shiftOf } from './shiftOf';
import { warningsOf } from './warnings';
import {
  canaryPercent,
  labelOf,
  partOfTraffic,
  weightedRouteOf,
  type WeightedRoute,
} from './weightedRoute';

/**
 * What giving the canary another weight would do now. What all other destinations of the route get stays.
 *
 * @param to - the canary's part of what it and the stable destination get together, in percent
 * @param mesh - the mesh's settings, for full names of hosts
 * @public
 */
export function planShift(
  objects: ServiceObjects,
  to: number,
  mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
): Plan<RouteSeen> {
  const route = weightedRouteOf(objects, mesh);
  return route
    ? planOf(route, 'shift', to)
    : {
        allowed: false,
        verb: 'shift',
        reason:
          'No route shares out the traffic of this service between two versions: there is no weight to shift.',
      };
}

/** Shift to the next weight of the ladder, to all, to nothing. */
export function plansOf(
  route: WeightedRoute,
): Record<'promote' | 'roll-back' | 'shift', Plan<RouteSeen>> {
  return {
    promote: planOf(route, 'promote', 100),
    'roll-back': planOf(route, 'roll-back', 0),
    shift: planOf(route, 'shift', nextOf(route)),
  };
}

/** The first weight of the ladder that gives the canary more than it has; 100 when it has all. */
function nextOf({ ladder, roles }: WeightedRoute): number {
  return (
    ladder.steps.find(
      step => shiftOf(roles, step).canary > roles.canary.weight,
    ) ?? 100
  );
}

function planOf(
  route: WeightedRoute,
  verb: DecisionVerb,
  to: number,
): Plan<RouteSeen> {
  const reason = refusalOf(route, to);
  if (reason) return { allowed: false, verb, reason };
  const { roles, ladder } = route;
  const now = canaryPercent(roles)!;
  const passed = ladder.steps.filter(step => step > now && step < to);
  return {
    allowed: true,
    verb,
    seen: seenOfRoute(route),
    consequences: consequencesOf(route, to, now, passed),
    nextWeight: shiftOf(roles, to).percent,
    skips: { pauses: passed.length, analyses: 0 },
    undo: undoOf(route, to, now),
    changesSpec: true,
    warnings: warningsOf(route, to),
    patches: [
      {
        target: {
          kind: 'VirtualService',
          namespace: route.virtualService.metadata.namespace ?? '',
          name: route.virtualService.metadata.name,
        },
        operations: operationsOf(route, to),
      },
    ],
  };
}

function consequencesOf(
  route: WeightedRoute,
  to: number,
  now: number,
  passed: number[],
): string[] {
  const { roles, protocol, destinations, ladder } = route;
  const name = (destination: ReachedDestination) => labelOf(route, destination);
  const { stable, canary, percent } = shiftOf(roles, to);
  const sum = destinations.reduce((total, { weight }) => total + weight, 0);
  const rest = destinations.filter(
    destination =>
      destination !== roles.stable &&
      destination !== roles.canary &&
      destination.weight > 0,
  );
  const next = ladder.steps.find(step => step > to);
  return [
    `${name(roles.canary)} gets ${partOfTraffic(
      route,
      percent,
    )} instead of ${exactPercent(now)}: weight ${canary}, and ${name(
      roles.stable,
    )} weight ${stable}.`,
    ...rest.map(other => `${name(other)} keeps its weight ${other.weight}.`),
    ...(sum === 100
      ? []
      : [
          `The weights add up to ${sum}, not to 100: Istio takes them as shares, and the sum stays.`,
        ]),
    ...(passed.length > 0
      ? [`It passes over ${passed.map(exactPercent).join(', ')}.`]
      : []),
    ...(protocol === 'http'
      ? []
      : ['Open connections stay where they are: only new ones follow.']),
    ...(to > 0 && next !== undefined
      ? [`Then it waits again for a decision; the next weight is ${next} %.`]
      : []),
    `Only the weights of ${placeOf(route)} change.`,
  ];
}

function undoOf(
  route: WeightedRoute,
  to: number,
  now: number,
): { possible: boolean; how: string } {
  const { loser } = shiftOf(route.roles, to);
  const name = labelOf(route, loser);
  return readyPodsOf(loser) > 0
    ? {
        possible: true,
        how: `Shift back to ${exactPercent(
          now,
        )}, as long as the pods of ${name} run.`,
      }
    : {
        possible: false,
        how: `${name} has no ready pod: nothing can be shifted back to it until it has one.`,
      };
}

/**
 * A route is told by its position, which moves when somebody adds one before it. The generation says that nobody
 * did; what was seen of the route is tested besides, since it is what the author decided about.
 */
function operationsOf(route: WeightedRoute, to: number): JsonPatchOperation[] {
  const { virtualService, destinations, roles } = route;
  const base = `/spec/${positionOf(route)}`;
  // The API server takes null for what is not there (`test` in gopkg.in/evanphx/json-patch.v4).
  const test = (path: string, value: unknown = null): JsonPatchOperation => ({
    op: 'test',
    path,
    value,
  });
  const weights = shiftOf(roles, to);
  return [
    test('/metadata/generation', virtualService.metadata.generation),
    test(`${base}/name`, route.route.name),
    ...destinations.flatMap(({ host, subset, written }, i) => [
      test(`${base}/route/${i}/destination/host`, host),
      test(`${base}/route/${i}/destination/subset`, subset),
      test(`${base}/route/${i}/weight`, written),
    ]),
    ...(['stable', 'canary'] as const).map(role => ({
      // In an object `add` replaces what is there, and a weight of 0 may not be there.
      op: 'add' as const,
      path: `${base}/route/${destinations.indexOf(roles[role])}/weight`,
      value: weights[role],
    })),
  ];
}

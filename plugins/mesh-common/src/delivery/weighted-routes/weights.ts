import type { Revision, Weights } from '../../model';
import { exactPercent } from '../../service/words';
import {
  measuredDrift,
  measuredWeight,
  SETTLING_SECONDS,
} from '../measuredWeight';
import { hashesOf, type ReachedDestination } from './destinations';
import { placeOf } from './sharedRoutes';
import { canaryPercent, pairOf, type WeightedRoute } from './weightedRoute';

/**
 * The canary's share of the traffic: written, measured. What is desired is what is written, for nobody else says
 * which weight it should be.
 */
export function weightsOf(
  route: WeightedRoute,
  revisions: Revision[],
  now: Date,
): Weights {
  const written = canaryPercent(route.roles);
  const routes = [route, ...route.others].flatMap(shared => {
    const pair = pairOf(shared, route.roles);
    const percent = pair && canaryPercent(pair);
    return percent === undefined ? [] : [{ where: placeOf(shared), percent }];
  });
  const measured = measuredWeight(
    requestsTo(route.roles.canary, revisions),
    requestsTo(route.roles.stable, revisions),
    isSettled(route, revisions, now),
  );
  const drift: string[] = [];
  if (written !== undefined) {
    for (const { where, percent } of routes) {
      if (Math.abs(percent - written) >= 0.5) {
        drift.push(
          `${where} gives the canary ${exactPercent(percent)}, ${placeOf(
            route,
          )} ${exactPercent(written)}.`,
        );
      }
    }
  }
  return {
    desired: written ?? 0,
    written,
    routes,
    measured,
    drift: [...drift, ...measuredDrift(measured, written)],
  };
}

/** Undefined when no revision behind the destination has been measured. */
function requestsTo(
  destination: ReachedDestination,
  revisions: Revision[],
): number | undefined {
  const hashes = hashesOf(destination);
  const counts = revisions
    .filter(({ hash }) => hashes.includes(hash))
    .flatMap(({ signals }) => signals?.requests ?? []);
  return counts.length > 0
    ? counts.reduce((sum, count) => sum + count, 0)
    : undefined;
}

/**
 * Whether the window holds nothing but requests that these weights shared out. The object does not say when a weight
 * was moved; only of its first generation it is known that its weights are as old as itself. And requests that
 * another route takes do not follow the weights at all.
 */
function isSettled(
  route: WeightedRoute,
  revisions: Revision[],
  now: Date,
): boolean {
  const { generation, creationTimestamp = '' } = route.virtualService.metadata;
  const window = revisions.find(r => r.signals)?.signals?.windowSeconds ?? 0;
  return (
    generation === 1 &&
    route.others.length === 0 &&
    route.matched.length === 0 &&
    now.getTime() - Date.parse(creationTimestamp) >=
      (window + SETTLING_SECONDS) * 1000
  );
}

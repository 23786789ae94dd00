import { gitOpsWarnings } from '../gitOps';
import { readyPodsOf } from './destinations';
import { exactPercent } from '../../service/words';
import { placeOf } from './sharedRoutes';
import { shiftOf } from './shiftOf';
import { labelOf, type WeightedRoute } from './weightedRoute';

/** What to think of before the canary gets this weight. */
export function warningsOf(route: WeightedRoute, to: number): string[] {
  return [
    ...gitOpsWarnings(
      route.virtualService.metadata,
      `spec.${route.protocol}[${route.index}].route[].weight`,
    ),
    ...capacityOf(route, to),
    ...route.others.map(
      other =>
        `${placeOf(other)} shares out the same versions and stays as it is.`,
    ),
  ];
}

/** Nobody scales workloads along with weights that are moved by hand. */
function capacityOf(route: WeightedRoute, to: number): string[] {
  const { gainer, loser, gained } = shiftOf(route.roles, to);
  const ready = readyPodsOf(gainer);
  const needed = Math.ceil((readyPodsOf(loser) * gained) / 100);
  return ready < needed
    ? [
        `${labelOf(route, gainer)} would get ${exactPercent(
          gained,
        )} with ${ready} ready ${ready === 1 ? 'pod' : 'pods'}; ${labelOf(
          route,
          loser,
        )} has ${readyPodsOf(loser)}.`,
      ]
    : [];
}

import { exactPercent } from '../../service/words';
import { readyPodsOf } from './destinations';
import { ambiguityOf, oddWeightOf } from './problems';
import { placeOf } from './sharedRoutes';
import { shiftOf } from './shiftOf';
import { canaryPercent, labelOf, type WeightedRoute } from './weightedRoute';

/** How far whole weights may miss what was asked for, in percent of what both get. */
const TOLERANCE = 1;

/** Why giving the canary this weight would do nothing, or something else than it says. */
export function refusalOf(
  route: WeightedRoute,
  to: number,
): string | undefined {
  const { roles, virtualService } = route;
  const { metadata } = virtualService;
  if (!(to >= 0 && to <= 100)) {
    return 'A weight is a number from 0 to 100.';
  }
  if (roles.problem) {
    return `${roles.problem} Correct it first.`;
  }
  if (route.rivals.length > 0) {
    const { sentence, mend } = ambiguityOf(route);
    return `${sentence} ${mend}`;
  }
  if (metadata.deletionTimestamp) {
    return `VirtualService ${metadata.name} is being deleted.`;
  }
  if (metadata.generation === undefined) {
    return `VirtualService ${metadata.name} has no generation yet: a change in between would go unseen.`;
  }
  const odd = oddWeightOf(route);
  if (odd) return `${odd} Correct it first.`;
  const now = canaryPercent(roles);
  const stable = labelOf(route, roles.stable);
  const canary = labelOf(route, roles.canary);
  if (now === undefined) {
    return `Neither ${stable} nor ${canary} has a weight in ${placeOf(
      route,
    )}: there is nothing to shift between them.`;
  }
  const shift = shiftOf(roles, to);
  if (Math.abs(shift.percent - to) > TOLERANCE) {
    return `${stable} and ${canary} have the weight ${
      shift.stable + shift.canary
    } together, of which ${exactPercent(
      to,
    )} is no whole number. Write weights that add up to 100 first.`;
  }
  if (shift.canary === roles.canary.weight) {
    if (to === 0) return `${stable} has all of it already, ${canary} nothing.`;
    if (to === 100)
      return `${canary} has all of it already, ${stable} nothing.`;
    return `${canary} has ${exactPercent(now)} already.`;
  }
  const { gainer } = shift;
  const name = labelOf(route, gainer);
  if (gainer.reach.to === 'missing-subset') {
    return `No DestinationRule for ${gainer.host} has the subset ${gainer.subset}: its requests would fail.`;
  }
  if (readyPodsOf(gainer) === 0) {
    return `${name} has no ready pod: its requests would fail.`;
  }
  return undefined;
}

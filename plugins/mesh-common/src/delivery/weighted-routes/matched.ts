import type { VirtualServiceRoute } from '../../kubernetes';
import { conditionsOf } from '../../kubernetes/conditionsOf';
import { weightsIn } from './seenOfRoute';
import { takesAll, type SharedRoute } from './sharedRoutes';

const MAX_SENTENCES = 10;
const MAX_LENGTH = 300;

/**
 * Where requests go that the route does not share out, because another of the same VirtualService takes them before
 * it or instead of it (A/B), in words.
 */
export function matchedOf(shared: SharedRoute): string[] {
  const routes = shared.virtualService.spec[shared.protocol];
  // Behind a route that takes all there is none that gets anything.
  const end = takesAll(shared.route) ? shared.index : routes.length;
  return routes
    .slice(0, end)
    .filter((_, i) => i !== shared.index)
    .slice(0, MAX_SENTENCES)
    .map(route => sentenceOf(route, shared));
}

function sentenceOf(
  route: VirtualServiceRoute,
  { protocol }: SharedRoute,
): string {
  const what = protocol === 'http' ? 'requests' : 'connections';
  const who = takesAll(route)
    ? `All other ${what}`
    : `${what[0].toUpperCase()}${what.slice(1)} whose ${(route.match ?? [])
        .map(conditionsOf)
        .join(', or whose ')}`;
  return `${cut(who)} go to ${cut(targetsOf(route))}.`;
}

function targetsOf(route: VirtualServiceRoute): string {
  const all = weightsIn(route);
  const used = all.filter(({ weight }) => weight > 0 || all.length === 1);
  return used.length > 0
    ? used.map(({ destination }) => destination).join(' and ')
    : 'no destination';
}

function cut(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

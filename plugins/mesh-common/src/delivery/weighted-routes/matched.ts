import type { VirtualService, VirtualServiceRoute } from '../../kubernetes';
import { conditionsOf } from '../../kubernetes/conditionsOf';
import { clipped } from '../../service/words';
import { weightsIn } from './seenOfRoute';
import { referenceOf, takesAll, type SharedRoute } from './sharedRoutes';

const MAX_SENTENCES = 10;
const MAX_LENGTH = 300;

/**
 * Where requests go that the route does not share out, because another of the same VirtualService takes them before
 * it or instead of it (A/B), or because those that delegate to it send only some, in words.
 *
 * @param virtualServices - among which those that delegate to this one are
 */
export function matchedOf(
  shared: SharedRoute,
  virtualServices: VirtualService[],
): string[] {
  return [
    ...delegationsOf(shared, virtualServices),
    ...besidesOf(shared),
  ].slice(0, MAX_SENTENCES);
}

/** A VirtualService without hosts gets only what others delegate to it. */
function delegationsOf(
  { virtualService: { metadata, spec } }: SharedRoute,
  virtualServices: VirtualService[],
): string[] {
  if (spec.hosts.length > 0) return [];
  return virtualServices.flatMap(root =>
    root.spec.http
      .filter(
        ({ delegate }) =>
          delegate?.name === metadata.name &&
          (delegate.namespace || root.metadata.namespace) ===
            metadata.namespace,
      )
      .filter(route => !takesAll(route))
      .map(
        route =>
          `VirtualService ${referenceOf(
            root.metadata,
          )} delegates only requests whose ${clipped(
            conditions(route),
            MAX_LENGTH,
          )}.`,
      ),
  );
}

function besidesOf(shared: SharedRoute): string[] {
  const routes = shared.virtualService.spec[shared.protocol];
  // Behind a route that takes all there is none that gets anything.
  const end = takesAll(shared.route) ? shared.index : routes.length;
  return routes
    .slice(0, end)
    .filter((_, i) => i !== shared.index)
    .map(route => sentenceOf(route, shared));
}

function sentenceOf(
  route: VirtualServiceRoute,
  { protocol }: SharedRoute,
): string {
  const what = protocol === 'http' ? 'requests' : 'connections';
  const who = takesAll(route)
    ? `All other ${what}`
    : `${what[0].toUpperCase()}${what.slice(1)} whose ${conditions(route)}`;
  return `${clipped(who, MAX_LENGTH)} go to ${clipped(
    targetsOf(route),
    MAX_LENGTH,
  )}.`;
}

function conditions({ match = [] }: VirtualServiceRoute): string {
  return match.map(conditionsOf).join(', or whose ');
}

function targetsOf(route: VirtualServiceRoute): string {
  const all = weightsIn(route);
  const used = all.filter(({ weight }) => weight > 0 || all.length === 1);
  return used.length > 0
    ? used.map(({ destination }) => destination).join(' and ')
    : 'no destination';
}

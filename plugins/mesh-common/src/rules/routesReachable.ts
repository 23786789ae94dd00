import type { VirtualServiceRoute } from '../kubernetes';
import { routeLabel } from './objects/destinations';
import type { Rule } from './Rule';

export const routesReachable: Rule = {
  code: 'MSH206',
  title: 'Every route can be reached',
  severity: 'warning',
  why: 'Istio takes the first route that matches: behind one that matches everything, or the same requests, a route never gets any.',
  mend: 'Put the route that matches everything last, and give every other one a match of its own.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
  like: {
    istio: ['IST0130'],
    differs:
      'Istio tells single matches and prefixes that an earlier route covers as well (IST0131).',
  },
  check: config =>
    config.ofKind('VirtualService').flatMap(about => {
      const { http, tls, tcp } = about.object.spec;
      return [http, tls, tcp].flatMap(routes =>
        shadowed(routes).map(({ index, by }) => ({
          about,
          message: `${routeLabel(
            routes[index].name,
            index,
          )} is never reached: ${routeLabel(
            routes[by].name,
            by,
          )} stands before it and takes its requests.`,
        })),
      );
    }),
};

/** As `analyzeUnreachableHTTPRules` in Istio's pkg/config/validation, without its overlapping prefixes. */
function shadowed(
  routes: readonly VirtualServiceRoute[],
): { index: number; by: number }[] {
  const found: { index: number; by: number }[] = [];
  const seen = new Map<string, number>();
  let catchAll: number | undefined;
  routes.forEach(({ match = [] }, index) => {
    const keys = match.map(one => JSON.stringify(one));
    const earlier = keys.map(key => seen.get(key));
    if (catchAll !== undefined) found.push({ index, by: catchAll });
    else if (match.length === 0) catchAll = index;
    else if (earlier.every(one => one !== undefined)) {
      found.push({ index, by: earlier[0] });
    }
    for (const key of keys) if (!seen.has(key)) seen.set(key, index);
  });
  return found;
}

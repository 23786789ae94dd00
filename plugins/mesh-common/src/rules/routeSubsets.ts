import { destinationsOf } from './objects/destinations';
import type { Rule } from './Rule';

/** More in one sentence nobody reads. */
const MAX_NAMES = 20;

export const routeSubsets: Rule = {
  code: 'MSH202',
  title: 'Routes lead to subsets that exist',
  severity: 'error',
  why: 'Istio answers 503 (no cluster found) to every request that is sent to an unknown subset.',
  mend: 'Name the subset in the DestinationRule of that host, or correct the route.',
  docs: 'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  like: { istio: ['IST0101'], kiali: ['KIA1107'] },
  check: config =>
    config.ofKind('VirtualService').flatMap(about => {
      const { namespace } = about.ref;
      const subsetsOf = new Map<string, Set<string>>();
      return destinationsOf(about.object).flatMap(({ route, host, subset }) => {
        // Of a host that is not among these objects, the DestinationRule is not either.
        if (!subset || !config.serviceOf(host, namespace)) return [];
        const known =
          subsetsOf.get(host) ??
          new Set(
            config
              .rulesOf(host, namespace)
              .flatMap(({ object: rule }) => rule.spec.subsets)
              .map(one => one.name),
          );
        subsetsOf.set(host, known);
        if (known.has(subset)) return [];
        const names =
          [...known]
            .slice(0, MAX_NAMES)
            .map(name => `"${name}"`)
            .join(', ') || 'none';
        return [
          {
            about,
            message: `${route} leads to subset "${subset}" of "${host}", whose DestinationRule has ${names}.`,
          },
        ];
      });
    }),
};

import { destinationsOf } from './objects/destinations';
import type { Rule } from './Rule';

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
      return destinationsOf(about.object).flatMap(({ route, host, subset }) => {
        // Of a host that is not among these objects, the DestinationRule is not either.
        if (!subset || !config.serviceOf(host, namespace)) return [];
        const known = config
          .rulesOf(host, namespace)
          .flatMap(({ object: rule }) => rule.spec.subsets);
        if (known.some(one => one.name === subset)) return [];
        const names = known.map(one => `"${one.name}"`).join(', ') || 'none';
        return [
          {
            about,
            message: `${route} leads to subset "${subset}" of "${host}", whose DestinationRule has ${names}.`,
          },
        ];
      });
    }),
};

import type { Rule } from './Rule';

export const routeSubsets: Rule = {
  code: 'MSH202',
  title: 'Routes lead to subsets that exist',
  severity: 'error',
  why: 'Istio answers 503 (no cluster found) to every request that is sent to an unknown subset.',
  mend: 'Name the subset in the DestinationRule of that host, or correct the route.',
  check: config =>
    config.routes().flatMap(({ label, object: { metadata, spec } }) =>
      spec.http.flatMap(({ name, route }) =>
        route.flatMap(({ destination: { host, subset } }) => {
          // Of a host that is not among these objects, the DestinationRule is not either.
          if (!subset || !config.serviceOf(host, metadata.namespace)) return [];
          const known = config
            .rulesOf(host, metadata.namespace)
            .flatMap(({ object: rule }) => rule.spec.subsets);
          if (known.some(one => one.name === subset)) return [];
          const names = known.map(one => `"${one.name}"`).join(', ') || 'none';
          return [
            {
              object: label,
              message: `Route "${
                name ?? ''
              }" leads to subset "${subset}" of "${host}", whose DestinationRule has ${names}.`,
            },
          ];
        }),
      ),
    ),
};

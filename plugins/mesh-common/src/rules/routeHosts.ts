import { destinationsOf } from './objects/destinations';
import { isMissing } from './objects/isMissing';
import type { Rule } from './Rule';

export const routeHosts: Rule = {
  code: 'MSH201',
  title: 'Routes lead to a Service',
  severity: 'error',
  why: 'A route to a host that nobody serves answers 503 to every request.',
  mend: 'Write the name of the Service into the destination, or its full name if it lives elsewhere.',
  docs: 'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  only: 'files',
  like: {
    istio: ['IST0101'],
    kiali: ['KIA1101'],
    differs:
      'Istio takes every host that it cannot find for missing; Meshway only in namespaces whose Services it knows.',
  },
  check: config =>
    config.ofKind('VirtualService').flatMap(about => {
      const { namespace } = about.ref;
      return destinationsOf(about.object)
        .filter(({ host }) => isMissing(config, host, namespace))
        .map(({ route, host }) => ({
          about,
          message: `${route} leads to "${host}", and there is no such Service.`,
        }));
    }),
};

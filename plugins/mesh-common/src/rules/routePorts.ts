import { destinationsOf } from './objects/destinations';
import type { Rule } from './Rule';

export const routePorts: Rule = {
  code: 'MSH205',
  title: 'Routes lead to ports of the Service',
  severity: 'error',
  why: 'Istio has no cluster for a port that the Service does not have; without a port in the route, a Service with several is ambiguous.',
  mend: 'Write a port of the Service into the destination.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
  like: { istio: ['IST0101', 'IST0112'] },
  check: config =>
    config.ofKind('VirtualService').flatMap(about =>
      destinationsOf(about.object).flatMap(({ route, host, port }) => {
        const service = config.serviceOf(host, about.ref.namespace)?.object;
        if (!service) return [];
        const ports = service.spec.ports.map(one => one.port);
        const ofHost = `${route} leads to "${host}"`;
        const have = `the Service has ${ports.join(', ') || 'none'}`;
        if (port !== undefined && !ports.includes(port)) {
          return [{ about, message: `${ofHost}, port ${port}; ${have}.` }];
        }
        return port === undefined && ports.length > 1
          ? [{ about, message: `${ofHost} without a port; ${have}.` }]
          : [];
      }),
    ),
};

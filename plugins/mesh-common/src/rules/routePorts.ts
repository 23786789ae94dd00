import type { Rule } from './Rule';

export const routePorts: Rule = {
  code: 'MSH205',
  title: 'Routes lead to ports of the Service',
  severity: 'error',
  why: 'Istio has no cluster for a port that the Service does not have; without a port in the route, a Service with several is ambiguous.',
  mend: 'Write a port of the Service into the destination.',
  check: config =>
    config.routes().flatMap(({ label, object: { metadata, spec } }) =>
      spec.http.flatMap(({ name, route }) =>
        route.flatMap(({ destination: { host, port } }) => {
          const service = config.serviceOf(host, metadata.namespace)?.object;
          if (!service) return [];
          const ports = service.spec.ports.map(one => one.port);
          const ofHost = `Route "${name ?? ''}" leads to "${host}"`;
          const have = `the Service has ${ports.join(', ') || 'none'}`;
          if (port && !ports.includes(port.number)) {
            return [
              {
                object: label,
                message: `${ofHost}, port ${port.number}; ${have}.`,
              },
            ];
          }
          return !port && ports.length !== 1
            ? [{ object: label, message: `${ofHost} without a port; ${have}.` }]
            : [];
        }),
      ),
    ),
};

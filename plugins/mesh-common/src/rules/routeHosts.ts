import type { Rule } from './Rule';

export const routeHosts: Rule = {
  code: 'MSH201',
  title: 'Routes lead to a Service',
  severity: 'error',
  why: 'A route to a host that nobody serves answers 503 to every request.',
  mend: 'Write the name of the Service into the destination, or its full name if it lives elsewhere.',
  check: config =>
    config.routes().flatMap(({ label, object: { metadata, spec } }) =>
      spec.http.flatMap(({ name, route }) =>
        route
          .map(({ destination }) => destination.host)
          // A name with dots may well belong to another namespace or to the world outside.
          .filter(
            host =>
              !host.includes('.') &&
              !config.serviceOf(host, metadata.namespace),
          )
          .map(host => ({
            object: label,
            message: `Route "${
              name ?? ''
            }" leads to "${host}", and there is no such Service.`,
          })),
      ),
    ),
};

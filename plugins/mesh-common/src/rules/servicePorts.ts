import type { Rule } from './Rule';

export const servicePorts: Rule = {
  code: 'MSH306',
  title: 'A Service leads to ports of its pods',
  severity: 'error',
  why: 'A Service that names a port its pods do not have has no endpoint for it.',
  mend: 'Name the port in the container, or write its number into targetPort.',
  check: config =>
    config.services().flatMap(({ label, object: service }) => {
      const wanted = Object.entries(service.spec.selector);
      const behind = config.rolloutPorts().filter(({ object }) => {
        const { labels } = object.spec.template.metadata;
        return (
          wanted.length > 0 &&
          wanted.every(([key, value]) => labels[key] === value)
        );
      });
      if (behind.length === 0) return [];
      const names = new Set(
        behind.flatMap(({ object }) =>
          object.spec.template.spec.containers.flatMap(({ ports }) =>
            ports.map(({ name }) => name),
          ),
        ),
      );
      // A number needs no declaration: the container may listen without saying so.
      return service.spec.ports
        .filter(
          ({ targetPort }) =>
            typeof targetPort === 'string' && !names.has(targetPort),
        )
        .map(({ port, targetPort }) => ({
          object: label,
          message: `Its port ${port} leads to "${targetPort}", and no container names a port so.`,
        }));
    }),
};

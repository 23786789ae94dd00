import type { Rule } from './Rule';

export const servicePorts: Rule = {
  code: 'MSH306',
  title: 'A Service leads to ports of its pods',
  severity: 'error',
  why: 'A Service that names a port its pods do not have has no endpoint for it.',
  mend: 'Name the port in the container, or write its number into targetPort.',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/',
  check: config =>
    config.ofKind('Service').flatMap(about => {
      const behind = config
        .workloadsOf(about.object)
        .flatMap(({ object }) => object.template?.spec ?? []);
      if (behind.length === 0) return [];
      const names = behind.flatMap(({ containers }) =>
        containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name)),
      );
      return about.object.spec.ports
        .filter(
          ({ targetPort }) =>
            typeof targetPort === 'string' && !names.includes(targetPort),
        )
        .map(({ port, targetPort }) => ({
          about,
          message: `Its port ${port} leads to "${targetPort}", and no container names a port so.`,
        }));
    }),
};

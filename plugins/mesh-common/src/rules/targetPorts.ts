import { isGateway } from './objects/gatewayWorkloads';
import type { Rule } from './Rule';

export const targetPorts: Rule = {
  code: 'MSH323',
  title: 'A Service leads to ports that its pods declare',
  severity: 'warning',
  why: 'Containers that declare their ports and not this one most likely do not listen there: requests are refused.',
  mend: 'Correct targetPort, or declare the port in the container.',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/',
  like: { kiali: ['KIA0701'] },
  check: config =>
    config.ofKind('Service').flatMap(about => {
      const declared = config
        .workloadsOf(about.object)
        .filter(({ object }) => !isGateway(object))
        .flatMap(({ object }) => object.template?.spec?.containers ?? [])
        .flatMap(({ ports = [] }) => ports.map(one => one.containerPort));
      if (declared.length === 0) return [];
      return about.object.spec.ports
        .map(({ port, targetPort }) => ({ port, target: targetPort || port }))
        .filter(
          ({ target }) =>
            typeof target === 'number' && !declared.includes(target),
        )
        .map(({ port, target }) => ({
          about,
          message: `Its port ${port} leads to ${target}; its pods declare ${[
            ...new Set(declared),
          ].join(', ')}.`,
        }));
    }),
};

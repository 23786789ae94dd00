import { fits } from './objects/fits';
import type { Rule } from './Rule';

export const gatewayPorts: Rule = {
  code: 'MSH216',
  title: 'The gateway has the ports of the Gateway',
  severity: 'warning',
  why: "A port that the gateway's own Service does not have cannot be reached from outside.",
  mend: "Add the port to the Service of the gateway's pods, or use one that it has.",
  docs: 'https://istio.io/latest/docs/reference/config/analysis/ist0162/',
  like: {
    istio: ['IST0162'],
    differs:
      'Istio needs the pods of the gateway; their Deployment is enough for Meshway.',
  },
  check: config =>
    config.ofKind('Gateway').flatMap(about => {
      const { selector = {}, servers } = about.object.spec;
      const services = config
        .workloads()
        .filter(({ object }) => fits(selector, object.labels))
        .flatMap(proxy => config.servicesOf(proxy));
      if (services.length === 0) return [];
      const ports = services.flatMap(({ object }) =>
        object.spec.ports.flatMap(({ port, targetPort }) => [port, targetPort]),
      );
      return servers.flatMap(({ port }) =>
        port?.number === undefined || ports.includes(port.number)
          ? []
          : [
              {
                about,
                message: `It serves port ${port.number}, which ${services[0].label} does not have.`,
              },
            ],
      );
    }),
};

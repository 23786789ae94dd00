import { portsInFront } from './objects/portsInFront';
import type { Rule } from './Rule';

export const portProtocols: Rule = {
  code: 'MSH318',
  title: 'Services of a pod agree on the protocol of a port',
  severity: 'warning',
  why: 'A proxy can treat a port of its pod in one way only: of two protocols one is wrong.',
  mend: 'Give the port the same protocol in every Service of the pod.',
  docs: 'https://istio.io/latest/docs/ops/deployment/application-requirements/',
  like: {
    istio: ['IST0116'],
    differs:
      'Istio looks at Deployments alone, Meshway at Rollouts and StatefulSets as well.',
  },
  check: config =>
    config.workloads().flatMap(about => {
      const ports = portsInFront(config, about);
      const numbers = [...new Set(ports.map(({ port }) => port))];
      return numbers.flatMap(number => {
        const protocols = new Set(
          ports
            .filter(({ port }) => port === number)
            .map(({ protocol = 'TCP' }) => protocol),
        );
        return protocols.size < 2
          ? []
          : [
              {
                about,
                message: `Its Services have port ${number} as ${[
                  ...protocols,
                ].join(' and ')}.`,
              },
            ];
      });
    }),
};

import { portsInFront } from './objects/portsInFront';
import type { Rule } from './Rule';

export const portConflicts: Rule = {
  code: 'MSH319',
  title: 'A port of a pod has one port in front of it',
  severity: 'warning',
  why: 'Istio knows a port of a pod by one port of a Service: with two for the same target, requests to the other may meet the wrong settings.',
  mend: 'Use one port number for the target in every Service of the pod, or a target of its own for each.',
  docs: 'https://istio.io/latest/docs/reference/config/analysis/ist0137/',
  like: {
    istio: ['IST0137'],
    differs:
      'Istio looks at Deployments alone, Meshway at Rollouts and StatefulSets as well.',
  },
  check: config =>
    config.workloads().flatMap(about => {
      const ports = portsInFront(config, about);
      const targets = new Map<string, Set<number>>();
      for (const { port, targetPort } of ports) {
        const target = String(targetPort || port);
        targets.set(target, (targets.get(target) ?? new Set()).add(port));
      }
      return [...targets].flatMap(([target, numbers]) =>
        numbers.size < 2
          ? []
          : [
              {
                about,
                message: `Ports ${[...numbers].join(
                  ' and ',
                )} of its Services lead to port ${target} of its pods.`,
              },
            ],
      );
    }),
};

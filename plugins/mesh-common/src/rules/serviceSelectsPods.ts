import type { Rule } from './Rule';

export const serviceSelectsPods: Rule = {
  code: 'MSH304',
  title: 'A Service takes the pods of a workload',
  severity: 'error',
  why: 'A Service whose selector fits no pod has no endpoints: every request fails with 503.',
  mend: 'Let every label of the selector stand on the pod template with the same value.',
  check: config => {
    const workloads = [
      ...config.ofKind('Rollout'),
      ...config.ofKind('Deployment'),
      ...config.ofKind('StatefulSet'),
    ].filter(({ object }) => object.spec.template);
    if (workloads.length === 0) return [];
    return config.ofKind('Service').flatMap(({ label, object: service }) => {
      const wanted = Object.entries(service.spec.selector ?? {});
      // Without a selector someone else fills in the endpoints.
      if (wanted.length === 0) return [];
      const taken = workloads.some(({ object }) => {
        const labels = object.spec.template?.metadata?.labels ?? {};
        return wanted.every(([key, value]) => labels[key] === value);
      });
      const shown = wanted.map(([key, value]) => `${key}=${value}`).join(', ');
      return taken
        ? []
        : [{ object: label, message: `No workload's pods have ${shown}.` }];
    });
  },
};

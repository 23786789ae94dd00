import { fits, shownLabels } from './objects/fits';
import type { Rule } from './Rule';

export const serviceSelectsPods: Rule = {
  code: 'MSH304',
  title: 'A Service takes the pods of a workload',
  severity: 'error',
  why: 'A Service whose selector fits no pod has no endpoints: every request fails with 503.',
  mend: 'Let every label of the selector stand on the pod template with the same value.',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/',
  check: config => {
    const workloads = config
      .workloads()
      .filter(({ object }) => object.template || object.kind === 'Pod');
    return config.ofKind('Service').flatMap(about => {
      const { selector = {} } = about.object.spec;
      const beside = workloads.filter(
        ({ ref }) => ref.namespace === about.ref.namespace,
      );
      // Without a selector someone else fills in the endpoints; without workloads they are not among these objects.
      return Object.keys(selector).length === 0 ||
        beside.length === 0 ||
        beside.some(({ object }) => fits(selector, object.labels))
        ? []
        : [
            {
              about,
              message: `No workload's pods have ${shownLabels(selector)}.`,
            },
          ];
    });
  },
};

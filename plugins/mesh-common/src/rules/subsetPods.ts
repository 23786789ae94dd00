import { fits, shownLabels } from './objects/fits';
import type { Rule } from './Rule';

export const subsetPods: Rule = {
  code: 'MSH222',
  title: 'A subset takes pods of its host',
  severity: 'error',
  why: 'Istio answers 503 (no healthy upstream) to requests for a subset that takes no pod.',
  mend: 'Let every label of the subset stand on the pods of one of the workloads behind the Service.',
  docs: 'https://istio.io/latest/docs/reference/config/analysis/ist0173/',
  like: { istio: ['IST0173'], kiali: ['KIA0203'] },
  check: config =>
    config.ofKind('DestinationRule').flatMap(about => {
      const service = config.serviceOf(
        about.object.spec.host ?? '',
        about.ref.namespace,
      );
      const workloads = service ? config.workloadsOf(service.object) : [];
      // Whose pods are not among these objects may well take the subset.
      if (workloads.length === 0) return [];
      return about.object.spec.subsets
        .filter(({ labels = {} }) =>
          workloads.every(({ object }) => !fits(labels, object.labels)),
        )
        .map(({ name, labels = {} }) => ({
          about,
          message: `Subset "${name}" wants ${shownLabels(
            labels,
          )}, and no pod of "${about.object.spec.host}" has that.`,
        }));
    }),
};

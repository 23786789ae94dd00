import { isRolloutSubset } from './objects/rolloutSubset';
import type { Rule } from './Rule';

export const subsetLabels: Rule = {
  code: 'MSH211',
  title: 'A subset has labels',
  severity: 'warning',
  why: 'A subset without labels takes every pod of the host, old and new.',
  mend: 'Give the subset labels that its pods have and others do not; the subsets of a Rollout get the pod-template hash from its controller.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
  like: { kiali: ['KIA0209'] },
  check: config =>
    config.ofKind('DestinationRule').flatMap(about =>
      about.object.spec.subsets
        .filter(
          ({ labels = {}, name }) =>
            Object.keys(labels).length === 0 &&
            !isRolloutSubset(config, about, name),
        )
        .map(({ name }) => ({
          about,
          message: `Subset "${name}" has no labels.`,
        })),
    ),
};

import { fits, shownLabels } from './objects/fits';
import { EXCLUSIVE, policiesOf } from './objects/policies';
import type { Rule } from './Rule';

const KINDS = [
  ...EXCLUSIVE,
  'AuthorizationPolicy',
  'RequestAuthentication',
] as const;

export const policySelectors: Rule = {
  code: 'MSH508',
  title: 'A policy is for pods that exist',
  severity: 'warning',
  why: 'A policy whose selector fits no pod protects nothing.',
  mend: 'Write labels of the pods into the selector.',
  docs: 'https://istio.io/latest/docs/reference/config/type/workload-selector/',
  only: 'files',
  like: {
    istio: ['IST0101', 'IST0127'],
    kiali: ['KIA0004'],
    differs:
      'Istio looks at pods alone and at no PeerAuthentication or RequestAuthentication; Meshway looks at pod templates.',
  },
  check: config =>
    KINDS.flatMap(kind => policiesOf(config, kind))
      .filter(({ ref, selector }) => {
        // A policy of the root namespace with a selector is for pods of any namespace.
        const isOfMesh = ref.namespace === config.mesh.rootNamespace;
        return (
          !isOfMesh &&
          config.knows(ref.namespace) &&
          !config
            .workloads()
            .some(
              one =>
                one.ref.namespace === ref.namespace &&
                fits(selector, one.object.labels),
            )
        );
      })
      .map(about => ({
        about,
        message: `No pod has ${shownLabels(about.selector) || 'a label'}.`,
      })),
};

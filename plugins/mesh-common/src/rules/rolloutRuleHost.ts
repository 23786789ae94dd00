import { rolloutsOf } from './objects/rolloutSubset';
import type { Rule } from './Rule';

export const rolloutRuleHost: Rule = {
  code: 'MSH324',
  title: "A Rollout's DestinationRule is for its own Service",
  severity: 'error',
  why: 'The Rollouts controller narrows the subsets to its own pods: on a host with other pods they take nothing, and its requests get 503.',
  mend: "Write the Service of the Rollout's pods into the host of the DestinationRule.",
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  check: config =>
    config.ofKind('DestinationRule').flatMap(about => {
      const { host } = about.object.spec;
      const service = config.serviceOf(host ?? '', about.ref.namespace);
      if (!service) return [];
      const behind = config.workloadsOf(service.object).map(({ ref }) => ref);
      return rolloutsOf(config, about)
        .filter(
          ({ ref, object }) =>
            // A Service that takes no pods at all is another rule's.
            behind.length > 0 &&
            config.templateOf(object) &&
            !behind.includes(ref),
        )
        .map(({ ref }) => ({
          about,
          message: `It is for "${host}", which takes no pods of Rollout "${ref.name}".`,
        }));
    }),
};

import { subsetsOf } from './objects/rolloutSubset';
import type { Rule } from './Rule';

export const rolloutSubsets: Rule = {
  code: 'MSH302',
  title: 'A Rollout has a DestinationRule of its own',
  severity: 'error',
  why: 'The Rollouts controller looks for the DestinationRule in its own namespace, writes the pod-template hash into the stable and the canary subset and drops every other (UpdateHash in rollout/trafficrouting/istio/istio.go).',
  mend: 'Give the Rollout its own DestinationRule with exactly the two subsets that it names.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  check: config =>
    config.ofKind('Rollout').flatMap(about => {
      const named = subsetsOf(about.object);
      if (!named) return [];
      const rule = config.find(
        'DestinationRule',
        about.ref.namespace,
        named.rule,
      )?.object;
      if (!rule) {
        return [
          {
            about,
            message: `It writes into DestinationRule "${named.rule}", and there is none in its namespace.`,
          },
        ];
      }
      const have = rule.spec.subsets.map(({ name }) => name);
      const kept = [...named.names, ...named.additional];
      return [
        ...named.names
          .filter(name => !have.includes(name))
          .map(
            name =>
              `DestinationRule "${named.rule}" lacks its subset "${name}".`,
          ),
        ...have
          .filter(name => !kept.includes(name))
          .map(
            name =>
              `It would drop subset "${name}" of DestinationRule "${named.rule}".`,
          ),
      ].map(message => ({ about, message }));
    }),
};

import type { Rule } from './Rule';

export const rolloutSubsets: Rule = {
  code: 'MSH302',
  title: 'A Rollout has a DestinationRule of its own',
  severity: 'error',
  why: 'The Rollouts controller looks for the DestinationRule in its own namespace, writes the pod-template hash into the stable and the canary subset and drops every other (UpdateHash in rollout/trafficrouting/istio/istio.go).',
  mend: 'Give the Rollout its own DestinationRule with exactly the two subsets that it names.',
  check: config =>
    config.ofKind('Rollout').flatMap(({ label, object: rollout }) => {
      const named =
        rollout.spec.strategy.canary?.trafficRouting?.istio?.destinationRule;
      if (!named) return [];
      const complain = (message: string) => [{ object: label, message }];
      const rule = config
        .ofKind('DestinationRule')
        .find(
          ({ object: { metadata } }) =>
            metadata.name === named.name &&
            metadata.namespace === rollout.metadata.namespace,
        )?.object;
      if (!rule) {
        return complain(
          `It writes into DestinationRule "${named.name}", and there is none in its namespace.`,
        );
      }
      const wanted = [named.stableSubsetName, named.canarySubsetName];
      const have = rule.spec.subsets.map(({ name }) => name);
      const missing = wanted.filter(name => !have.includes(name));
      const dropped = have.filter(name => !wanted.includes(name));
      return [
        ...missing.map(
          name => `DestinationRule "${named.name}" lacks its subset "${name}".`,
        ),
        ...dropped.map(
          name =>
            `It would drop subset "${name}" of DestinationRule "${named.name}".`,
        ),
      ].flatMap(complain);
    }),
};

import type { DestinationRule, Rollout } from '../../kubernetes';
import type { Named } from './ConfigItem';
import type { ConfigSet } from './ConfigSet';

/** The Rollouts that write into a DestinationRule; they look for it in their own namespace. */
export function rolloutsOf(
  config: ConfigSet,
  { ref }: Named<DestinationRule>,
): Named<Rollout>[] {
  return config
    .ofKind('Rollout')
    .filter(
      rollout =>
        rollout.ref.namespace === ref.namespace &&
        subsetsOf(rollout.object)?.rule === ref.name,
    );
}

/**
 * Whether the Rollouts controller tells the pods of a subset by their hash: then its labels need not. A Rollout that
 * cannot be read may be the one.
 */
export function isRolloutSubset(
  config: ConfigSet,
  rule: Named<DestinationRule>,
  subset: string,
): boolean {
  return (
    rolloutsOf(config, rule).some(({ object }) =>
      subsetsOf(object)?.names.includes(subset),
    ) ||
    config
      .ofKind('Rollout')
      .some(
        ({ ref, object }) =>
          ref.namespace === rule.ref.namespace && object.unreadable,
      )
  );
}

/** The DestinationRule and the subsets that a Rollout names; undefined when its canary is not told by subsets. */
export function subsetsOf({
  spec,
}: Rollout):
  | { rule: string; names: string[]; additional: string[] }
  | undefined {
  const named = spec.strategy.canary?.trafficRouting?.istio?.destinationRule;
  return (
    named && {
      rule: named.name,
      names: [named.stableSubsetName, named.canarySubsetName],
      additional: named.additionalSubsetNames ?? [],
    }
  );
}

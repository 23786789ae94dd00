import type { DestinationRule, Rollout } from '../../kubernetes';

const HASH_LABEL = 'rollouts-pod-template-hash';

/**
 * Subsets of the DestinationRule that do not select the revision they stand for, in words. The
 * controller delays that switch until the canary's ReplicaSet is available, so weights alone can
 * look right while requests go elsewhere.
 */
export function subsetDrift(
  rollout: Rollout,
  destinationRules: DestinationRule[],
): string[] {
  const reference =
    rollout.spec.strategy.canary?.trafficRouting?.istio?.destinationRule;
  const rule = destinationRules.find(
    ({ metadata }) =>
      metadata.name === reference?.name &&
      metadata.namespace === rollout.metadata.namespace,
  );
  if (!reference || !rule) return [];
  const { currentPodHash, stableRS } = rollout.status;
  return [
    { name: reference.canarySubsetName, role: 'canary', hash: currentPodHash },
    { name: reference.stableSubsetName, role: 'stable', hash: stableRS },
  ].flatMap(({ name, role, hash }) => {
    const subset = rule.spec.subsets.find(s => s.name === name);
    const selected = subset?.labels?.[HASH_LABEL];
    return !hash || !selected || selected === hash
      ? []
      : [
          `Subset ${name} of DestinationRule ${rule.metadata.name} selects revision ${selected}, but the ${role} is ${hash}.`,
        ];
  });
}

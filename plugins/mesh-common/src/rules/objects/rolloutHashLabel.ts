/** Argo Rollouts writes it into subsets and into the selectors of the stable and the canary Service; templates do not have it. */
export const ROLLOUT_HASH_LABEL = 'rollouts-pod-template-hash';

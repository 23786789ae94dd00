/**
 * Label of the ReplicaSets, pods, AnalysisRuns and Experiments of a Rollout's revision. Argo Rollouts also writes it
 * into the subsets and the selectors of the Services that it switches; templates do not have it.
 */
export const ROLLOUT_HASH_LABEL = 'rollouts-pod-template-hash';

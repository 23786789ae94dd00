export * from './argo-rollouts';

export * from './argo-rollouts';
export { gitOpsOwnerOf } from './gitOps';
export * from './weighted-routes';

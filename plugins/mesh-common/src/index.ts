/**
 * The model of a mesh service, its delivery and its decisions.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './choices';
export * from './client/MeshApi';
export * from './client/MeshClient';
export * from './delivery';
export * from './exposure';
export * from './kubernetes';
export * from './model';
export * from './onboarding';
export * from './permissions';
export { buildPosture } from './posture';
export * from './rules';
export * from './service';
export * from './traffic';
export * from './verdict';

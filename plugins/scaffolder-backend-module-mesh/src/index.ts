/**
 * Scaffolder actions for services in the mesh.
 *
 * @packageDocumentation
 */
export { scaffolderModuleMesh as default } from './module';

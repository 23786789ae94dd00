/**
 * Backend of the mesh plugin: watches clusters, reads metrics, carries out and records decisions.
 *
 * @packageDocumentation
 */
export { meshPlugin as default } from './plugin';

/**
 * What modules of the mesh plugin's backend plug into.
 *
 * @packageDocumentation
 */
export * from './metrics';

/**
 * The Mesh tab of an entity and the Mesh page of the fleet.
 *
 * @packageDocumentation
 */
export { meshApiRef } from './api';
export type { EntityMeshCardProps } from './card/EntityMeshCard';
export type { EntityMeshContentProps } from './entity/EntityMeshContent';
export type { MeshPart } from './entity/meshParts';
export {
  EntityMeshCard,
  EntityMeshChip,
  EntityMeshContent,
  MeshPage,
  meshPlugin,
} from './plugin';
export { entityMeshRouteRef, meshPageRouteRef } from './routes';
export { meshTranslationRef } from './translation';
export { isMeshAvailable } from '@meshway/plugin-mesh-common';

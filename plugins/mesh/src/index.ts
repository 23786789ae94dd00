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
  MeshCallersPickerFieldExtension,
  MeshCanaryStepsFieldExtension,
  MeshGatewayPickerFieldExtension,
  MeshHostPickerFieldExtension,
  MeshManifestPreviewFieldExtension,
  MeshNamespacePickerFieldExtension,
  MeshPage,
  meshPlugin,
} from './plugin';
export { entityMeshRouteRef, meshPageRouteRef } from './routes';
export type { CallerChoice } from './scaffolder/callers/CallerChoice';
export type { CanaryStepChoice } from './scaffolder/canary/CanaryStepChoice';
export type { CanaryStepsOptions } from './scaffolder/canary/validateCanarySteps';
export type { GatewayChoice } from './scaffolder/gateway/GatewayChoice';
export type { HostPickerOptions } from './scaffolder/host/readHostOptions';
export type { NamespaceChoice } from './scaffolder/namespace/NamespaceChoice';
export type { PreviewVerdict } from './scaffolder/preview/PreviewVerdict';
export type { ManifestPreviewOptions } from './scaffolder/preview/validatePreview';
export { meshTranslationRef } from './translation';
export { isMeshAvailable } from '@meshway/plugin-mesh-common';

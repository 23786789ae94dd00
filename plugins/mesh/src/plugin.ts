import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  createScaffolderFieldExtension,
  type FieldExtensionComponent,
} from '@backstage/plugin-scaffolder-react';
import { MeshClient } from '@meshway/plugin-mesh-common';
import { meshApiRef } from './api';
import type { EntityMeshCardProps } from './card/EntityMeshCard';
import type { EntityMeshContentProps } from './entity/EntityMeshContent';
import { entityMeshRouteRef, meshPageRouteRef } from './routes';
import type { CallerChoice } from './scaffolder/callers/CallerChoice';
import { callersField } from './scaffolder/callers/callersField';
import { canaryField } from './scaffolder/canary/canaryField';
import type { CanaryStepChoice } from './scaffolder/canary/CanaryStepChoice';
import type { CanaryStepsOptions } from './scaffolder/canary/validateCanarySteps';
import type { GatewayChoice } from './scaffolder/gateway/GatewayChoice';
import { gatewayField } from './scaffolder/gateway/gatewayField';
import { hostField } from './scaffolder/host/hostField';
import type { HostPickerOptions } from './scaffolder/host/readHostOptions';
import type { NamespaceChoice } from './scaffolder/namespace/NamespaceChoice';
import { namespaceField } from './scaffolder/namespace/namespaceField';
import { previewField } from './scaffolder/preview/previewField';
import type { PreviewVerdict } from './scaffolder/preview/PreviewVerdict';
import type { ManifestPreviewOptions } from './scaffolder/preview/validatePreview';

/**
 * The mesh plugin of the legacy frontend system.
 *
 * @public
 */
export const meshPlugin = createPlugin({
  id: 'mesh',
  apis: [
    createApiFactory({
      api: meshApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new MeshClient(deps),
    }),
  ],
  routes: { root: meshPageRouteRef, entityContent: entityMeshRouteRef },
});

/**
 * The Mesh tab, for an `EntityLayout.Route`. Needs `EntityProvider` above it.
 *
 * @public
 */
export const EntityMeshContent: (props: EntityMeshContentProps) => JSX.Element =
  meshPlugin.provide(
    createRoutableExtension({
      name: 'EntityMeshContent',
      component: () =>
        import('./entity/EntityMeshContent').then(m => m.EntityMeshContent),
      mountPoint: entityMeshRouteRef,
    }),
  );

/**
 * How the services of an entity do, for its overview. Needs `EntityProvider` above it and the Mesh tab beside it.
 *
 * @public
 */
export const EntityMeshCard: (props: EntityMeshCardProps) => JSX.Element =
  meshPlugin.provide(
    createComponentExtension({
      name: 'EntityMeshCard',
      component: {
        lazy: () => import('./card/EntityMeshCard').then(m => m.EntityMeshCard),
      },
    }),
  );

/**
 * Where the most urgent delivery of an entity stands, as a chip for its header; nothing for entities outside the mesh.
 * Needs `EntityProvider` above it and the Mesh tab beside it.
 *
 * @public
 */
export const EntityMeshChip: () => JSX.Element | null = meshPlugin.provide(
  createComponentExtension({
    name: 'EntityMeshChip',
    component: {
      lazy: () => import('./card/EntityMeshChip').then(m => m.EntityMeshChip),
    },
  }),
);

/**
 * The Mesh page with all services of the fleet.
 *
 * @public
 */
export const MeshPage: () => JSX.Element = meshPlugin.provide(
  createRoutableExtension({
    name: 'MeshPage',
    component: () => import('./fleet/MeshPage').then(m => m.MeshPage),
    mountPoint: meshPageRouteRef,
  }),
);

/**
 * The field `MeshNamespacePicker`: where a new service shall live. For the `ScaffolderFieldExtensions` of a `ScaffolderPage`.
 *
 * @public
 */
export const MeshNamespacePickerFieldExtension: FieldExtensionComponent<
  NamespaceChoice,
  {}
> = meshPlugin.provide(
  createScaffolderFieldExtension({
    ...namespaceField,
    schema: namespaceField.schema.schema,
  }),
);

/**
 * The field `MeshGatewayPicker`: by which Gateway and host a new service is reached. For the `ScaffolderFieldExtensions` of a `ScaffolderPage`.
 *
 * @public
 */
export const MeshGatewayPickerFieldExtension: FieldExtensionComponent<
  GatewayChoice,
  {}
> = meshPlugin.provide(
  createScaffolderFieldExtension({
    ...gatewayField,
    schema: gatewayField.schema.schema,
  }),
);

/**
 * The field `MeshHostPicker`: by which host a new service is reached on a Gateway of its own. For the `ScaffolderFieldExtensions` of a `ScaffolderPage`.
 *
 * @public
 */
export const MeshHostPickerFieldExtension: FieldExtensionComponent<
  string,
  HostPickerOptions
> = meshPlugin.provide(
  createScaffolderFieldExtension({
    ...hostField,
    schema: hostField.schema.schema,
  }),
);

/**
 * The field `MeshCanarySteps`: how the releases of a new service go. For the `ScaffolderFieldExtensions` of a `ScaffolderPage`.
 *
 * @public
 */
export const MeshCanaryStepsFieldExtension: FieldExtensionComponent<
  CanaryStepChoice[],
  CanaryStepsOptions
> = meshPlugin.provide(
  createScaffolderFieldExtension({
    ...canaryField,
    schema: canaryField.schema.schema,
  }),
);

/**
 * The field `MeshCallersPicker`: who may call a new service. For the `ScaffolderFieldExtensions` of a `ScaffolderPage`.
 *
 * @public
 */
export const MeshCallersPickerFieldExtension: FieldExtensionComponent<
  CallerChoice[],
  {}
> = meshPlugin.provide(
  createScaffolderFieldExtension({
    ...callersField,
    schema: callersField.schema.schema,
  }),
);

/**
 * The field `MeshManifestPreview`: the files that a template would make, and what is wrong with them. For the `ScaffolderFieldExtensions` of a `ScaffolderPage`.
 *
 * @public
 */
export const MeshManifestPreviewFieldExtension: FieldExtensionComponent<
  PreviewVerdict,
  ManifestPreviewOptions
> = meshPlugin.provide(
  createScaffolderFieldExtension({
    ...previewField,
    schema: previewField.schema.schema,
  }),
);

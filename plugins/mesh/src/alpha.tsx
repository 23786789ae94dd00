import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import {
  MESH_SERVICE_ANNOTATION,
  MeshClient,
} from '@meshway/plugin-mesh-common';
import { RiShareLine } from '@remixicon/react';
import { z } from 'zod';
import { meshApiRef } from './api';
import { useMeshIconLink } from './card/useMeshIconLink';
import { MESH_PARTS } from './entity/meshParts';
import { entityMeshRouteRef, meshPageRouteRef } from './routes';

const meshApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: meshApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new MeshClient(deps),
    }),
});

/** Entities that name their services. */
const inTheMesh = {
  [`metadata.annotations.${MESH_SERVICE_ANNOTATION}`]: { $exists: true },
};

const entityMeshContent = EntityContentBlueprint.makeWithOverrides({
  configSchema: {
    /** Which parts of a service are shown below its headline, in which order. */
    parts: z.array(z.enum(MESH_PARTS)).default([...MESH_PARTS]),
  },
  factory(originalFactory, { config: { parts } }) {
    return originalFactory({
      path: '/mesh',
      title: 'Mesh',
      group: 'operation',
      routeRef: entityMeshRouteRef,
      filter: inTheMesh,
      loader: () =>
        import('./entity/EntityMeshContent').then(m => (
          <m.EntityMeshContent parts={parts} />
        )),
    });
  },
});

const entityMeshCard = EntityCardBlueprint.makeWithOverrides({
  configSchema: {
    /** How many services of an entity are shown. */
    services: z.number().int().min(1).max(20).default(3),
  },
  factory(originalFactory, { config: { services } }) {
    return originalFactory({
      type: 'content',
      filter: inTheMesh,
      loader: () =>
        import('./card/EntityMeshCard').then(m => (
          <m.EntityMeshCard services={services} />
        )),
    });
  },
});

const entityMeshLink = EntityIconLinkBlueprint.make({
  params: { filter: inTheMesh, useProps: useMeshIconLink },
});

const meshPage = PageBlueprint.make({
  params: {
    path: '/mesh',
    title: 'Mesh',
    icon: <RiShareLine />,
    routeRef: meshPageRouteRef,
    loader: () => import('./fleet/FleetContent').then(m => <m.FleetContent />),
  },
});

const namespacePicker = FormFieldBlueprint.make({
  name: 'namespace-picker',
  params: {
    field: () =>
      import('./scaffolder/namespace/namespaceField').then(m =>
        createFormField(m.namespaceField),
      ),
  },
});

const gatewayPicker = FormFieldBlueprint.make({
  name: 'gateway-picker',
  params: {
    field: () =>
      import('./scaffolder/gateway/gatewayField').then(m =>
        createFormField(m.gatewayField),
      ),
  },
});

const hostPicker = FormFieldBlueprint.make({
  name: 'host-picker',
  params: {
    field: () =>
      import('./scaffolder/host/hostField').then(m =>
        createFormField(m.hostField),
      ),
  },
});

const canarySteps = FormFieldBlueprint.make({
  name: 'canary-steps',
  params: {
    field: () =>
      import('./scaffolder/canary/canaryField').then(m =>
        createFormField(m.canaryField),
      ),
  },
});

const callersPicker = FormFieldBlueprint.make({
  name: 'callers-picker',
  params: {
    field: () =>
      import('./scaffolder/callers/callersField').then(m =>
        createFormField(m.callersField),
      ),
  },
});

const manifestPreview = FormFieldBlueprint.make({
  name: 'manifest-preview',
  params: {
    field: () =>
      import('./scaffolder/preview/previewField').then(m =>
        createFormField(m.previewField),
      ),
  },
});

/**
 * The mesh plugin of the new frontend system.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'mesh',
  title: 'Mesh',
  icon: <RiShareLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: meshPageRouteRef, entityContent: entityMeshRouteRef },
  extensions: [
    meshApi,
    entityMeshContent,
    entityMeshCard,
    entityMeshLink,
    meshPage,
    namespacePicker,
    gatewayPicker,
    hostPicker,
    canarySteps,
    callersPicker,
    manifestPreview,
  ],
});

import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  MESH_SERVICE_ANNOTATION,
  MeshClient,
} from '@meshway/plugin-mesh-common';
import { RiShareLine } from '@remixicon/react';
import { meshApiRef } from './api';
import { entityMeshRouteRef, meshPageRouteRef } from './routes';

const meshApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: meshApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new MeshClient(deps),
    }),
});

const entityMeshContent = EntityContentBlueprint.make({
  params: {
    path: '/mesh',
    title: 'Mesh',
    group: 'operation',
    routeRef: entityMeshRouteRef,
    filter: {
      [`metadata.annotations.${MESH_SERVICE_ANNOTATION}`]: { $exists: true },
    },
    loader: () =>
      import('./entity/EntityMeshContent').then(m => <m.EntityMeshContent />),
  },
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
  extensions: [meshApi, entityMeshContent, meshPage],
});

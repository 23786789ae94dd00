import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { MeshClient } from '@meshway/plugin-mesh-common';
import { meshApiRef } from './api';
import { entityMeshRouteRef, meshPageRouteRef } from './routes';

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
export const EntityMeshContent: () => JSX.Element = meshPlugin.provide(
  createRoutableExtension({
    name: 'EntityMeshContent',
    component: () =>
      import('./entity/EntityMeshContent').then(m => m.EntityMeshContent),
    mountPoint: entityMeshRouteRef,
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

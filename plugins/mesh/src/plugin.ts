import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { MeshClient } from '@meshway/plugin-mesh-common';
import { meshApiRef } from './api';
import type { EntityMeshCardProps } from './card/EntityMeshCard';
import type { EntityMeshContentProps } from './entity/EntityMeshContent';
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

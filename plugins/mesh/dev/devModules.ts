import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { meshApiRef } from '../src/api';
import { DevMeshApi } from './DevMeshApi';
import { devEntities, OTHER_TEAM } from './devEntities';

/** Serves the dev app's entities in place of a catalog backend. */
export const devCatalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities: devEntities }),
        }),
    }),
  ],
});

/** Serves fixtures in place of the mesh backend, and permissions as an owner of all but one entity. */
export const devApisModule = createFrontendModule({
  pluginId: 'mesh',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: meshApiRef,
          deps: {},
          factory: () => new DevMeshApi(),
        }),
    }),
  ],
});

/** Lets the dev app's user decide about everything that is not another team's. */
export const devPermissionModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ApiBlueprint.make({
      name: 'permission',
      params: defineParams =>
        defineParams({
          api: permissionApiRef,
          deps: {},
          factory: () => ({
            authorize: async request => ({
              result:
                'resourceRef' in request && request.resourceRef === OTHER_TEAM
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
            }),
          }),
        }),
    }),
  ],
});

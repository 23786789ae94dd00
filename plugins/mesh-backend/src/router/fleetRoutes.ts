import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  MESH_SERVICE_ANNOTATION,
  meshReadPermission,
} from '@meshway/plugin-mesh-common';
import type { Router } from 'express';
import type { FleetViews } from '../views/FleetViews';
import type { EntityAccess } from './EntityAccess';

/** What a row of the fleet is made of. */
const FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'metadata.annotations',
  'relations',
];

/**
 * What the routes of the fleet need.
 */
export interface FleetRoutes {
  httpAuth: HttpAuthService;
  catalog: CatalogService;
  access: EntityAccess;
  fleet: FleetViews;
}

/**
 * All services in the mesh whose entities the caller may see.
 */
export function addFleetRoutes(router: Router, options: FleetRoutes): void {
  const { httpAuth, catalog, access, fleet } = options;

  router.get('/fleet', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const visible: Entity[] = [];
    const pages = catalog.streamEntities(
      {
        query: {
          [`metadata.annotations.${MESH_SERVICE_ANNOTATION}`]: {
            $exists: true,
          },
        },
        fields: FIELDS,
      },
      { credentials },
    );
    for await (const page of pages) visible.push(...page);
    const allowed = await access.allowed(
      meshReadPermission,
      visible.map(stringifyEntityRef),
      credentials,
    );
    res.json(await fleet.fleet(visible.filter((_, index) => allowed[index])));
  });
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { MESH_SERVICE_ANNOTATION } from '@meshway/plugin-mesh-common';

/** What the services of an entity, their title and their owners are told from. */
const FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'metadata.annotations',
  'relations',
];

/**
 * All entities of the catalog that say they have services in the mesh, as far as these credentials may see them.
 */
export async function entitiesInMesh(
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<Entity[]> {
  const entities: Entity[] = [];
  const pages = catalog.streamEntities(
    {
      query: {
        [`metadata.annotations.${MESH_SERVICE_ANNOTATION}`]: { $exists: true },
      },
      fields: FIELDS,
    },
    { credentials },
  );
  for await (const page of pages) entities.push(...page);
  return entities;
}

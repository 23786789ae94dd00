import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { MESH_SERVICE_ANNOTATION } from '@meshway/plugin-mesh-common';
import { useCallback } from 'react';
import { useReading, type Reading } from '../../hooks/useReading';

/** More than anybody looks through; the rest is added by hand. */
const MAX_ENTITIES = 1000;

/** An entity that has services in the mesh. */
export interface MeshEntity {
  ref: string;
  /** As people call it. */
  title: string;
  owner?: string;
}

/** The entities of the catalog that have services in the mesh, in the order of their names. */
export function useMeshEntities(): Reading<{
  entities: MeshEntity[];
  /** Whether there are more. */
  isCut: boolean;
}> {
  const catalogApi = useApi(catalogApiRef);
  return useReading(
    useCallback(async () => {
      const { items, totalItems } = await catalogApi.queryEntities({
        filter: {
          [`metadata.annotations.${MESH_SERVICE_ANNOTATION}`]:
            CATALOG_FILTER_EXISTS,
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'spec.owner',
        ],
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: MAX_ENTITIES,
      });
      return {
        entities: items.map(entity => ({
          ref: stringifyEntityRef(entity),
          title: entity.metadata.title ?? entity.metadata.name,
          ...(typeof entity.spec?.owner === 'string' && {
            owner: entity.spec.owner,
          }),
        })),
        isCut: totalItems > items.length,
      };
    }, [catalogApi]),
    undefined,
  );
}

import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef, useEntity } from '@backstage/plugin-catalog-react';
import { useCallback, useMemo } from 'react';
import { apisOf, declaredPeers, type DeclaredPeers } from './declaredPeers';
import { useReading } from '../../hooks/useReading';

/** What the catalog says about who calls the entity of the page, and whom it calls. */
export function useDeclaredPeers(): DeclaredPeers {
  const { entity } = useEntity();
  const catalogApi = useApi(catalogApiRef);
  // The entity is another object after each refresh of the page; its APIs are mostly the same.
  const refs = apisOf(entity).join(' ');
  const read = useCallback(async (): Promise<Entity[]> => {
    if (refs === '') return [];
    const { items } = await catalogApi.getEntitiesByRefs({
      entityRefs: refs.split(' '),
      fields: ['kind', 'metadata.namespace', 'metadata.name', 'relations'],
    });
    return items.filter(api => api !== undefined);
  }, [catalogApi, refs]);
  const { data: apis } = useReading(read, undefined);
  return useMemo(() => declaredPeers(entity, apis ?? []), [entity, apis]);
}

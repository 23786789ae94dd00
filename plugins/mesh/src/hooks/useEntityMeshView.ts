import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { meshApiRef } from '../api';
import { useDocumentVisible } from './useDocumentVisible';
import { ViewFollower, type EntityMeshViewState } from './ViewFollower';

/** Follows the mesh view of an entity while the browser tab is in front. */
export function useEntityMeshView(entityRef: string): EntityMeshViewState {
  const meshApi = useApi(meshApiRef);
  const visible = useDocumentVisible();
  const follower = useMemo(
    () => ViewFollower.of(meshApi, entityRef),
    [meshApi, entityRef],
  );
  const subscribe = useCallback(
    (listener: () => void) =>
      visible ? follower.subscribe(listener) : () => {},
    [follower, visible],
  );
  return useSyncExternalStore(subscribe, () => follower.state);
}

import { useApi } from '@backstage/core-plugin-api';
import type { WorkloadIdentity } from '@meshway/plugin-mesh-common';
import { useCallback } from 'react';
import { meshApiRef } from '../../api';
import { useReading, type Reading } from '../../hooks/useReading';

/** As whom the services of an entity call others, in all clusters, each once. */
export function useIdentities(entityRef: string): Reading<WorkloadIdentity[]> {
  const meshApi = useApi(meshApiRef);
  return useReading(
    useCallback(
      async (signal: AbortSignal) => {
        const { services } = await meshApi.getEntityView(entityRef, { signal });
        const all = services.flatMap(({ posture }) => posture.identities);
        return [
          ...new Map(
            all.map(one => [`${one.namespace}/${one.serviceAccount}`, one]),
          ).values(),
        ];
      },
      [meshApi, entityRef],
    ),
    undefined,
  );
}

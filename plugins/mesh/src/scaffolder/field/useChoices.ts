import { useApi } from '@backstage/core-plugin-api';
import type {
  GatewayOption,
  NamespaceOption,
} from '@meshway/plugin-mesh-common';
import { useCallback } from 'react';
import { meshApiRef } from '../../api';
import { useReading, type Reading } from '../../hooks/useReading';

/** The names of the portal's clusters. */
export function useClusters(): Reading<string[]> {
  const meshApi = useApi(meshApiRef);
  return useReading(
    useCallback(
      async (signal: AbortSignal) =>
        (await meshApi.getClusters({ signal })).map(({ name }) => name),
      [meshApi],
    ),
    undefined,
  );
}

/** The namespaces of a cluster; without a cluster there are none. */
export function useNamespaces(
  cluster: string | undefined,
): Reading<NamespaceOption[]> {
  const meshApi = useApi(meshApiRef);
  return withoutFormer(
    useReading(
      useCallback(
        async (signal: AbortSignal) =>
          cluster ? await meshApi.getNamespaces(cluster, { signal }) : [],
        [meshApi, cluster],
      ),
      undefined,
    ),
  );
}

/** The Gateways of a cluster; without a cluster there are none. */
export function useGateways(
  cluster: string | undefined,
): Reading<GatewayOption[]> {
  const meshApi = useApi(meshApiRef);
  return withoutFormer(
    useReading(
      useCallback(
        async (signal: AbortSignal) =>
          cluster ? await meshApi.getGateways(cluster, { signal }) : [],
        [meshApi, cluster],
      ),
      undefined,
    ),
  );
}

/** The choices of another cluster, or those from before they could not be read, are none. */
function withoutFormer<T>(reading: Reading<T>): Reading<T> {
  const { data, error, pending, again } = reading;
  return pending || error
    ? { pending, again, ...(!pending && { error }) }
    : { data, pending, again };
}

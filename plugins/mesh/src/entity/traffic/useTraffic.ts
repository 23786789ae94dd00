import { useApi } from '@backstage/core-plugin-api';
import type {
  ServiceRef,
  TrafficGraph,
  TrafficSeries,
} from '@meshway/plugin-mesh-common';
import { useCallback } from 'react';
import { meshApiRef } from '../../api';
import {
  REFRESHES,
  WINDOWS,
  type TrafficParameters,
} from './trafficParameters';
import { useReading, type Reading } from '../../hooks/useReading';

/** Who calls the service and whom it calls, kept up to date as often as is chosen. */
export function useTrafficGraph(
  entityRef: string,
  { cluster, namespace, name }: ServiceRef,
  { refresh }: TrafficParameters,
): Reading<TrafficGraph> {
  const meshApi = useApi(meshApiRef);
  const read = useCallback(
    (signal: AbortSignal) =>
      meshApi.getTrafficGraph(
        entityRef,
        { service: { cluster, namespace, name } },
        { signal },
      ),
    [meshApi, entityRef, cluster, namespace, name],
  );
  return useReading(read, REFRESHES[refresh]);
}

/** The traffic of the service over the chosen time; a range that does not move is read once. */
export function useTrafficSeries(
  entityRef: string,
  { cluster, namespace, name }: ServiceRef,
  { window, range, refresh }: TrafficParameters,
): Reading<TrafficSeries> {
  const meshApi = useApi(meshApiRef);
  const rangeFrom = range?.from;
  const rangeTo = range?.to;
  const read = useCallback(
    (signal: AbortSignal) => {
      const to = rangeTo ?? Date.now();
      const from = rangeFrom ?? to - WINDOWS[window] * 1000;
      return meshApi.getTrafficSeries(
        entityRef,
        {
          service: { cluster, namespace, name },
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
        },
        { signal },
      );
    },
    [meshApi, entityRef, cluster, namespace, name, window, rangeFrom, rangeTo],
  );
  return useReading(read, range ? undefined : REFRESHES[refresh]);
}

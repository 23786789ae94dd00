import { useApi } from '@backstage/core-plugin-api';
import type { Fleet } from '@meshway/plugin-mesh-common';
import { useEffect, useState } from 'react';
import { meshApiRef } from '../api';
import { BackendError, readBackendError } from './readBackendError';
import { sleep } from './sleep';
import { useDocumentVisible } from './useDocumentVisible';

/** The fleet as last heard. */
export interface FleetState {
  /** Undefined until the first answer; never taken away again. */
  fleet?: Fleet;
  /** When the answer arrived, milliseconds since the epoch. */
  receivedAt?: number;
  /** Why the last request failed. */
  error?: BackendError;
}

const POLL_INTERVAL_MS = 5000;

/** Reads the fleet every five seconds while the browser tab is in front. */
export function useFleet(): FleetState {
  const meshApi = useApi(meshApiRef);
  const visible = useDocumentVisible();
  const [state, setState] = useState<FleetState>({});

  useEffect(() => {
    if (!visible) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const poll = async () => {
      while (!signal.aborted) {
        try {
          const fleet = await meshApi.getFleet({ signal });
          if (!signal.aborted) setState({ fleet, receivedAt: Date.now() });
        } catch (error) {
          if (!signal.aborted) {
            setState(last => ({ ...last, error: readBackendError(error) }));
          }
        }
        await sleep(POLL_INTERVAL_MS, signal);
      }
    };
    void poll();
    return () => controller.abort();
  }, [meshApi, visible]);

  return state;
}

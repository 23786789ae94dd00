import { useApi } from '@backstage/core-plugin-api';
import type { NamedObject } from '@meshway/plugin-mesh-common';
import { useEffect, useState } from 'react';
import { meshApiRef } from '../../api';
import {
  readBackendError,
  type BackendError,
} from '../../hooks/readBackendError';

/** Reads an object once, and again when asked to. */
export function useManifest(
  entityRef: string,
  { cluster, kind, namespace, name }: NamedObject & { cluster: string },
): { yaml?: string; error?: BackendError; readAgain: () => void } {
  const meshApi = useApi(meshApiRef);
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<{ yaml?: string; error?: BackendError }>(
    {},
  );

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const read = async () => {
      try {
        const { yaml } = await meshApi.getObject(
          entityRef,
          { cluster, kind, namespace: namespace || undefined, name },
          { signal },
        );
        if (!signal.aborted) setState({ yaml });
      } catch (error) {
        if (!signal.aborted) setState({ error: readBackendError(error) });
      }
    };
    void read();
    return () => controller.abort();
  }, [meshApi, entityRef, cluster, kind, namespace, name, tries]);

  return {
    ...state,
    readAgain: () => {
      setState({});
      setTries(count => count + 1);
    },
  };
}

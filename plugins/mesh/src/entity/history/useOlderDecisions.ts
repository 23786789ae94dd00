import { useApi } from '@backstage/core-plugin-api';
import type { Decision } from '@meshway/plugin-mesh-common';
import { useCallback, useState } from 'react';
import { meshApiRef } from '../../api';
import { BackendError, readBackendError } from '../../hooks/readBackendError';

const PAGE = 20;

interface State {
  decisions: Decision[];
  /** Where the next page begins; undefined before the first and behind the last. */
  next?: string;
  /** Whether the last page is here. */
  complete: boolean;
  loading: boolean;
  error?: BackendError;
}

/** The journal of an entity beyond the newest decisions, page by page as somebody asks for it. */
export function useOlderDecisions(entityRef: string): State & {
  readMore: () => Promise<void>;
} {
  const meshApi = useApi(meshApiRef);
  const [state, setState] = useState<State>({
    decisions: [],
    complete: false,
    loading: false,
  });
  const { next } = state;

  const readMore = useCallback(async () => {
    setState(last => ({ ...last, loading: true, error: undefined }));
    try {
      const page = await meshApi.getDecisions(entityRef, {
        limit: PAGE,
        cursor: next,
      });
      setState(last => ({
        decisions: [...last.decisions, ...page.decisions],
        next: page.next,
        complete: page.next === undefined,
        loading: false,
      }));
    } catch (error) {
      setState(last => ({
        ...last,
        loading: false,
        error: readBackendError(error),
      }));
    }
  }, [meshApi, entityRef, next]);

  return { ...state, readMore };
}

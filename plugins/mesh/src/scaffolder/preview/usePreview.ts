import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import {
  readBackendError,
  type BackendError,
} from '../../hooks/readBackendError';
import { sleep } from '../../hooks/sleep';
import { previewManifests, type ManifestPreview } from './previewManifests';

/** Typing goes on for that long without an answer being made for every letter. */
const DEBOUNCE_MS = 600;

/** What a template would make, as last answered, and how the next answer goes. */
export interface PreviewState {
  /** Stays while the next is made, and when that fails. */
  preview?: ManifestPreview;
  /** Why the last try failed. */
  error?: BackendError;
  /** Whether what is asked now has no answer yet. */
  pending: boolean;
  again: () => void;
}

/** Asks what a template would make of values, and again when they have changed. */
export function usePreview(
  templateRef: string | undefined,
  values: object,
): PreviewState {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<{
    preview?: ManifestPreview;
    error?: BackendError;
    for?: string;
  }>({});
  // The values are new objects whenever the form is drawn.
  const request = templateRef && JSON.stringify({ templateRef, values });

  useEffect(() => {
    if (!request) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const key = `${tries} ${request}`;
    const ask = async () => {
      await sleep(DEBOUNCE_MS, signal);
      if (signal.aborted) return;
      try {
        const preview = await previewManifests(
          { discoveryApi, fetchApi },
          JSON.parse(request),
          signal,
        );
        if (signal.aborted) return;
        setState(last =>
          preview.failure === undefined
            ? { preview, for: key }
            : {
                preview: last.preview,
                error: { name: 'Error', message: preview.failure },
                for: key,
              },
        );
      } catch (error) {
        if (signal.aborted) return;
        setState(last => ({
          preview: last.preview,
          error: readBackendError(error),
          for: key,
        }));
      }
    };
    void ask();
    return () => controller.abort();
  }, [discoveryApi, fetchApi, request, tries]);

  return {
    preview: state.preview,
    error: state.error,
    pending: Boolean(request) && state.for !== `${tries} ${request}`,
    again: useCallback(() => setTries(count => count + 1), []),
  };
}

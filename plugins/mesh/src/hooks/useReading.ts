import { useCallback, useEffect, useRef, useState } from 'react';
import { readBackendError, type BackendError } from './readBackendError';
import { sleep } from './sleep';
import { useDocumentVisible } from './useDocumentVisible';

/** What was read of a part of the page, and how that goes on. */
export interface Reading<T> {
  /** The last answer; stays while the next is read, and when that fails. */
  data?: T;
  /** Why the last try failed. */
  error?: BackendError;
  /** Whether an answer to what is asked now is still awaited. */
  pending: boolean;
  /** Asks at once. */
  again: () => void;
}

/**
 * Reads at once, whenever `read` becomes another function, and then every `intervalMs` while the browser tab is in
 * front. Without an interval it is read once.
 */
export function useReading<T>(
  read: (signal: AbortSignal) => Promise<T>,
  intervalMs: number | undefined,
): Reading<T> {
  const visible = useDocumentVisible();
  const [asked, setAsked] = useState(0);
  const [state, setState] = useState<{
    data?: T;
    error?: BackendError;
    by?: typeof read;
  }>({});
  const answeredTo = useRef<{ read: typeof read; asked: number }>();
  const again = useCallback(() => setAsked(last => last + 1), []);

  useEffect(() => {
    const answered =
      answeredTo.current?.read === read && answeredTo.current.asked === asked;
    if (!visible || (answered && intervalMs === undefined)) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const follow = async () => {
      do {
        try {
          const data = await read(signal);
          if (signal.aborted) return;
          setState({ data, by: read });
        } catch (error) {
          if (signal.aborted) return;
          setState(({ data }) => ({
            data,
            error: readBackendError(error),
            by: read,
          }));
        }
        answeredTo.current = { read, asked };
        if (intervalMs === undefined) return;
        await sleep(intervalMs, signal);
      } while (!signal.aborted);
    };
    void follow();
    return () => controller.abort();
  }, [read, intervalMs, visible, asked]);

  return {
    data: state.data,
    error: state.error,
    pending: state.by !== read,
    again,
  };
}

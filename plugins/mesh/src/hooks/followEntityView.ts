import type { EntityMeshView, MeshApi } from '@meshway/plugin-mesh-common';
import { BackendError, readBackendError } from './readBackendError';
import { sleep } from './sleep';

const POLL_INTERVAL_MS = 5000;
const FIRST_VIEW_TIMEOUT_MS = 10_000;
const LONGEST_BACKOFF_MS = 60_000;

/**
 * Follows the view of an entity until the signal aborts: one stream, reconnected when it ends, with polling in between
 * for as long as streams do not get through.
 */
export async function followEntityView(
  meshApi: MeshApi,
  entityRef: string,
  signal: AbortSignal,
  listener: {
    onView: (view: EntityMeshView) => void;
    onError: (error: BackendError) => void;
  },
): Promise<void> {
  const onView = (view: EntityMeshView) => {
    if (!signal.aborted) listener.onView(view);
  };
  let failures = 0;
  while (!signal.aborted) {
    const stream = await streamOnce(meshApi, entityRef, signal, onView);
    if (stream.heard) failures = 0;
    if (stream.heard && stream.ended) {
      // The server ends streams before the token expires; that is no failure.
      await sleep(500, signal);
      continue;
    }
    failures += 1;
    const streamAgainAt =
      Date.now() + Math.min(LONGEST_BACKOFF_MS, 1000 * 2 ** failures);
    do {
      try {
        onView(await meshApi.getEntityView(entityRef, { signal }));
      } catch (error) {
        if (!signal.aborted) listener.onError(readBackendError(error));
      }
      await sleep(
        Math.max(0, Math.min(POLL_INTERVAL_MS, streamAgainAt - Date.now())),
        signal,
      );
    } while (!signal.aborted && Date.now() < streamAgainAt);
  }
}

/** Resolves when the stream is over: whether a view arrived, and whether the server ended it properly. */
async function streamOnce(
  meshApi: MeshApi,
  entityRef: string,
  signal: AbortSignal,
  onView: (view: EntityMeshView) => void,
): Promise<{ heard: boolean; ended: boolean }> {
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  signal.addEventListener('abort', abort);
  // A proxy that buffers keeps the stream open and passes nothing on; the server sends the view at once.
  const silence = setTimeout(abort, FIRST_VIEW_TIMEOUT_MS);
  let heard = false;
  try {
    await meshApi.streamEntityView(entityRef, {
      signal: attempt.signal,
      onView: view => {
        heard = true;
        clearTimeout(silence);
        onView(view);
      },
    });
  } catch {
    // Whether anything is wrong is found out, and said, by the plain request that follows.
    return { heard, ended: false };
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', abort);
  }
  return { heard, ended: true };
}

import type { ReadTraffic } from '../../views/ServiceViews';

/** A decision must not hang on a slow Prometheus: then it is taken without knowing how the canary does. */
const PATIENCE_MS = 1_000;

/** Reads traffic, or says after a second that it is not known. */
export function promptTraffic(read: ReadTraffic): ReadTraffic {
  return async (cluster, services) => {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        read(cluster, services),
        new Promise<Awaited<ReturnType<ReadTraffic>>>(resolve => {
          timer = setTimeout(
            () =>
              resolve({
                of: () => undefined,
                freshness: {
                  state: 'unavailable',
                  reason: 'Prometheus takes longer than a decision can wait.',
                },
              }),
            PATIENCE_MS,
          );
        }),
      ]);
    } finally {
      clearTimeout(timer);
    }
  };
}

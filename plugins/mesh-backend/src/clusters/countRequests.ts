import type { MeshMetrics } from '../observability/MeshMetrics';

type Get = (path: string, signal: AbortSignal) => Promise<Response>;
type CountedRequest = Parameters<MeshMetrics['clusterRequest']>[0];

/**
 * The same way to ask a cluster, with every request counted that was not given up by ourselves.
 */
export function countRequests(
  get: Get,
  metrics: MeshMetrics,
  about: (path: string) => Omit<CountedRequest, 'outcome'>,
): Get {
  return async (path, signal) => {
    try {
      const response = await get(path, signal);
      const outcome = response.ok ? 'ok' : 'refused';
      metrics.clusterRequest({ ...about(path), outcome });
      return response;
    } catch (error) {
      const { reason } = signal;
      if (!signal.aborted || reason?.name === 'TimeoutError') {
        metrics.clusterRequest({ ...about(path), outcome: 'silent' });
      }
      throw error;
    }
  };
}

import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * One series of an instant query.
 *
 * @public
 */
export interface MetricsSample {
  labels: Record<string, string>;
  /** Finite. */
  value: number;
}

/**
 * One series of a range query.
 *
 * @public
 */
export interface MetricsSeries {
  labels: Record<string, string>;
  /** Seconds since 1970 and a finite value, in the order of time. */
  points: [seconds: number, value: number][];
}

/**
 * What a source found.
 *
 * @public
 */
export interface MetricsAnswer<T> {
  series: T[];
  /** Why something is missing in it, such as a store that did not answer, as a sentence for a user. */
  incomplete?: string;
}

/**
 * Answers PromQL about the proxies of one cluster. Queries come from templates in the plugin, never from a browser.
 *
 * Both methods reject with an error whose message is a sentence for a user, without addresses and credentials.
 *
 * @public
 */
export interface MeshMetricsSource {
  /** An instant query, as of now. */
  query(
    promql: string,
    options: { signal: AbortSignal },
  ): Promise<MetricsAnswer<MetricsSample>>;

  queryRange(
    promql: string,
    options: {
      /** Seconds since 1970, both inclusive. */
      start: number;
      end: number;
      stepSeconds: number;
      signal: AbortSignal;
    },
  ): Promise<MetricsAnswer<MetricsSeries>>;
}

/**
 * Takes sources of metrics.
 *
 * @public
 */
export interface MeshMetricsExtensionPoint {
  /**
   * Reads the metrics of a cluster from this source, whatever `mesh.clusters[].prometheus` says.
   *
   * @throws an error when the cluster has such a source already
   */
  addSource(cluster: string, source: MeshMetricsSource): void;
}

/**
 * Takes sources of metrics for clusters.
 *
 * @public
 */
export const meshMetricsExtensionPoint =
  createExtensionPoint<MeshMetricsExtensionPoint>({ id: 'mesh.metrics' });

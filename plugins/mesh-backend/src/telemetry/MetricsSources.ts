import { ConflictError } from '@backstage/errors';
import type {
  MeshMetricsExtensionPoint,
  MeshMetricsSource,
} from '@meshway/plugin-mesh-node';

/**
 * The sources of metrics that modules plug in.
 */
export class MetricsSources implements MeshMetricsExtensionPoint {
  private readonly sources = new Map<string, MeshMetricsSource>();

  addSource(cluster: string, source: MeshMetricsSource): void {
    if (this.sources.has(cluster)) {
      throw new ConflictError(
        `Cluster ${cluster} has a source of metrics already.`,
      );
    }
    this.sources.set(cluster, source);
  }

  /** By the name of the cluster. */
  get byCluster(): ReadonlyMap<string, MeshMetricsSource> {
    return this.sources;
  }
}

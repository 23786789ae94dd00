import type { ClusterStatus, Freshness } from '@meshway/plugin-mesh-common';
import type { Clusters } from '../clusters/Clusters';

/**
 * How each cluster is read, its metrics included.
 */
export class ClusterStates {
  private readonly clusters: Pick<Clusters, 'status'>;
  private readonly traffic: { freshness(cluster: string): Freshness };

  constructor(options: {
    clusters: Pick<Clusters, 'status'>;
    traffic: { freshness(cluster: string): Freshness };
  }) {
    this.clusters = options.clusters;
    this.traffic = options.traffic;
  }

  all(): ClusterStatus[] {
    return this.clusters.status().map(status => ({
      ...status,
      metrics: this.traffic.freshness(status.name),
    }));
  }
}

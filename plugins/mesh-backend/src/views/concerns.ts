import type { EntityServicesQuery } from '@meshway/plugin-mesh-common';
import type { ClusterChange } from '../clusters/Clusters';

/**
 * Whether what changed may belong to the services that are asked for.
 */
export function concerns(
  { cluster, change }: ClusterChange,
  query: EntityServicesQuery,
): boolean {
  if (cluster && query.clusters && !query.clusters.includes(cluster)) {
    return false;
  }
  if (!change) return true;
  if (query.by === 'name') {
    return query.services.some(
      ({ namespace }) => namespace === change.namespace,
    );
  }
  return query.namespace === undefined || query.namespace === change.namespace;
}

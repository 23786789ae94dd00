import {
  findServiceObjects,
  type NamespacedName,
  type ServiceObjects,
} from '@meshway/plugin-mesh-common';
import type { WatchedCluster } from '../clusters/Clusters';

/** What is watched of a service; undefined when the cluster has no such service. */
export function objectsOf(
  { store, settings }: WatchedCluster,
  { namespace, name }: NamespacedName,
): ServiceObjects | undefined {
  return findServiceObjects(store, namespace, name, settings.mesh);
}

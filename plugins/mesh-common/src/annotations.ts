import type { Entity } from '@backstage/catalog-model';

/**
 * On an entity: the services it owns in the mesh, `<namespace>/<service>`, comma separated.
 *
 * @public
 */
export const MESH_SERVICE_ANNOTATION = 'meshway.dev/service';

/**
 * On an entity: the cluster its services live in; every cluster without it.
 *
 * @public
 */
export const MESH_CLUSTER_ANNOTATION = 'backstage.io/kubernetes-cluster';

/**
 * On a Rollout, Deployment or VirtualService: the entity that may decide about it.
 *
 * @public
 */
export const MESH_ENTITY_ANNOTATION = 'meshway.dev/entity';

/**
 * On a Namespace: the owner whose entities may decide about the workloads in it.
 *
 * @public
 */
export const MESH_OWNER_ANNOTATION = 'meshway.dev/owner';

/**
 * Whether an entity says that it has services in the mesh.
 *
 * @public
 */
export function isMeshAvailable(entity: Entity): boolean {
  return Boolean(
    entity.metadata.annotations?.[MESH_SERVICE_ANNOTATION]?.trim(),
  );
}

import type { Entity } from '@backstage/catalog-model';

/**
 * On an entity: the services it owns in the mesh, `<namespace>/<service>`, comma separated; or `auto` to find them by
 * the annotations of Backstage's Kubernetes plugin.
 *
 * @public
 */
export const MESH_SERVICE_ANNOTATION = 'meshway.dev/service';

/**
 * Value of `meshway.dev/service` that names nothing: the Kubernetes annotations tell.
 *
 * @public
 */
export const MESH_SERVICE_AUTO = 'auto';

/**
 * On an entity: the cluster its services live in, or several, comma separated; every cluster without it.
 *
 * @public
 */
export const MESH_CLUSTER_ANNOTATION = 'backstage.io/kubernetes-cluster';

/**
 * On an entity: the value of the label of this name on its Services or workloads.
 *
 * @public
 */
export const KUBERNETES_ID_ANNOTATION = 'backstage.io/kubernetes-id';

/**
 * On an entity: a Kubernetes label selector for its Services or workloads.
 *
 * @public
 */
export const KUBERNETES_LABEL_SELECTOR_ANNOTATION =
  'backstage.io/kubernetes-label-selector';

/**
 * On an entity: the namespace in which its labels count; every namespace without it.
 *
 * @public
 */
export const KUBERNETES_NAMESPACE_ANNOTATION =
  'backstage.io/kubernetes-namespace';

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
 * On a VirtualService whose weights people move: its canary, by subset or host. Without it the younger one is.
 *
 * @public
 */
export const MESH_CANARY_ANNOTATION = 'meshway.dev/canary';

/**
 * On a VirtualService whose weights people move: the canary's weights, step by step, in whole percents that rise, such
 * as `5,25,50`; 100 comes by itself.
 *
 * @public
 */
export const MESH_WEIGHT_STEPS_ANNOTATION = 'meshway.dev/weight-steps';

/**
 * Whether an entity says that it has services in the mesh.
 *
 * The Kubernetes annotations alone do not say so: most entities that have them are in no mesh, and a Mesh tab would
 * be empty there. Such an entity asks for the tab with `meshway.dev/service: auto`. Where every workload is in the
 * mesh, show the tab by {@link isMeshPossible} instead.
 *
 * @public
 */
export function isMeshAvailable(entity: Entity): boolean {
  return has(entity, MESH_SERVICE_ANNOTATION);
}

/**
 * Whether services of an entity can be found: it names them, or has annotations for Backstage's Kubernetes plugin.
 * Whether they are in the mesh only the cluster knows.
 *
 * @public
 */
export function isMeshPossible(entity: Entity): boolean {
  return (
    isMeshAvailable(entity) ||
    has(entity, KUBERNETES_ID_ANNOTATION) ||
    has(entity, KUBERNETES_LABEL_SELECTOR_ANNOTATION)
  );
}

function has({ metadata }: Entity, annotation: string): boolean {
  return Boolean(metadata.annotations?.[annotation]?.trim());
}

import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';
import type { DecisionVerb } from './model';

/**
 * Read the mesh view of an entity.
 *
 * @public
 */
export const meshReadPermission = createPermission({
  name: 'mesh.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Read how the portal reaches its clusters, and what a new service may choose there: namespaces, gateways.
 *
 * @public
 */
export const meshClustersReadPermission = createPermission({
  name: 'mesh.clusters.read',
  attributes: { action: 'read' },
});

/**
 * Apply manifests to a cluster, into new namespaces and into those whose `meshway.dev/owner` the caller is.
 *
 * @public
 */
export const meshManifestsApplyPermission = createPermission({
  name: 'mesh.manifests.apply',
  attributes: { action: 'create' },
});

/**
 * Taking a decision about the delivery of an entity's service, by verb. Whoever holds one may also approve what
 * somebody else proposed.
 *
 * @public
 */
export const meshDeliveryPermissions = {
  promote: deliveryPermission('promote'),
  'promote-full': deliveryPermission('promote-full'),
  abort: deliveryPermission('abort'),
  retry: deliveryPermission('retry'),
  pause: deliveryPermission('pause'),
  resume: deliveryPermission('resume'),
  restart: deliveryPermission('restart'),
  'roll-back': deliveryPermission('roll-back'),
  shift: deliveryPermission('shift'),
};

function deliveryPermission(verb: DecisionVerb) {
  return createPermission({
    name: `mesh.delivery.${verb}`,
    attributes: { action: 'update' },
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
  });
}

/**
 * All permissions of the mesh plugin.
 *
 * @public
 */
export const meshPermissions = [
  meshReadPermission,
  meshClustersReadPermission,
  meshManifestsApplyPermission,
  ...Object.values(meshDeliveryPermissions),
];

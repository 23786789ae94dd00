import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

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
 * Promote the canary of an entity's service by one step.
 *
 * @public
 */
export const meshDeliveryPromotePermission = createPermission({
  name: 'mesh.delivery.promote',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * All permissions of the mesh plugin.
 *
 * @public
 */
export const meshPermissions = [
  meshReadPermission,
  meshDeliveryPromotePermission,
];

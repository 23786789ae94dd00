import { createRouteRef } from '@backstage/core-plugin-api';

/**
 * The Mesh page.
 *
 * @public
 */
export const meshPageRouteRef = createRouteRef({ id: 'mesh' });

/**
 * The Mesh tab of an entity.
 *
 * @public
 */
export const entityMeshRouteRef = createRouteRef({ id: 'mesh:entity' });

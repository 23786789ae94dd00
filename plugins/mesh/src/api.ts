import { createApiRef } from '@backstage/core-plugin-api';
import type { MeshApi } from '@meshway/plugin-mesh-common';

/**
 * The mesh backend, as the browser sees it.
 *
 * @public
 */
export const meshApiRef = createApiRef<MeshApi>({ id: 'plugin.mesh.service' });

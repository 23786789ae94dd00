import { createRouteRef } from '@backstage/core-plugin-api';

export const meshPageRouteRef = createRouteRef({ id: 'mesh' });

export const entityMeshRouteRef = createRouteRef({ id: 'mesh:entity' });

import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { MeshClient, type MeshApi } from '@meshway/plugin-mesh-common';

/**
 * Makes the mesh backend's client for a task, with the rights of whoever started it.
 */
export type MeshClientOf = (credentials: BackstageCredentials) => MeshApi;

/** The client by which actions ask the mesh backend of the same portal. */
export function meshClientOf(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): MeshClientOf {
  const { auth, discovery } = options;
  return credentials =>
    new MeshClient({
      discoveryApi: discovery,
      fetchApi: {
        async fetch(input, init) {
          // One for each request: an action may wait for longer than a token lives.
          const { token } = await auth.getPluginRequestToken({
            onBehalfOf: credentials,
            targetPluginId: 'mesh',
          });
          return await fetch(input, {
            ...init,
            headers: { ...init?.headers, Authorization: `Bearer ${token}` },
          });
        },
      },
    });
}

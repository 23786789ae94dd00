import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';

const clusterListSchema = z.object({
  items: z.array(
    z.object({
      name: z.string().min(1),
      authProvider: z.string().optional(),
    }),
  ),
});

/**
 * What can be set for a request to a cluster.
 */
export type ClusterRequestInit = Omit<RequestInit, 'headers'> & {
  headers?: Record<string, string>;
};

/**
 * A cluster as the Kubernetes plugin describes it.
 */
export interface ClusterDescription {
  name: string;
  authProvider: string;
}

/**
 * The Kubernetes plugin of the same portal, called with this plugin's own credentials. Its locators,
 * authentication strategies and TLS settings apply, so that no cluster is configured twice.
 *
 * Node's fetch carries every request, also the typed ones: parsing is the model's work and a patch is one
 * header, whereas `@kubernetes/client-node` opens a connection per call, cannot bound its watches and would
 * be a second way of speaking to the same proxy.
 */
export class KubernetesPlugin {
  private readonly auth: AuthService;
  private readonly discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.auth = options.auth;
    this.discovery = options.discovery;
  }

  async clusters(signal: AbortSignal): Promise<ClusterDescription[]> {
    const response = await this.fetch('/clusters', { signal });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const { items } = clusterListSchema.parse(await response.json());
    return items.map(({ name, authProvider = 'none' }) => ({
      name,
      authProvider,
    }));
  }

  /**
   * A request to the API server of a cluster. Resolves with whatever the cluster or the proxy answers.
   *
   * @param path - with the leading slash, query included
   */
  async request(
    cluster: string,
    path: string,
    init: ClusterRequestInit,
  ): Promise<Response> {
    return await this.fetch(`/proxy${path}`, {
      ...init,
      headers: {
        Accept: 'application/json',
        // Anything compressed is held back by the backend until the response ends, so a watch would be mute.
        'Accept-Encoding': 'identity',
        'Backstage-Kubernetes-Cluster': cluster,
        ...init.headers,
      },
    });
  }

  private async fetch(
    path: string,
    init: ClusterRequestInit,
  ): Promise<Response> {
    // A token per request costs a millisecond and never expires in use.
    const [{ token }, baseUrl] = await Promise.all([
      this.auth.getPluginRequestToken({
        onBehalfOf: await this.auth.getOwnServiceCredentials(),
        targetPluginId: 'kubernetes',
      }),
      this.discovery.getBaseUrl('kubernetes'),
    ]);
    return await fetch(`${baseUrl}${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
    });
  }
}

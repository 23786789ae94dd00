import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import type { JsonObject } from '@backstage/types';
import { MeshClient } from '@meshway/plugin-mesh-common';
import meshPlugin from '..';
import { kubernetesConfig } from '../testing/kubernetesConfig';
import type { TestLab } from '../testing/TestLab';

/**
 * The mesh backend before a lab, by the Kubernetes plugin's proxy, in the process of a test.
 */
export class LabPortal {
  private readonly backend: Awaited<ReturnType<typeof startTestBackend>>;

  static async start(
    lab: TestLab,
    options: {
      entities?: Entity[];
      /** The configuration `mesh`. */
      mesh?: JsonObject;
      /** Clusters beside the lab. */
      others?: Parameters<typeof kubernetesConfig>[0];
      features?: BackendFeature[];
    } = {},
  ): Promise<LabPortal> {
    const { entities = [], others = [], features = [] } = options;
    const {
      mesh = {
        clusters: [{ name: 'lab', prometheus: { url: lab.prometheus } }],
      },
    } = options;
    const own = {
      name: 'lab',
      url: lab.apiServer,
      caData: lab.caData,
      serviceAccountToken: lab.portalToken,
    };
    return new LabPortal(
      await startTestBackend({
        features: [
          meshPlugin,
          kubernetesPlugin,
          catalogServiceMock.factory({ entities }),
          mockServices.rootConfig.factory({
            data: { kubernetes: kubernetesConfig([own, ...others]), mesh },
          }),
          ...features,
        ],
      }),
    );
  }

  private constructor(backend: LabPortal['backend']) {
    this.backend = backend;
  }

  url(path = ''): string {
    return `http://127.0.0.1:${this.backend.server.port()}/api/mesh${path}`;
  }

  /** The API as a user calls it, the tests' own if nobody is named. */
  clientOf(user?: string): MeshClient {
    return new MeshClient({
      discoveryApi: { getBaseUrl: async () => this.url() },
      fetchApi: {
        fetch: async (input, init) =>
          await fetch(input, {
            ...init,
            headers: {
              ...init?.headers,
              Authorization: mockCredentials.user.header(user),
            },
          }),
      },
    });
  }

  async stop(): Promise<void> {
    await this.backend.stop();
  }
}

import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import meshPlugin from '../../src';
import { bookinfo } from '../../src/testing/bookinfo';
import { FakeApiServer } from '../../src/testing/FakeApiServer';
import { fakeKubernetesPlugin } from '../../src/testing/fakeKubernetesPlugin';

/** What exists in the portal, so that a request can come through. */
export const REAL = {
  kind: ['component'],
  namespace: ['default'],
  name: ['productpage', 'unlabelled', 'confused', 'absent'],
  cluster: ['lab'],
  object: ['bookinfo', 'productpage'],
};

const SERVICES: Record<string, string> = {
  productpage: 'bookinfo/productpage',
  unlabelled: 'auto',
  confused: '../../secrets',
  absent: 'bookinfo/ratings',
};

/**
 * The plugin with a scripted cluster, in this process.
 */
export class FuzzedPortal {
  readonly url: string;
  readonly headers = { Authorization: mockCredentials.user.header() };
  /** What nobody outside may learn. */
  readonly secrets: string[];
  private readonly backend: Awaited<ReturnType<typeof startTestBackend>>;
  private readonly api: FakeApiServer;

  static async start(): Promise<FuzzedPortal> {
    const api = new FakeApiServer(bookinfo());
    await api.start();
    const backend = await startTestBackend({
      features: [
        meshPlugin,
        catalogServiceMock.factory({
          entities: Object.entries(SERVICES).map(([name, service]) => ({
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name, annotations: { 'meshway.dev/service': service } },
          })),
        }),
        fakeKubernetesPlugin({
          clusters: () => [{ name: 'lab', authProvider: 'serviceAccount' }],
          apiServer: api.url,
        }),
        // Nothing listens there: metrics fail in every request that asks for them.
        mockServices.rootConfig.factory({
          data: {
            mesh: {
              clusters: [
                { name: 'lab', prometheus: { url: 'http://127.0.0.1:9' } },
              ],
            },
          },
        }),
      ],
    });
    return new FuzzedPortal(backend, api);
  }

  private constructor(
    backend: Awaited<ReturnType<typeof startTestBackend>>,
    api: FakeApiServer,
  ) {
    this.backend = backend;
    this.api = api;
    this.url = `http://127.0.0.1:${backend.server.port()}/api/mesh`;
    this.secrets = [new URL(api.url).host, '127.0.0.1:9'];
  }

  async stop(): Promise<void> {
    await this.backend.stop();
    await this.api.stop();
  }
}

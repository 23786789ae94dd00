import { setTimeout as sleep } from 'node:timers/promises';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import meshPlugin from '..';
import { CountingProxy, isRead } from '../../dev/bench/CountingProxy';
import { TestLab } from '../testing/TestLab';
import { ViewStreamReader } from '../testing/ViewStreamReader';
import { kubernetesConfig } from '../testing/kubernetesConfig';

jest.setTimeout(180_000);

/** Several scrapes, and several looks at the metrics. */
const WATCHED_MS = 20_000;

/** What went to the API server, heartbeats apart, and to Prometheus. */
interface Upstream {
  reads: number;
  watches: number;
  queries: number;
}

describe('streams of one entity of a real mesh', () => {
  let apiServer: CountingProxy;
  let prometheus: CountingProxy;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  function follow(): ViewStreamReader {
    return new ViewStreamReader(
      `http://127.0.0.1:${backend.server.port()}/api/mesh/entities/component/default/productpage/stream`,
      { Authorization: mockCredentials.user.header() },
    );
  }

  /** What so many pages ask of cluster and Prometheus together, from opening to closing. */
  async function upstreamOf(pages: number): Promise<Upstream> {
    apiServer.requests = [];
    prometheus.requests = [];
    const streams = Array.from({ length: pages }, () => follow());
    await Promise.all(
      streams.map(stream =>
        stream.until(({ services }) => services[0]?.signals !== undefined),
      ),
    );
    await sleep(WATCHED_MS);
    for (const stream of streams) stream.close();
    return {
      reads: apiServer.requests.filter(isRead).length,
      watches: apiServer.requests.filter(({ path }) =>
        path.includes('watch=true'),
      ).length,
      queries: prometheus.requests.length,
    };
  }

  beforeAll(async () => {
    const lab = await TestLab.open();
    apiServer = new CountingProxy(
      lab.apiServer,
      Buffer.from(lab.caData, 'base64'),
    );
    prometheus = new CountingProxy(lab.prometheus);
    const [url, prometheusUrl] = await Promise.all([
      apiServer.listen(),
      prometheus.listen(),
    ]);
    backend = await startTestBackend({
      features: [
        meshPlugin,
        kubernetesPlugin,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'productpage',
                annotations: { 'meshway.dev/service': 'bookinfo/productpage' },
              },
            },
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            kubernetes: kubernetesConfig([
              {
                name: 'lab',
                url,
                serviceAccountToken: lab.portalToken,
              },
            ]),
            mesh: {
              clusters: [{ name: 'lab', prometheus: { url: prometheusUrl } }],
            },
          },
        }),
      ],
    });
    const first = follow();
    await first.until(({ services }) => services[0]?.signals !== undefined);
    first.close();
  });

  afterAll(async () => {
    await backend?.stop();
    apiServer?.close();
    prometheus?.close();
  });

  it('ask for 200 pages what they ask for one', async () => {
    const one = await upstreamOf(1);
    const many = await upstreamOf(200);
    expect(one.queries).toBeGreaterThan(0);
    // A reading, of two queries, may grow old once more while one of them watches.
    expect(Math.abs(many.queries - one.queries)).toBeLessThanOrEqual(2);
    expect([one.reads, many.reads]).toEqual([0, 0]);
    // Watches end and begin by their own clock; pages begin none.
    expect(many.watches).toBeLessThan(200);
  });
});

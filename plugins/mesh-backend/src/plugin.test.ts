import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import request from 'supertest';
import meshPlugin from '.';
import { bookinfo } from './testing/bookinfo';
import { FakeApiServer } from './testing/FakeApiServer';
import { fakeKubernetesPlugin } from './testing/fakeKubernetesPlugin';
import { ViewStreamReader } from './testing/ViewStreamReader';

const LAB = { name: 'lab', authProvider: 'serviceAccount' };
const VIEW = '/api/mesh/entities/component/default/productpage/view';
const STREAM = '/api/mesh/entities/component/default/productpage/stream';
const HEADERS = { Authorization: mockCredentials.user.header() };

describe('meshPlugin', () => {
  let api: FakeApiServer;
  let clusters: { name: string; authProvider: string }[];
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  async function start(options: { kubernetes: boolean; mesh?: object }) {
    backend = await startTestBackend({
      features: [
        meshPlugin,
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
          data: { mesh: options.mesh ?? {} },
        }),
        ...(options.kubernetes
          ? [
              fakeKubernetesPlugin({
                clusters: () => clusters,
                apiServer: api.url,
              }),
            ]
          : []),
      ],
    });
  }

  async function view(): Promise<EntityMeshView> {
    const response = await request(backend.server).get(VIEW).set(HEADERS);
    expect(response.status).toBe(200);
    return response.body;
  }

  function follow() {
    return new ViewStreamReader(
      `http://127.0.0.1:${backend.server.port()}${STREAM}`,
      HEADERS,
    );
  }

  beforeEach(async () => {
    clusters = [LAB];
    api = new FakeApiServer(bookinfo());
    await api.start();
  });

  afterEach(async () => {
    await backend.stop();
    await api.stop();
  });

  it('starts without a Kubernetes plugin, and says so', async () => {
    await start({ kubernetes: false });
    expect((await view()).problems).toEqual([
      {
        cluster: 'none',
        kind: 'unreachable',
        message: expect.stringMatching(/list of clusters/),
      },
    ]);
  });

  it('starts without a cluster, and says so', async () => {
    clusters = [];
    await start({ kubernetes: true });
    const stream = follow();
    const { problems } = await stream.until(({ problems: [problem] }) =>
      problem.message.includes('no clusters configured'),
    );
    expect(problems).toHaveLength(1);
    stream.close();
  });

  it('starts before its cluster, says why it is not there yet, and shows it when it is', async () => {
    api.refuse('/readyz', 503, 'the lab is still being built: etcd');
    await start({ kubernetes: true });
    const stream = follow();
    await stream.until(
      ({ problems: [problem] }) =>
        problem?.message === 'the lab is still being built: etcd.',
    );
    api.allow('/readyz');
    const { services } = await stream.until(found => found.services.length > 0);
    expect(services[0]).toMatchObject({
      headline: expect.stringContaining('waits for a decision'),
      freshness: { cluster: { state: 'live' } },
    });
    stream.close();
  }, 15_000);

  it('sends what changes in the cluster, and nothing else', async () => {
    await start({ kubernetes: true });
    const stream = follow();
    const pods = ({ services: [service] }: EntityMeshView) =>
      service?.revisions.flatMap(revision => revision.pods).length;
    await stream.until(seen => pods(seen) === 3);
    api.remove('Pod', 'bookinfo', 'productpage-canary-0');
    const { services } = await stream.until(seen => pods(seen) === 2);
    expect(services[0].freshness.cluster.state).toBe('live');
    stream.close();
  });

  it('sends events that nothing on the way holds back', async () => {
    await start({ kubernetes: true });
    const abort = new AbortController();
    const response = await fetch(
      `http://127.0.0.1:${backend.server.port()}${STREAM}`,
      {
        headers: { ...HEADERS, 'Accept-Encoding': 'gzip' },
        signal: abort.signal,
      },
    );
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    expect(response.headers.get('cache-control')).toBe(
      'no-cache, no-transform',
    );
    expect(response.headers.get('content-encoding')).toBeNull();
    abort.abort();
  });

  it('ends its streams when it stops', async () => {
    await start({ kubernetes: true });
    const stream = follow();
    await stream.until(() => true);
    await backend.stop();
    await expect(stream.until(() => false)).rejects.toThrow('stream ended');
  });

  it.each([
    [{ window: '5 seconds' }, /mesh.window must be between/],
    [
      { clusters: [{ name: 'lab', prometheus: { url: 'ftp://prometheus' } }] },
      /mesh.clusters\[0\].prometheus.url must be/,
    ],
    [
      {
        clusters: [
          { name: 'lab', prometheus: { url: 'http://prometheus?tenant=a' } },
        ],
      },
      /mesh.clusters\[0\].prometheus.url must be/,
    ],
    [
      { clusters: [{ name: 'lab' }, { name: 'lab' }] },
      /name must not be lab again/,
    ],
    [{ notifications: { events: ['paused'] } }, /mesh.notifications.events/],
    [{ manifests: { apply: 'perhaps' } }, /mesh.manifests.apply/],
  ])('refuses to start with the settings %j', async (mesh, message) => {
    // Stopped after each test, also when this one fails.
    await start({ kubernetes: true });
    const good = backend;
    await expect(start({ kubernetes: true, mesh })).rejects.toThrow(message);
    backend = good;
  });
});

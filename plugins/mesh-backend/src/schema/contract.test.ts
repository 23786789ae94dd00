import { randomUUID } from 'node:crypto';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { MeshClient } from '@meshway/plugin-mesh-common';
import meshPlugin from '..';
import { BOOKINFO_SEEN, bookinfo } from '../testing/bookinfo';
import { FakeApiServer } from '../testing/FakeApiServer';
import { fakeKubernetesPlugin } from '../testing/fakeKubernetesPlugin';
import { ContractCheck } from './__testUtils__/ContractCheck';
import { readDocument } from './readDocument';

// Each begins with a whole backend, which takes its time beside other tests.
jest.setTimeout(60_000);

const ENTITY = 'component:default/productpage';
const SERVICE = { cluster: 'lab', namespace: 'bookinfo', name: 'productpage' };

describe('the client, the document and the backend', () => {
  const contract = new ContractCheck(readDocument());
  let api: FakeApiServer;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let client: MeshClient;

  /** As a browser does, with an eye on what is said. */
  async function fetchChecked(
    input: RequestInfo | URL,
    init: RequestInit = {},
  ): Promise<Response> {
    const response = await fetch(input, {
      ...init,
      headers: {
        ...init.headers,
        Authorization: mockCredentials.user.header(),
      },
    });
    const { pathname, searchParams } = new URL(String(input));
    const contentType = response.headers.get('Content-Type') ?? '';
    contract.check(
      {
        method: init.method ?? 'GET',
        path: pathname.replace('/api/mesh', ''),
        query: [...searchParams.keys()],
      },
      init.body ? JSON.parse(String(init.body)) : undefined,
      {
        status: response.status,
        contentType,
        body: contentType.startsWith('application/json')
          ? await response.clone().json()
          : undefined,
      },
    );
    return response;
  }

  beforeAll(async () => {
    api = new FakeApiServer(bookinfo());
    await api.start();
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
        fakeKubernetesPlugin({
          clusters: () => [{ name: 'lab', authProvider: 'serviceAccount' }],
          apiServer: api.url,
        }),
      ],
    });
    client = new MeshClient({
      discoveryApi: {
        getBaseUrl: async () =>
          `http://127.0.0.1:${backend.server.port()}/api/mesh`,
      },
      fetchApi: { fetch: fetchChecked },
    });
    const page = new AbortController();
    await client.streamEntityView(ENTITY, {
      signal: page.signal,
      onView: ({ services }) => services.length > 0 && page.abort(),
    });
  });

  afterAll(async () => {
    await backend.stop();
    await api.stop();
  });

  it('agree on every operation', async () => {
    const to = '2026-11-20T20:00:00Z';
    const from = '2026-11-20T19:00:00Z';
    const limit = 10;
    const query = {
      search: 'product',
      waits: true,
      attention: false,
      phase: 'Paused' as const,
      sort: 'title' as const,
      order: 'descending' as const,
      limit,
    };
    const [view, fleet, namespaces] = await Promise.all([
      client.getEntityView(ENTITY),
      client.getFleet({ query }),
      client.getNamespaces('lab'),
      client.getGateways('lab'),
      client.getClusters(),
      client.getHealth(),
      client.getTrafficGraph(ENTITY, { service: SERVICE, windowSeconds: 60 }),
      client.getTrafficSeries(ENTITY, {
        service: SERVICE,
        from,
        to,
        stepSeconds: 60,
      }),
      client.getObject(ENTITY, {
        cluster: 'lab',
        kind: 'VirtualService',
        namespace: 'bookinfo',
        name: 'productpage',
      }),
      client.planDecision(ENTITY, { service: SERVICE, verb: 'promote' }),
      client.getDecisions(ENTITY, { limit }),
      client.planOnboarding('lab', {
        namespace: 'bookinfo',
        service: 'productpage',
        entityRef: ENTITY,
        owner: 'group:default/bookinfo-team',
        injection: 'pods',
        revision: 'stable',
        resilience: 'standard',
        circuitBreaker: true,
        protocol: 'http',
      }),
      client.lint([{ path: 'a.yaml', content: 'kind: [' }]),
      client.sendManifests('lab', {
        files: [{ path: 'a.yaml', content: 'kind: Component' }],
        mode: 'dry-run',
      }),
    ]);
    expect(view.services).toHaveLength(1);
    expect(fleet.rows).toHaveLength(1);
    expect(namespaces.map(({ name }) => name)).toContain('bookinfo');

    // What only a real cluster and another person could do is refused, as the document says.
    const refusals = await Promise.allSettled([
      client.decide(
        ENTITY,
        {
          service: SERVICE,
          verb: 'promote',
          seen: BOOKINFO_SEEN,
          reason: 'Looks good.',
        },
        { idempotencyKey: 'click-1' },
      ),
      client.approveDecision(ENTITY, randomUUID()),
      client.withdrawDecision(ENTITY, randomUUID()),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual(
      refusals.map(() => 'rejected'),
    );
    expect([...contract.answered.keys()].sort()).toEqual(
      contract.operations.map(({ operationId }) => operationId).sort(),
    );
    expect(
      Object.fromEntries(
        [...contract.answered].map(([id, statuses]) => [id, [...statuses]]),
      ),
    ).toMatchObject({
      approveDecision: [404],
      withdrawDecision: [404],
      getObject: [200],
      getTrafficGraph: [200],
      getTrafficSeries: [200],
      planDecision: [200],
      planOnboarding: [200],
    });
  });

  it('agree on when a view has not changed', async () => {
    const url = `http://127.0.0.1:${backend.server.port()}/api/mesh/entities/component/default/productpage/view`;
    const headers = { Authorization: mockCredentials.user.header() };
    const first = await fetch(url, { headers });
    const etag = first.headers.get('ETag')!;
    expect(etag).toMatch(/^W\/"[-\w]{43}"$/);
    const again = await fetch(url, {
      headers: { ...headers, 'If-None-Match': etag },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await fetch(url, {
      headers: { ...headers, 'If-None-Match': '"another"' },
    });
    expect(other.status).toBe(200);
  });

  it.each(['gzip', 'identity'])(
    'agree on a view sent as %s',
    async encoding => {
      const response = await fetch(
        `http://127.0.0.1:${backend.server.port()}/api/mesh/entities/component/default/productpage/view`,
        {
          headers: {
            Authorization: mockCredentials.user.header(),
            'Accept-Encoding': encoding,
          },
        },
      );
      expect(response.headers.get('Content-Encoding') ?? 'identity').toBe(
        encoding,
      );
      expect(response.headers.get('Content-Length')).toMatch(/^[1-9]\d*$/);
      expect(await response.json()).toMatchObject({
        entityRef: 'component:default/productpage',
      });
    },
  );

  it.each([
    ['a query that nobody knows', '/fleet?owners=me', /owners/],
    ['a limit beyond all bounds', '/fleet?limit=1001', /limit must be <= 1000/],
    ['a cursor that is none', '/fleet?cursor=x', /cursor/],
    [
      'a window of a day',
      '/entities/component/default/productpage/traffic?cluster=lab&namespace=bookinfo&service=productpage&windowSeconds=86400',
      /windowSeconds must be <= 3600/,
    ],
    [
      'a series of a year',
      '/entities/component/default/productpage/series?cluster=lab&namespace=bookinfo&service=productpage&from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z',
      /31 days/,
    ],
  ])('refuse %s', async (_, path, message) => {
    const response = await fetch(
      `http://127.0.0.1:${backend.server.port()}/api/mesh${path}`,
      { headers: { Authorization: mockCredentials.user.header() } },
    );
    const { error } = await response.json();
    expect([response.status, error.message]).toEqual([
      400,
      expect.stringMatching(message),
    ]);
  });
});

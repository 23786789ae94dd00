import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createServiceFactory,
  type RootLoggerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import meshPlugin from '..';
import { bookinfo } from '../testing/bookinfo';
import { FakeApiServer } from '../testing/FakeApiServer';
import { fakeKubernetesPlugin } from '../testing/fakeKubernetesPlugin';
import { ViewStreamReader } from '../testing/ViewStreamReader';

// Each begins with a whole backend, which takes its time beside other tests.
jest.setTimeout(60_000);

const SECRETS = {
  token: 'secret-bearer-token',
  header: 'secret-header-value',
};

const ENTITY = '/api/mesh/entities/component/default/productpage';
const HEADERS = { Authorization: mockCredentials.user.header() };

describe('what the plugin says when its sources fail', () => {
  const lines: string[] = [];
  let api: FakeApiServer;
  let prometheus: Server;
  let asked: string[];
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  function logger(): RootLoggerService {
    const write = (message: string, meta?: object) => {
      lines.push(`${message} ${JSON.stringify(meta)}`);
    };
    return {
      error: write,
      warn: write,
      info: write,
      debug: write,
      child: meta => {
        write('child', meta);
        return logger();
      },
    };
  }

  beforeAll(async () => {
    asked = [];
    api = new FakeApiServer(bookinfo());
    await api.start();
    api.refuse('/apis/argoproj.io/v1alpha1/rollouts', 500, 'broken');
    // A careless server says in its error what it was sent.
    prometheus = createServer((incoming, response) => {
      const { authorization, 'x-scope-orgid': tenant } = incoming.headers;
      asked.push(`${authorization} ${tenant}`);
      response.writeHead(500).end(`no access for ${authorization} ${tenant}`);
    }).listen(0, '127.0.0.1');
    await once(prometheus, 'listening');
    const { port } = prometheus.address() as AddressInfo;
    backend = await startTestBackend({
      features: [
        meshPlugin,
        fakeKubernetesPlugin({
          clusters: () => [{ name: 'lab', authProvider: 'serviceAccount' }],
          apiServer: api.url,
        }),
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
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: logger,
        }),
        mockServices.rootConfig.factory({
          data: {
            mesh: {
              clusters: [
                {
                  name: 'lab',
                  prometheus: {
                    url: `http://127.0.0.1:${port}/tenants/secret-path`,
                    bearerToken: SECRETS.token,
                    headers: { 'X-Scope-OrgID': SECRETS.header },
                  },
                },
              ],
            },
          },
        }),
      ],
    });
    const stream = new ViewStreamReader(
      `http://127.0.0.1:${backend.server.port()}${ENTITY}/stream`,
      HEADERS,
    );
    await stream.until(({ services }) => services.length > 0);
    stream.close();
  }, 20_000);

  afterAll(async () => {
    await backend?.stop();
    await api?.stop();
    prometheus?.close();
  });

  it('has no secret and no address in it, neither in the log nor in an answer', async () => {
    const answers = [];
    for (const path of [
      `${ENTITY}/view`,
      '/api/mesh/fleet',
      '/api/mesh/clusters',
      '/api/mesh/health',
    ]) {
      const { status, text } = await request(backend.server)
        .get(path)
        .set(HEADERS);
      answers.push(`${path} ${status} ${text}`);
    }
    expect(asked).toContain(`Bearer ${SECRETS.token} ${SECRETS.header}`);
    expect(answers[0]).toMatch(/status 500/);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of [...lines, ...answers]) {
      expect(line).not.toMatch(/secret-/);
      expect(line).not.toMatch(/http:\/\/127\.0\.0\.1/);
    }
  });
});

import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import meshPlugin from '..';
import { bookinfo, BOOKINFO_SEEN } from '../testing/bookinfo';
import { FakeApiServer } from '../testing/FakeApiServer';
import { fakeKubernetesPlugin } from '../testing/fakeKubernetesPlugin';

// Each begins with a whole backend, which takes its time beside other tests.
jest.setTimeout(60_000);

const USER = mockCredentials.user.header('user:default/ada');
const SERVICE_TOKEN = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('plugin:mcp-actions'),
  targetPluginId: 'mesh',
});
const CHOICE = {
  entityRef: 'component:default/productpage',
  service: { cluster: 'lab', namespace: 'bookinfo', name: 'productpage' },
  verb: 'promote',
};

describe('actions by the registry of the backend', () => {
  let api: FakeApiServer;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  async function start(denied: string[] = []) {
    api = new FakeApiServer(bookinfo());
    await api.start();
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
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result: denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            })),
        }).factory,
        mockServices.rootConfig.factory({
          data: { mesh: { actions: { decisions: true } } },
        }),
      ],
    });
  }

  async function invoke(action: string, input: object, token = USER) {
    const { status, body } = await request(backend.server)
      .post(`/api/mesh/.backstage/actions/v1/actions/mesh:${action}/invoke`)
      .set({ Authorization: token })
      .send(input);
    return { status, message: body.error?.message, output: body.output };
  }

  afterEach(async () => {
    await backend.stop();
    await api.stop();
  });

  it.each<[string, object]>([
    ['get-service-mesh-view', { entityRef: CHOICE.entityRef }],
    ['explain-delivery', { entityRef: CHOICE.entityRef }],
    ['plan-decision', CHOICE],
    ['take-decision', { ...CHOICE, seen: BOOKINFO_SEEN, reason: 'Good.' }],
  ])('do not %s for somebody who may not', async (action, input) => {
    await start(['mesh.read']);
    await expect(invoke(action, input)).resolves.toMatchObject({
      status: 403,
      message: expect.stringContaining('permission mesh.read'),
    });
  });

  it('list only what the caller may see', async () => {
    await start(['mesh.read']);
    await expect(invoke('list-waiting-deliveries', {})).resolves.toMatchObject({
      status: 200,
      output: { deliveries: [], total: 0 },
    });
  });

  it('know no entity that the catalog does not show', async () => {
    await start(['catalog.entity.read']);
    await expect(
      invoke('explain-delivery', { entityRef: CHOICE.entityRef }),
    ).resolves.toMatchObject({
      status: 404,
      message: expect.stringContaining(CHOICE.entityRef),
    });
  });

  it('take decisions only for people', async () => {
    await start();
    await expect(
      invoke(
        'take-decision',
        { ...CHOICE, seen: BOOKINFO_SEEN, reason: 'Good.' },
        SERVICE_TOKEN,
      ),
    ).resolves.toMatchObject({
      status: 403,
      message: expect.stringContaining('Only people decide'),
    });
    expect(api.requests.filter(line => line.startsWith('PATCH'))).toEqual([]);
  });
});

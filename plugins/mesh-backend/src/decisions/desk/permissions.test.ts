import { createBackendModule } from '@backstage/backend-plugin-api';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  meshDeliveryPermissions,
  type Decision,
  type DecisionVerb,
} from '@meshway/plugin-mesh-common';
import request from 'supertest';
import meshPlugin from '../..';
import { BOOKINFO_SEEN, bookinfo } from '../../testing/bookinfo';
import { FakeApiServer } from '../../testing/FakeApiServer';
import { fakeKubernetesPlugin } from '../../testing/fakeKubernetesPlugin';
import { testAuthFactory } from '../../../dev/testAuthFactory';

jest.setTimeout(60_000);

const PATH = '/api/mesh/entities/component/default/productpage';
const OWNER = 'user:default/owner';
/** The catalog shows them only what is their own. */
const STRANGER = 'user:default/stranger';

/** Gives the catalog what it would read from files. */
const entities = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'test-entities',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'test-entities',
          async connect(connection) {
            await connection.applyMutation({
              type: 'full',
              entities: [
                {
                  locationKey: 'test',
                  entity: {
                    apiVersion: 'backstage.io/v1alpha1',
                    kind: 'Component',
                    metadata: {
                      name: 'productpage',
                      namespace: 'default',
                      annotations: {
                        'meshway.dev/service': 'bookinfo/productpage',
                        'backstage.io/managed-by-location': 'url:https://test',
                        'backstage.io/managed-by-origin-location':
                          'url:https://test',
                      },
                    },
                    spec: {
                      type: 'service',
                      lifecycle: 'production',
                      owner: OWNER,
                    },
                  },
                },
              ],
            });
          },
        });
      },
    });
  },
});

/** Owners decide, everyone who is known reads what the catalog shows them; the guest does neither. */
const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init(deps) {
        deps.policy.setPolicy({
          async handle({ permission }, user) {
            const owned = () =>
              isResourcePermission(permission, 'catalog-entity')
                ? createCatalogConditionalDecision(
                    permission,
                    catalogConditions.isEntityOwner({
                      claims: user?.info.ownershipEntityRefs ?? [],
                    }),
                  )
                : ({ result: AuthorizeResult.ALLOW } as const);
            if (permission.name === 'catalog.entity.read') {
              return user?.info.userEntityRef === STRANGER
                ? owned()
                : { result: AuthorizeResult.ALLOW };
            }
            if (!permission.name.startsWith('mesh.')) {
              return { result: AuthorizeResult.ALLOW };
            }
            if (user?.info.userEntityRef === 'user:default/guest') {
              return { result: AuthorizeResult.DENY };
            }
            return permission.name.startsWith('mesh.delivery.')
              ? owned()
              : { result: AuthorizeResult.ALLOW };
          },
        });
      },
    });
  },
});

type Answer = 'passed' | 'refused' | 'not there' | 'who are you?';

/** Who asks, and what comes of it: with the permission a decision gets as far as the cluster. */
const CALLERS: [who: string, authorization: string, answer: Answer][] = [
  ['the owner', mockCredentials.user.header(OWNER), 'passed'],
  [
    'another user',
    mockCredentials.user.header('user:default/other'),
    'refused',
  ],
  ['a stranger', mockCredentials.user.header(STRANGER), 'not there'],
  ['the guest', mockCredentials.user.header('user:default/guest'), 'refused'],
  ['a service', mockCredentials.service.header(), 'refused'],
  ['nobody', mockCredentials.none.header(), 'who are you?'],
];

const ANSWERS: Record<number, Answer> = {
  401: 'who are you?',
  403: 'refused',
};

function answerOf({ status, body }: request.Response): Answer {
  // The cluster of this test has no Rollout to read either.
  return body.error?.message.startsWith('There is no entity')
    ? 'not there'
    : ANSWERS[status] ?? 'passed';
}

const VERBS = Object.keys(meshDeliveryPermissions) as DecisionVerb[];

describe('who may decide, with the permissions and the catalog of a real portal', () => {
  let api: FakeApiServer;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    api = new FakeApiServer(bookinfo());
    await api.start();
    backend = await startTestBackend({
      features: [
        meshPlugin,
        catalogPlugin,
        entities,
        permissionPlugin,
        policy,
        testAuthFactory,
        httpAuthServiceFactory,
        // Without a result that is the real one.
        mockServices.permissions.factory(),
        mockServices.rootConfig.factory({
          data: { permission: { enabled: true } },
        }),
        fakeKubernetesPlugin({
          clusters: () => [{ name: 'lab', authProvider: 'serviceAccount' }],
          apiServer: api.url,
        }),
      ],
    });
  });

  function post(verb: DecisionVerb, authorization: string) {
    return request(backend.server)
      .post(`${PATH}/decisions`)
      .set('Authorization', authorization)
      .send({
        service: { cluster: 'lab', namespace: 'bookinfo', name: 'productpage' },
        verb,
        seen: BOOKINFO_SEEN,
        ...(verb === 'roll-back' && { revision: '64498bc78b' }),
      });
  }

  /** Until the catalog has the entity with its relations, and the cluster has been read. */
  async function ready(): Promise<void> {
    const { body } = await request(backend.server)
      .get(`${PATH}/view`)
      .set('Authorization', mockCredentials.user.header(OWNER));
    if (body.services?.[0]?.freshness.cluster.state === 'live') return;
    await new Promise(resolve => setTimeout(resolve, 50));
    await ready();
  }

  afterAll(async () => {
    await backend?.stop();
    await api?.stop();
  });

  it('is decided verb by verb for the owner of the entity', async () => {
    await ready();
    const expected = VERBS.flatMap(verb =>
      CALLERS.map(([who, , answer]) => `${verb}, ${who}: ${answer}`),
    );
    const answers = [];
    for (const verb of VERBS) {
      for (const [who, authorization] of CALLERS) {
        const answer = answerOf(await post(verb, authorization));
        answers.push(`${verb}, ${who}: ${answer}`);
      }
    }
    expect(answers).toEqual(expected);
    const { body } = await request(backend.server)
      .get(`${PATH}/decisions`)
      .set('Authorization', mockCredentials.user.header(OWNER));
    // Whatever came of them in the cluster: what passed is written down, and nothing else is.
    const written = body.decisions.map(({ verb, decidedBy }: Decision) => [
      verb,
      decidedBy,
    ]);
    expect(written.reverse()).toEqual(VERBS.map(verb => [verb, OWNER]));
  });

  it('is told nothing of an entity that the catalog does not show them', async () => {
    await ready();
    const answers = async (path: string, who: string) => {
      const { status, body } = await request(backend.server)
        .get(path)
        .set('Authorization', mockCredentials.user.header(who));
      return { status, message: body.error?.message };
    };
    const service = 'cluster=lab&namespace=bookinfo&service=productpage';
    for (const part of [
      'view',
      'stream',
      'decisions',
      `traffic?${service}`,
      `series?${service}&from=2026-11-20T20:00:00Z&to=2026-11-20T21:00:00Z`,
    ]) {
      // The owner has just read it, and still the stranger is asked about.
      expect((await answers(`${PATH}/view`, OWNER)).status).toBe(200);
      const hidden = await answers(`${PATH}/${part}`, STRANGER);
      const missing = await answers(
        `${PATH.replace('productpage', 'missing')}/${part}`,
        STRANGER,
      );
      expect(hidden).toEqual({
        status: 404,
        message: 'There is no entity component:default/productpage.',
      });
      expect(missing).toEqual({
        status: 404,
        message: 'There is no entity component:default/missing.',
      });
    }
    const { body } = await request(backend.server)
      .get('/api/mesh/fleet')
      .set('Authorization', mockCredentials.user.header(STRANGER));
    expect(body).toMatchObject({ rows: [], total: 0 });
  });

  it('is a permission of its own for each verb', async () => {
    for (const verb of VERBS) {
      const { body } = await post(
        verb,
        mockCredentials.user.header('user:default/other'),
      );
      expect(body.error.message).toBe(
        `You do not hold the permission mesh.delivery.${verb} on component:default/productpage.`,
      );
    }
  });
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  parseObject,
  type Decision,
  type EntityMeshView,
  type Fleet,
  type Freshness,
  type MeshKind,
} from '@meshway/plugin-mesh-common';
import request from 'supertest';
import type { Clusters } from '../clusters/Clusters';
import { ObjectStore } from '../clusters/ObjectStore';
import type { AuthorisedDecision, DecisionService } from '../decisions/types';
import { ViewStreams } from '../stream/ViewStreams';
import { TrafficReader } from '../telemetry/TrafficReader';
import { BOOKINFO_SEEN, bookinfo } from '../testing/bookinfo';
import { EntityViews } from '../views/EntityViews';
import { FleetViews } from '../views/FleetViews';
import { ServiceViews } from '../views/ServiceViews';
import { createRouter } from './createRouter';
import { EntityAccess } from './EntityAccess';

const LIVE: Freshness = {
  state: 'live',
  heardAt: '2026-11-20T20:00:00.000Z',
};

const OWNER = mockCredentials.user('user:default/owner');

const REQUEST = {
  service: { cluster: 'lab', namespace: 'bookinfo', name: 'productpage' },
  verb: 'promote',
  seen: BOOKINFO_SEEN,
};

function component(
  name: string,
  annotations: Record<string, string>,
  owner = 'group:default/bookinfo-team',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

const PRODUCTPAGE = component('productpage', {
  'meshway.dev/service': 'bookinfo/productpage',
});
/** Anyone can register an entity that points at someone else's service. */
const HOSTILE = component(
  'hostile',
  { 'meshway.dev/service': 'bookinfo/productpage' },
  'group:default/strangers',
);
/** Or that selects it. */
const SELECTING = component(
  'selecting',
  {
    'meshway.dev/service': 'auto',
    'backstage.io/kubernetes-label-selector': 'app=productpage',
  },
  'group:default/strangers',
);

describe('createRouter', () => {
  const taken: AuthorisedDecision[] = [];
  let take: (request: AuthorisedDecision) => Promise<Decision>;
  let denied: string[];
  let freshness: Freshness;
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  let server: Parameters<typeof request>[0];
  let stop: () => Promise<void>;

  const decisions: DecisionService = {
    take: async decision => {
      taken.push(decision);
      return await take(decision);
    },
    list: async () => [],
    settleOpen: async () => {},
    onChange: () => () => {},
  };

  function clusters(): Clusters {
    const store = new ObjectStore({ onListenerFailure: () => {} });
    for (const [kind, objects] of Object.entries(bookinfo())) {
      for (const raw of objects) {
        store.put(parseObject(kind as MeshKind, raw));
      }
    }
    return {
      names: () => ['lab'],
      get: name =>
        name === 'lab'
          ? {
              name,
              store,
              complete: freshness.state !== 'unavailable',
              freshness: () => freshness,
            }
          : undefined,
      problem: undefined,
      freshness: name =>
        name === 'lab'
          ? freshness
          : { state: 'unavailable', reason: `There is no cluster ${name}.` },
      onChange: () => () => {},
    };
  }

  beforeAll(async () => {
    const plugin = createBackendPlugin({
      pluginId: 'mesh',
      register(env) {
        env.registerInit({
          deps: {
            auditor: coreServices.auditor,
            catalog: catalogServiceRef,
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
            lifecycle: coreServices.lifecycle,
            logger: coreServices.logger,
            permissions: coreServices.permissions,
          },
          async init(deps) {
            const known = clusters();
            const traffic = new TrafficReader({
              servers: new Map(),
              windowSeconds: 60,
            });
            const services = new ServiceViews({
              clusters: known,
              trustCatalog: false,
            });
            const views = new EntityViews({ services, traffic, decisions });
            const streams = new ViewStreams({
              views,
              clusters: known,
              decisions,
              logger: deps.logger,
            });
            deps.lifecycle.addShutdownHook(() => streams.close());
            deps.httpRouter.use(
              createRouter({
                ...deps,
                access: new EntityAccess(deps),
                services,
                views,
                streams,
                decisions,
                fleet: new FleetViews({ services, clusters: known, traffic }),
              }),
            );
          },
        });
      },
    });
    const backend = await startTestBackend({
      features: [
        plugin,
        catalogServiceMock.factory({
          entities: [
            PRODUCTPAGE,
            HOSTILE,
            SELECTING,
            component('unlabelled', {
              'meshway.dev/service': 'auto',
              'backstage.io/kubernetes-id': 'ratings',
            }),
            component('bare', { 'meshway.dev/service': 'auto' }),
            component('abroad', {
              'meshway.dev/service': 'bookinfo/productpage',
              'backstage.io/kubernetes-cluster': 'mars, lab',
            }),
            component('nothing', {}),
            component('confused', { 'meshway.dev/service': '../../secrets' }),
            component('elsewhere', {
              'meshway.dev/service': 'bookinfo/productpage',
              'backstage.io/kubernetes-cluster': 'mars',
            }),
            component('absent', { 'meshway.dev/service': 'bookinfo/ratings' }),
          ],
        }),
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission, resourceRef }) => ({
              result: denied.includes(`${permission.name} ${resourceRef}`)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            })),
        }).factory,
        mockServices.auditor.mock({ createEvent: async () => auditEvent })
          .factory,
      ],
    });
    server = backend.server;
    stop = () => backend.stop();
  });

  beforeEach(() => {
    taken.length = 0;
    denied = [];
    freshness = LIVE;
    auditEvent.success.mockReset();
    auditEvent.fail.mockReset();
    take = async decision => ({
      id: '1',
      entityRef: decision.entityRef,
      cluster: decision.target.cluster,
      namespace: decision.target.namespace,
      workload: decision.target.rollout,
      verb: decision.verb,
      state: 'confirmed',
      decidedBy: decision.decidedBy,
      seen: decision.seen,
      requestedAt: '2026-11-20T20:00:00.000Z',
      updatedAt: '2026-11-20T20:00:01.000Z',
    });
  });

  afterAll(() => stop());

  function get(path: string) {
    return request(server)
      .get(`/api/mesh${path}`)
      .set('Authorization', mockCredentials.user.header());
  }

  function promote(entity: string, body: object = REQUEST) {
    return request(server)
      .post(`/api/mesh/entities/component/default/${entity}/decisions`)
      .set(
        'Authorization',
        mockCredentials.user.header(OWNER.principal.userEntityRef),
      )
      .send(body);
  }

  describe('a view', () => {
    it('shows the services of the entity', async () => {
      const response = await get(
        '/entities/component/default/productpage/view',
      );
      expect(response.status).toBe(200);
      const { services, problems, entityRef }: EntityMeshView = response.body;
      expect(entityRef).toBe('component:default/productpage');
      expect(problems).toEqual([]);
      expect(services).toEqual([
        expect.objectContaining({
          cluster: 'lab',
          namespace: 'bookinfo',
          name: 'productpage',
          consent: expect.objectContaining({ given: true }),
          delivery: expect.objectContaining({
            engine: 'argo-rollouts',
            phase: 'Paused',
            waitsForDecision: true,
          }),
          freshness: {
            cluster: LIVE,
            metrics: {
              state: 'unavailable',
              reason:
                'No Prometheus is configured for cluster lab (mesh.clusters).',
            },
          },
        }),
      ]);
    });

    it.each(['hostile', 'selecting'])(
      'gives only reading to an entity that the cluster does not name (%s)',
      async name => {
        const response = await get(`/entities/component/default/${name}/view`);
        expect(response.status).toBe(200);
        const [{ consent, ...service }] = response.body.services;
        expect(service).toMatchObject({
          namespace: 'bookinfo',
          name: 'productpage',
        });
        expect(consent).toEqual({
          given: false,
          reason:
            'Rollout bookinfo/productpage names another entity, component:default/productpage: only that one may decide.',
          line: `meshway.dev/entity: component:default/${name}`,
        });
      },
    );

    it.each([
      ['of an entity that does not exist', 'missing', 404, /no entity/],
      [
        'of an entity without a service',
        'nothing',
        404,
        /meshway.dev\/service/,
      ],
      [
        'of an entity without anything to find a service by',
        'bare',
        404,
        /names no service of the mesh. Add the annotation meshway.dev\/service/,
      ],
      ['of an annotation that is not a service', 'confused', 400, /secrets/],
      ['of something that is not an entity', 'a%2Fb', 400, /name/],
    ])('%s is refused', async (_, name, status, message) => {
      const response = await get(`/entities/component/default/${name}/view`);
      expect(response.status).toBe(status);
      expect(response.body.error.message).toMatch(message);
    });

    it('says which cluster cannot be read, and which has no such service', async () => {
      const elsewhere = await get('/entities/component/default/elsewhere/view');
      expect(elsewhere.body.problems).toEqual([
        {
          cluster: 'mars',
          kind: 'unreachable',
          message: 'There is no cluster mars.',
        },
      ]);
      const absent = await get('/entities/component/default/absent/view');
      expect(absent.body.problems).toEqual([
        {
          cluster: 'lab',
          kind: 'not-found',
          message: expect.stringContaining(
            'There is no Service ratings in namespace bookinfo of cluster lab.',
          ),
        },
      ]);
      const abroad = await get('/entities/component/default/abroad/view');
      expect(abroad.body.services).toEqual([
        expect.objectContaining({ cluster: 'lab', name: 'productpage' }),
      ]);
      expect(abroad.body.problems).toEqual(elsewhere.body.problems);
    });

    it('says what to add to a service that is found by nothing', async () => {
      const response = await get('/entities/component/default/unlabelled/view');
      expect(response.body.problems).toEqual([
        {
          cluster: 'lab',
          kind: 'not-found',
          message:
            'No Service has labels that fit backstage.io/kubernetes-id=ratings, and no Service there selects a workload that has them. Add the labels to the Service, or name it with the annotation meshway.dev/service: <namespace>/<service>.',
        },
      ]);
    });

    it('is not for those who may not read it', async () => {
      denied = ['mesh.read component:default/productpage'];
      for (const resource of ['view', 'stream', 'decisions']) {
        const response = await get(
          `/entities/component/default/productpage/${resource}`,
        );
        expect(response.status).toBe(403);
      }
    });

    it('is not for those who do not say who they are', async () => {
      const response = await request(server)
        .get('/api/mesh/entities/component/default/productpage/view')
        .set('Authorization', mockCredentials.none.header());
      expect(response.status).toBe(401);
    });
  });

  describe('the fleet', () => {
    it('has a row for every service the caller may see, with what is wrong', async () => {
      denied = ['mesh.read component:default/hostile'];
      const { rows, clusters: states }: Fleet = (await get('/fleet')).body;
      expect(
        rows.map(({ title, phase, waitsForDecision }) => [
          title,
          phase,
          waitsForDecision,
        ]),
      ).toEqual([
        ['abroad', 'Paused', true],
        ['productpage', 'Paused', true],
        ['selecting', 'Paused', true],
        ['abroad', 'unknown', false],
        ['absent', 'unknown', false],
        ['bare', 'unknown', false],
        ['confused', 'unknown', false],
        ['elsewhere', 'unknown', false],
        ['unlabelled', 'unknown', false],
      ]);
      expect(states).toEqual({ lab: LIVE });
    });
  });

  describe('a promote', () => {
    it('is carried out in the name of its author', async () => {
      const response = await promote('productpage');
      expect(response.status).toBe(200);
      expect(response.body.state).toBe('confirmed');
      expect(taken).toEqual([
        {
          entityRef: 'component:default/productpage',
          ownerRef: 'group:default/bookinfo-team',
          decidedBy: 'user:default/owner',
          target: {
            cluster: 'lab',
            namespace: 'bookinfo',
            rollout: 'productpage',
          },
          verb: 'promote',
          seen: BOOKINFO_SEEN,
          reason: undefined,
        },
      ]);
      expect(auditEvent.success).toHaveBeenCalledTimes(1);
      expect(auditEvent.fail).not.toHaveBeenCalled();
    });

    it('that comes too late says what changed', async () => {
      take = async () => {
        throw new ConflictError('The canary is at step 4 now.');
      };
      const response = await promote('productpage');
      expect(response.status).toBe(409);
      expect(response.body.error.message).toBe('The canary is at step 4 now.');
      expect(auditEvent.fail).toHaveBeenCalledTimes(1);
      expect(auditEvent.success).not.toHaveBeenCalled();
    });

    it.each([
      [
        'without the permission',
        'productpage',
        REQUEST,
        403,
        /mesh.delivery.promote/,
      ],
      [
        'of another team’s service, through an entity of one’s own',
        'hostile',
        REQUEST,
        403,
        /Add this line: meshway.dev\/entity: component:default\/hostile/,
      ],
      [
        'of another team’s service, through an entity that selects it',
        'selecting',
        REQUEST,
        403,
        /only that one may decide. Add this line: meshway.dev\/entity: component:default\/selecting/,
      ],
      [
        'of a service that the entity does not select',
        'selecting',
        { ...REQUEST, service: { ...REQUEST.service, name: 'ratings' } },
        400,
        /component:default\/selecting does not name the service bookinfo\/ratings in cluster lab/,
      ],
      [
        'in a cluster that the entity does not name',
        'elsewhere',
        REQUEST,
        400,
        /does not name the service bookinfo\/productpage in cluster lab/,
      ],
      [
        'of a service that the entity does not name',
        'productpage',
        { ...REQUEST, service: { ...REQUEST.service, name: 'ratings' } },
        400,
        /does not name/,
      ],
      [
        'in a cluster that does not exist',
        'productpage',
        { ...REQUEST, service: { ...REQUEST.service, cluster: 'mars' } },
        503,
        /no cluster mars/,
      ],
      [
        'of a service that is not there',
        'absent',
        { ...REQUEST, service: { ...REQUEST.service, name: 'ratings' } },
        404,
        /no Service ratings/,
      ],
      [
        'with a verb that does not exist',
        'productpage',
        { ...REQUEST, verb: 'destroy' },
        400,
        /verb/,
      ],
      [
        'without saying what was seen',
        'productpage',
        { ...REQUEST, seen: { podHash: 'x' } },
        400,
        /seen.stepIndex.*seen.pauseStartedAt.*seen.weight/,
      ],
      [
        'for a reason that no database can keep',
        'productpage',
        { ...REQUEST, reason: 'good\0' },
        400,
        /reason/,
      ],
      [
        'with more than it needs',
        'productpage',
        { ...REQUEST, target: { rollout: 'other' } },
        400,
        /target/,
      ],
      ['of an entity that is not seen', 'missing', REQUEST, 404, /no entity/],
    ])('%s is refused', async (situation, entity, body, status, message) => {
      if (situation === 'without the permission') {
        denied = ['mesh.delivery.promote component:default/productpage'];
      }
      const response = await promote(entity, body);
      expect([response.status, response.body.error.message]).toEqual([
        status,
        expect.stringMatching(message),
      ]);
      expect(taken).toEqual([]);
      expect(auditEvent.fail).toHaveBeenCalledTimes(1);
      expect(auditEvent.success).not.toHaveBeenCalled();
    });

    it('is for people, not for other plugins', async () => {
      const response = await request(server)
        .post('/api/mesh/entities/component/default/productpage/decisions')
        .set('Authorization', mockCredentials.service.header())
        .send(REQUEST);
      expect(response.status).toBe(403);
      expect(taken).toEqual([]);
    });

    it('is refused while nobody knows whether the cluster still agrees', async () => {
      freshness = {
        state: 'stale',
        heardAt: '2026-11-20T20:00:00.000Z',
        reason: 'Cluster lab does not answer: connection refused.',
      };
      const response = await promote('productpage');
      expect(response.status).toBe(503);
      expect(response.body.error.message).toBe(
        'Nothing was changed. Cluster lab does not answer: connection refused.',
      );
      expect(taken).toEqual([]);
    });

    it('is not for services', async () => {
      const response = await request(server)
        .post('/api/mesh/entities/component/default/productpage/decisions')
        .set('Authorization', mockCredentials.service.header())
        .send(REQUEST);
      expect(response.status).toBe(403);
      expect(taken).toEqual([]);
    });
  });
});

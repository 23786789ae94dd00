import { randomUUID } from 'node:crypto';
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
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  meshDeliveryPermissions,
  type Decision,
  type EntityMeshView,
  type Fleet,
  type Freshness,
  type MeshKind,
} from '@meshway/plugin-mesh-common';
import request from 'supertest';
import { DecisionDesk } from '../decisions/desk/DecisionDesk';
import { Situations } from '../decisions/desk/Situations';
import { DEFAULT_CLUSTER_SETTINGS } from '../clusters/clusterSettings';
import { NO_RULES, type DecisionRules } from '../decisions/rules/DecisionRules';
import type { Freeze } from '../decisions/rules/Freeze';
import type { AuthorisedDecision, DecisionService } from '../decisions/types';
import { ViewStreams } from '../stream/ViewStreams';
import { SeriesReader } from '../telemetry/SeriesReader';
import { TrafficReader } from '../telemetry/TrafficReader';
import { BOOKINFO_SEEN } from '../testing/bookinfo';
import { FakeClusters } from '../testing/FakeClusters';
import { ClusterStates } from '../views/ClusterStates';
import { EntityViews } from '../views/EntityViews';
import { FleetReader } from '../views/FleetReader';
import { FleetViews } from '../views/FleetViews';
import { GraphViews } from '../views/GraphViews';
import { ObjectManifests } from '../views/ObjectManifests';
import { PeerEntities } from '../views/PeerEntities';
import { RenderedViews } from '../views/RenderedViews';
import { SeriesViews } from '../views/SeriesViews';
import { ServiceViews } from '../views/ServiceViews';
import { createRouter } from './createRouter';
import { EntityAccess } from './EntityAccess';

// Each begins with a whole backend, which takes its time beside other tests.
jest.setTimeout(60_000);

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

async function rowOf(decision: AuthorisedDecision): Promise<Decision> {
  const { idempotencyKey, ...row } = decision;
  return {
    ...row,
    id: randomUUID(),
    state: 'confirmed',
    requestedAt: '2026-11-20T20:00:00.000Z',
    updatedAt: '2026-11-20T20:00:01.000Z',
  };
}

describe('createRouter', () => {
  const taken: AuthorisedDecision[] = [];
  let take: (request: AuthorisedDecision) => Promise<Decision>;
  let denied: string[];
  let readObject: jest.Mock<Promise<unknown>, [MeshKind, object]>;
  let rules: DecisionRules;
  const proposals = new Map<string, Decision>();
  const clusters = new FakeClusters();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  let server: Parameters<typeof request>[0];
  let stop: () => Promise<void>;

  const decisions: DecisionService = {
    take: async decision => {
      taken.push(decision);
      return await take(decision);
    },
    propose: async (decision, expiresAt) => {
      const proposal: Decision = {
        ...(await rowOf(decision)),
        state: 'proposed',
        approval: { expiresAt: expiresAt.toISOString() },
      };
      proposals.set(proposal.id, proposal);
      return proposal;
    },
    approve: async (id, { by }) => {
      const proposal = proposals.get(id)!;
      return {
        ...proposal,
        state: 'confirmed',
        decidedBy: proposal.decidedBy,
        reason: by,
      };
    },
    withdraw: async id => ({ ...proposals.get(id)!, state: 'withdrawn' }),
    get: async id => proposals.get(id),
    list: async () => ({ decisions: [] }),
    settleOpen: async () => {},
    onChange: () => () => {},
  };

  beforeAll(async () => {
    const plugin = createBackendPlugin({
      pluginId: 'mesh',
      register(env) {
        env.registerInit({
          deps: {
            auditor: coreServices.auditor,
            auth: coreServices.auth,
            catalog: catalogServiceRef,
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
            lifecycle: coreServices.lifecycle,
            logger: coreServices.logger,
            permissions: coreServices.permissions,
          },
          async init(deps) {
            const traffic = new TrafficReader({
              clusters: new Map(),
              windowSeconds: 60,
            });
            const services = new ServiceViews({
              clusters,
              trustCatalog: false,
            });
            const views = new EntityViews({ services, traffic, decisions });
            const streams = new ViewStreams({
              views,
              clusters,
              decisions,
              traffic,
              logger: deps.logger,
            });
            deps.lifecycle.addShutdownHook(() => streams.close());
            const access = new EntityAccess(deps);
            deps.httpRouter.use(
              createRouter({
                httpAuth: deps.httpAuth,
                permissions: deps.permissions,
                access,
                clusters,
                decisions,
                views: new RenderedViews({ views }),
                streams,
                graphs: new GraphViews({ services, traffic }),
                peers: new PeerEntities({
                  auth: deps.auth,
                  catalog: deps.catalog,
                  clusters,
                }),
                manifests: new ObjectManifests({
                  services,
                  objects: { read: async (kind, at) => readObject(kind, at) },
                }),
                series: new SeriesViews({
                  services,
                  series: new SeriesReader({
                    clusters: new Map(),
                    windowSeconds: 60,
                  }),
                }),
                states: new ClusterStates({ clusters, traffic }),
                manifestDesk: {
                  dryRun: async () => ({ mode: 'dry-run', objects: [] }),
                  apply: async () => ({ mode: 'apply', objects: [] }),
                },
                desk: new DecisionDesk({
                  auth: deps.auth,
                  auditor: deps.auditor,
                  access,
                  situations: new Situations({
                    services,
                    clusters,
                    objects: clusters.access(),
                    traffic,
                  }),
                  decisions,
                  rules: {
                    get requireReason() {
                      return rules.requireReason;
                    },
                    get twoPeople() {
                      return rules.twoPeople;
                    },
                    get freezes() {
                      return rules.freezes;
                    },
                    get verdictGate() {
                      return rules.verdictGate;
                    },
                  },
                }),
                fleet: new FleetReader({
                  access,
                  fleet: new FleetViews({ services, clusters, traffic }),
                }),
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
    readObject = jest.fn(async (kind, at) => ({ kind, metadata: at }));
    rules = NO_RULES;
    clusters.now = LIVE;
    clusters.settings = DEFAULT_CLUSTER_SETTINGS;
    proposals.clear();
    auditEvent.success.mockReset();
    auditEvent.fail.mockReset();
    take = rowOf;
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

  describe('an object', () => {
    function ask(entity: string, kind: string, name: string, cluster = 'lab') {
      return get(
        `/entities/component/default/${entity}/object?cluster=${cluster}&objectKind=${kind}&objectNamespace=bookinfo&objectName=${name}`,
      );
    }

    it('that the view names is read from its cluster', async () => {
      const response = await ask('productpage', 'Rollout', 'productpage');
      expect(response.status).toBe(200);
      expect(response.body).toEqual({
        yaml: 'kind: Rollout\nmetadata:\n  cluster: lab\n  namespace: bookinfo\n  name: productpage\n',
      });
      expect(response.headers['cache-control']).toBe('private, no-store');
    });

    it.each([
      ['a Secret', 'Secret', 'productpage'],
      ['a ConfigMap', 'ConfigMap', 'productpage'],
      ['a pod of the service', 'Pod', 'productpage-stable-0'],
      ['a kind that is a word of JavaScript', 'Constructor', 'productpage'],
      ['another service', 'Service', 'ratings'],
      ["another service's route", 'VirtualService', 'ratings'],
    ])('that no view names is never asked for: %s', async (_, kind, name) => {
      for (const entity of ['productpage', 'hostile', 'selecting']) {
        const response = await ask(entity, kind, name);
        expect([response.status, response.body.error.message]).toEqual([
          404,
          `No service of component:default/${entity} in cluster lab has to do with ${kind} bookinfo/${name}.`,
        ]);
      }
      expect(readObject).not.toHaveBeenCalled();
    });

    it('shows a hostile entity no more than its view names', async () => {
      expect((await ask('hostile', 'Service', 'productpage')).status).toBe(200);
      expect((await ask('nothing', 'Service', 'productpage')).status).toBe(404);
      expect((await ask('absent', 'Service', 'productpage')).status).toBe(404);
      expect(readObject).toHaveBeenCalledTimes(1);
    });

    it('of a cluster that is silent or not the entity’s own is not read', async () => {
      const mars = await ask('productpage', 'Service', 'productpage', 'mars');
      expect(mars.status).toBe(404);
      clusters.now = { state: 'unavailable', reason: 'It does not answer.' };
      const lab = await ask('productpage', 'Service', 'productpage');
      expect([lab.status, lab.body.error.message]).toEqual([
        503,
        'It does not answer.',
      ]);
      expect(readObject).not.toHaveBeenCalled();
    });

    it('that is gone, or that the portal may not read, is said to be so', async () => {
      readObject.mockResolvedValueOnce(undefined);
      const gone = await ask('productpage', 'Service', 'productpage');
      expect([gone.status, gone.body.error.message]).toEqual([
        404,
        'There is no Service bookinfo/productpage in cluster lab.',
      ]);
      readObject.mockRejectedValueOnce(
        new NotAllowedError("The portal's account may not read services."),
      );
      const refused = await ask('productpage', 'Service', 'productpage');
      expect([refused.status, refused.body.error.message]).toEqual([
        403,
        "The portal's account may not read services.",
      ]);
    });

    it.each([
      ['a kind that is none', 'secrets/../x', 'productpage'],
      ['a name that is a path', 'Service', '../secrets/token'],
    ])('with %s is refused', async (_, kind, name) => {
      const response = await ask(
        'productpage',
        encodeURIComponent(kind),
        encodeURIComponent(name),
      );
      expect(response.status).toBe(400);
      expect(readObject).not.toHaveBeenCalled();
    });

    it('is not for those who may not read the entity', async () => {
      denied = ['mesh.read component:default/productpage'];
      const response = await ask('productpage', 'Service', 'productpage');
      expect(response.status).toBe(403);
      const stranger = await request(server)
        .get(
          '/api/mesh/entities/component/default/productpage/object?cluster=lab&objectKind=Service&objectNamespace=bookinfo&objectName=productpage',
        )
        .set('Authorization', mockCredentials.none.header());
      expect(stranger.status).toBe(401);
      expect(readObject).not.toHaveBeenCalled();
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
          decidedBy: 'user:default/owner',
          service: {
            cluster: 'lab',
            namespace: 'bookinfo',
            name: 'productpage',
          },
          target: {
            kind: 'Rollout',
            namespace: 'bookinfo',
            name: 'productpage',
          },
          verb: 'promote',
          seen: BOOKINFO_SEEN,
          evidence: {
            metricsProblem:
              'No Prometheus is configured for cluster lab (mesh.clusters).',
            revisions: [
              expect.objectContaining({ role: 'canary' }),
              expect.objectContaining({ role: 'stable' }),
            ],
          },
          idempotencyKey: undefined,
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
        /body\/seen must have required property 'stepIndex'/,
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
        /body must NOT have additional properties/,
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
      // What is no request at all is no attempt, either.
      expect(auditEvent.fail).toHaveBeenCalledTimes(
        response.body.error.message.startsWith('request/') ? 0 : 1,
      );
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
      clusters.now = {
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
  });

  describe('a decision of any verb', () => {
    const ROUTE_SEEN = {
      virtualService: 'bookinfo/productpage',
      route: 'http/0',
      weights: [{ destination: 'productpage:stable', weight: 100 }],
    };

    it.each(Object.keys(meshDeliveryPermissions))(
      'about another team’s service gets nothing but reading (%s)',
      async verb => {
        for (const entity of ['hostile', 'selecting']) {
          const response = await promote(entity, {
            ...REQUEST,
            verb,
            ...(verb === 'roll-back' && { revision: '64498bc78b' }),
          });
          expect([response.status, response.body.error.message]).toEqual([
            403,
            expect.stringContaining('only that one may decide'),
          ]);
        }
        expect(taken).toEqual([]);
      },
    );

    it.each([
      [
        'a roll back that names no revision',
        { verb: 'roll-back' },
        /revision: say to which/,
      ],
      [
        'a revision that nobody asked for',
        { verb: 'promote', revision: 'abc' },
        /revision: only a roll back/,
      ],
      [
        'a weight that nobody asked for',
        { verb: 'promote', weight: 50 },
        /weight: only a shift/,
      ],
      [
        'what was seen of something else',
        { verb: 'promote', seen: ROUTE_SEEN },
        /seen: of a Rollout that is/,
      ],
      [
        'an override without a reason',
        { verb: 'promote', override: true },
        /reason: an override needs one/,
      ],
    ])('is refused with %s', async (_, change, message) => {
      const response = await promote('productpage', { ...REQUEST, ...change });
      expect([response.status, response.body.error.message]).toEqual([
        400,
        expect.stringMatching(message),
      ]);
      expect(taken).toEqual([]);
    });

    it('carries its idempotency key, revision and trimmed reason on', async () => {
      const response = await promote('productpage', {
        ...REQUEST,
        verb: 'roll-back',
        revision: '64498bc78b',
        reason: '  ',
      }).set('Idempotency-Key', 'click-1');
      expect(response.status).toBe(200);
      expect(taken).toMatchObject([
        {
          verb: 'roll-back',
          revision: '64498bc78b',
          idempotencyKey: 'click-1',
        },
      ]);
      expect(taken[0].reason).toBeUndefined();
      const tooLong = await promote('productpage').set(
        'Idempotency-Key',
        'x'.repeat(129),
      );
      expect(tooLong.status).toBe(400);
    });
  });

  describe('a plan', () => {
    function plan(entity: string, body: object) {
      return request(server)
        .post(`/api/mesh/entities/component/default/${entity}/plan`)
        .set(
          'Authorization',
          mockCredentials.user.header(OWNER.principal.userEntityRef),
        )
        .send({ service: REQUEST.service, ...body });
    }

    it('says what a decision would do, with the requests it would send', async () => {
      const { status, body } = await plan('productpage', { verb: 'promote' });
      expect(status).toBe(200);
      expect(body).toEqual({
        plan: expect.objectContaining({
          allowed: true,
          seen: BOOKINFO_SEEN,
          patches: [expect.objectContaining({ subresource: 'status' })],
        }),
        reasonRequired: false,
        objections: [],
      });
    });

    it('says everything that keeps the caller from taking it', async () => {
      denied = ['mesh.delivery.promote component:default/hostile'];
      clusters.settings = { ...DEFAULT_CLUSTER_SETTINGS, readOnly: true };
      rules = {
        requireReason: {},
        twoPeople: [{ expiresAfterMs: 3_600_000 }],
        freezes: [frozen({ overridable: true })],
      };
      const { body } = await plan('hostile', { verb: 'promote' });
      expect(body).toMatchObject({
        reasonRequired: true,
        secondPerson: { withinSeconds: 3600 },
        objections: [
          { rule: 'permission', overridable: false },
          { rule: 'consent', overridable: false },
          { rule: 'read-only', overridable: false },
          {
            rule: 'freeze',
            sentence:
              'Frozen until 2999-01-01T00:00:00.000Z: Year-end closing.',
            overridable: true,
          },
        ],
      });
    });

    it('of a verb that the delivery does not have says so', async () => {
      const { body } = await plan('productpage', { verb: 'shift' });
      expect(body.plan).toEqual({
        allowed: false,
        verb: 'shift',
        reason:
          'The weights of a Rollout are moved by its steps: promote it instead.',
      });
    });

    it('is not for those who may not read the entity', async () => {
      denied = ['mesh.read component:default/productpage'];
      const { status } = await plan('productpage', { verb: 'promote' });
      expect(status).toBe(403);
    });
  });

  describe('the portal’s rules', () => {
    it('take nothing in a cluster that is read only', async () => {
      clusters.settings = { ...DEFAULT_CLUSTER_SETTINGS, readOnly: true };
      const response = await promote('productpage');
      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain(
        '(mesh.clusters[].readOnly)',
      );
    });

    it('ask for a reason', async () => {
      rules = { ...NO_RULES, requireReason: { verbs: ['promote'] } };
      const without = await promote('productpage');
      expect(without.status).toBe(400);
      expect(without.body.error.message).toBe(
        'reason: this decision needs one',
      );
      const blank = await promote('productpage', { ...REQUEST, reason: ' ' });
      expect(blank.status).toBe(400);
      const given = await promote('productpage', {
        ...REQUEST,
        reason: 'good',
      });
      expect(given.status).toBe(200);
    });

    it('freeze, with a reason past it only where they allow that, and never the brakes', async () => {
      rules = { ...NO_RULES, freezes: [frozen({ overridable: false })] };
      const override = { ...REQUEST, override: true, reason: 'Outage.' };
      const strict = await promote('productpage', override);
      expect(strict.status).toBe(403);

      rules = { ...NO_RULES, freezes: [frozen({ overridable: true })] };
      const plain = await promote('productpage');
      expect([plain.status, plain.body.error.message]).toEqual([
        403,
        'Frozen until 2999-01-01T00:00:00.000Z: Year-end closing. Override it with a reason if it has to be.',
      ]);
      const abort = await promote('productpage', { ...REQUEST, verb: 'abort' });
      expect(abort.status).toBe(200);
      const overridden = await promote('productpage', override);
      expect(overridden.status).toBe(200);
      expect(taken.map(one => [one.verb, one.override])).toEqual([
        ['abort', undefined],
        ['promote', true],
      ]);
    });

    it('let somebody else approve what one proposed', async () => {
      rules = { ...NO_RULES, twoPeople: [{ expiresAfterMs: 3_600_000 }] };
      const { body: proposal } = await promote('productpage');
      expect(proposal).toMatchObject({ state: 'proposed', verb: 'promote' });
      expect(taken).toEqual([]);

      const answer = (
        action: 'approve' | 'withdraw',
        user: string,
        entity = 'productpage',
      ) =>
        request(server)
          .post(
            `/api/mesh/entities/component/default/${entity}/decisions/${proposal.id}/${action}`,
          )
          .set('Authorization', mockCredentials.user.header(user));

      const own = await answer('approve', OWNER.principal.userEntityRef);
      expect([own.status, own.body.error.message]).toEqual([
        403,
        'Somebody else has to approve what you proposed yourself.',
      ]);
      const hostile = await answer('approve', 'user:default/other', 'hostile');
      expect(hostile.status).toBe(404);

      denied = ['mesh.delivery.promote component:default/productpage'];
      for (const action of ['approve', 'withdraw'] as const) {
        const stranger = await answer(action, 'user:default/other');
        expect(stranger.status).toBe(403);
      }
      denied = [];
      rules = { ...rules, freezes: [frozen({ overridable: false })] };
      const frozenNow = await answer('approve', 'user:default/other');
      expect(frozenNow.status).toBe(403);

      rules = { ...rules, freezes: [] };
      const approved = await answer('approve', 'user:default/other');
      expect(approved.body).toMatchObject({
        state: 'confirmed',
        decidedBy: OWNER.principal.userEntityRef,
        reason: 'user:default/other',
      });
      const back = await answer('withdraw', OWNER.principal.userEntityRef);
      expect(back.body.state).toBe('withdrawn');
    });

    it('know nothing of a decision that does not exist', async () => {
      const response = await request(server)
        .post(
          '/api/mesh/entities/component/default/productpage/decisions/00000000-0000-4000-8000-000000000000/approve',
        )
        .set('Authorization', mockCredentials.user.header());
      expect(response.status).toBe(404);
    });
  });

  describe('clusters', () => {
    const ROUTES = [
      '/clusters',
      '/clusters/lab/namespaces',
      '/clusters/lab/gateways',
    ];

    it.each(ROUTES)('are shown to those who may read them: %s', async path => {
      expect((await get(path)).status).toBe(200);
      denied = ['mesh.clusters.read undefined'];
      const { status, body } = await get(path);
      expect([status, body.error.message]).toEqual([
        403,
        'You do not hold the permission mesh.clusters.read.',
      ]);
    });

    it('that do not exist offer nothing', async () => {
      const { status, body } = await get('/clusters/mars/namespaces');
      expect([status, body.error.message]).toEqual([
        404,
        'There is no cluster mars.',
      ]);
    });

    it('plan how a service comes into the mesh, for those who may read them', async () => {
      const plan = (service: string) =>
        request(server)
          .post('/api/mesh/clusters/lab/onboarding')
          .set('Authorization', mockCredentials.user.header())
          .send({
            namespace: 'bookinfo',
            service,
            injection: 'namespace',
            resilience: 'none',
            circuitBreaker: false,
          });
      expect((await plan('productpag')).body).toEqual({
        files: [],
        steps: [],
        already: [],
        problems: [
          'There is no Service bookinfo/productpag in this cluster. Write the name of a Service, not of its Deployment.',
        ],
      });
      const { body } = await plan('productpage');
      expect([body.problems, body.steps.length > 0]).toEqual([[], true]);
      denied = ['mesh.clusters.read undefined'];
      expect((await plan('productpage')).status).toBe(403);
    });

    it('that have never been read offer nothing, and say why', async () => {
      clusters.now = { state: 'unavailable', reason: 'Cluster lab is silent.' };
      const { status, body } = await get('/clusters/lab/gateways');
      expect([status, body.error.message]).toEqual([
        503,
        'Cluster lab is silent.',
      ]);
    });
  });

  describe('health', () => {
    it('names the parts that are broken, and answers all the same', async () => {
      clusters.now = { state: 'unavailable', reason: 'Cluster lab is silent.' };
      const { status, body } = await get('/health');
      expect(status).toBe(200);
      expect(body).toEqual({
        status: 'degraded',
        parts: [
          { name: 'journal', status: 'ok' },
          {
            name: 'cluster lab',
            status: 'degraded',
            reason: 'Cluster lab is silent.',
          },
          {
            name: 'metrics of lab',
            status: 'degraded',
            reason:
              'No Prometheus is configured for cluster lab (mesh.clusters).',
          },
        ],
      });
    });

    it('is nothing for strangers', async () => {
      const { status } = await request(server)
        .get('/api/mesh/health')
        .set('Authorization', mockCredentials.none.header());
      expect(status).toBe(401);
    });
  });

  describe('a lint', () => {
    function lint(content: string) {
      return request(server)
        .post('/api/mesh/lint')
        .set('Authorization', mockCredentials.user.header())
        .send({ files: [{ path: 'a.yaml', content }] });
    }

    it('complains as the rules do', async () => {
      const { status, body } = await lint(
        'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a, namespace: a }\nspec: { hosts: [a], http: [{ name: primary, route: [{ destination: { host: b } }] }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: a }\nspec: { ports: [{ name: http, port: 80 }] }\n',
      );
      expect(status).toBe(200);
      expect(body.findings).toEqual([
        expect.objectContaining({
          code: 'MSH201',
          object: 'VirtualService a/a (a.yaml)',
        }),
      ]);
    });

    it('takes files of a hundred kilobytes, and none that are too large', async () => {
      expect((await lint(`# ${'x'.repeat(100_000)}`)).status).toBe(200);
      expect((await lint('x'.repeat(200_001))).status).toBe(400);
      expect((await lint('x'.repeat(600_000))).status).toBe(413);
    });
  });
});

function frozen(options: { overridable: boolean }): Freeze {
  return {
    reason: 'Year-end closing.',
    window: {
      from: new Date('2020-01-01T00:00:00Z'),
      to: new Date('2999-01-01T00:00:00Z'),
    },
    ...options,
  };
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  meshDeliveryPermissions,
  parseObject,
  type Decision,
  type DecisionRequest,
  type DecisionVerb,
  type ServiceView,
  type Verdict,
} from '@meshway/plugin-mesh-common';
import type { MeshMetricsSource } from '@meshway/plugin-mesh-node';
import { DEFAULT_CLUSTER_SETTINGS } from '../../clusters/clusterSettings';
import { UNCOUNTED } from '../../observability/MeshMetrics';
import { EntityAccess } from '../../router/EntityAccess';
import { ClusterTelemetry } from '../../telemetry/ClusterTelemetry';
import { TrafficReader } from '../../telemetry/TrafficReader';
import { BOOKINFO_SEEN, bookinfo } from '../../testing/bookinfo';
import { FakeClusters } from '../../testing/FakeClusters';
import { ServiceViews } from '../../views/ServiceViews';
import { NO_RULES, type DecisionRules } from '../rules/DecisionRules';
import { fakeRoute } from '../testing/fakeRoute';
import type { AuthorisedDecision, DecisionService } from '../types';
import { DecisionDesk } from './DecisionDesk';
import { Situations } from './Situations';

const NOW = new Date('2026-11-28T12:00:00Z');
const OWNER = mockCredentials.user('user:default/owner');
const OTHER = mockCredentials.user('user:default/other');
const ENTITY = 'component:default/productpage';
const ID = '00000000-0000-4000-8000-000000000001';

const TWO_PEOPLE: DecisionRules = {
  ...NO_RULES,
  twoPeople: [{ expiresAfterMs: 3_600_000 }],
};

const WORSE: Verdict = {
  result: 'worse',
  sentence: 'Errors 9 % against 1 %.',
  minimum: 100,
};

const PROMOTE: DecisionRequest = {
  service: { cluster: 'lab', namespace: 'bookinfo', name: 'productpage' },
  verb: 'promote',
  seen: BOOKINFO_SEEN,
};

/** A journal that carries everything out at once. */
class FakeDecisions implements DecisionService {
  readonly taken: AuthorisedDecision[] = [];
  readonly rows = new Map<string, Decision>();
  problem: Error | undefined;

  async take(request: AuthorisedDecision): Promise<Decision> {
    if (this.problem) throw this.problem;
    this.taken.push(request);
    return this.write(request, { state: 'confirmed' });
  }

  async propose(request: AuthorisedDecision, expiresAt: Date) {
    return this.write(request, {
      state: 'proposed',
      approval: { expiresAt: expiresAt.toISOString() },
    });
  }

  async approve(id: string): Promise<Decision> {
    return { ...this.rows.get(id)!, state: 'confirmed' };
  }

  async withdraw(id: string): Promise<Decision> {
    return { ...this.rows.get(id)!, state: 'withdrawn' };
  }

  async get(id: string): Promise<Decision | undefined> {
    return this.rows.get(id);
  }

  async list() {
    return { decisions: [] };
  }

  async settleOpen(): Promise<void> {}

  onChange(): () => void {
    return () => {};
  }

  private write(
    { idempotencyKey, ...asked }: AuthorisedDecision,
    rest: Pick<Decision, 'state' | 'approval'>,
  ): Decision {
    const at = NOW.toISOString();
    const row = { ...asked, ...rest, id: ID, requestedAt: at, updatedAt: at };
    this.rows.set(ID, row);
    return row;
  }
}

function deskOf(
  options: {
    clusters?: FakeClusters;
    rules?: DecisionRules;
    /** Permissions that nobody holds. */
    denied?: string[];
    source?: MeshMetricsSource;
    /** Changes how the service looks. */
    looks?: (view: ServiceView) => Partial<ServiceView>;
  } = {},
) {
  const { clusters = new FakeClusters(), rules = NO_RULES, looks } = options;
  const { denied = [], source } = options;
  const asked: string[] = [];
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({ createEvent: async () => event });
  const decision = jest.fn();
  const decisions = new FakeDecisions();
  const settings = {
    concurrency: 1,
    timeoutMs: 60_000,
    scrapeSeconds: 15,
    labels: {},
  };
  const situations = new Situations({
    services: new ServiceViews({
      clusters,
      trustCatalog: false,
      now: () => NOW,
    }),
    clusters,
    objects: clusters.access(),
    traffic: new TrafficReader({
      clusters: new Map(
        source
          ? [
              [
                'lab',
                new ClusterTelemetry({ cluster: 'lab', source, settings }),
              ],
            ]
          : [],
      ),
      windowSeconds: 60,
    }),
  });
  const desk = new DecisionDesk({
    auth: mockServices.auth(),
    auditor,
    access: new EntityAccess({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [
          ['productpage', 'bookinfo/productpage'],
          ['hostile', 'bookinfo/productpage'],
          ['reviews', 'shop/reviews'],
        ].map(([name, service]) => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name, annotations: { 'meshway.dev/service': service } },
        })),
      }),
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => {
            asked.push(permission.name);
            return {
              result: denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            };
          }),
      }),
    }),
    situations: {
      of: async (entity, request) => {
        const situation = await situations.of(entity, request);
        const { view } = situation;
        return { ...situation, view: { ...view, ...looks?.(view) } };
      },
    },
    decisions,
    rules,
    metrics: { ...UNCOUNTED, decision },
    now: () => NOW,
  });
  return { desk, decisions, clusters, denied, asked, auditor, event, decision };
}

/** How a promise was refused. */
async function refusal(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'not refused',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

/** The route of two Deployments whose weights people move, in the cluster `lab`. */
function routeClusters(): FakeClusters {
  const { raw, others } = fakeRoute();
  const { metadata, ...rest } = raw as { metadata: object };
  const objects: Record<string, unknown[]> = {
    VirtualService: [
      {
        ...rest,
        metadata: {
          ...metadata,
          annotations: {
            'meshway.dev/canary': 'v2',
            'meshway.dev/entity': 'component:default/reviews',
          },
        },
      },
    ],
  };
  for (const other of others ?? []) {
    (objects[other.kind] ??= []).push(other);
  }
  return new FakeClusters(objects);
}

describe('DecisionDesk', () => {
  describe('asks in this order', () => {
    const NOT_THERE = { ...PROMOTE.service, name: 'ratings' };

    it.each<[string, BackstageCredentials]>([
      ['a service', mockCredentials.service()],
      ['nobody', mockCredentials.none()],
    ])('whether it is a person: %s', async (_, credentials) => {
      const { desk, asked } = deskOf();
      expect(await refusal(desk.decide(ENTITY, PROMOTE, credentials))).toBe(
        'NotAllowedError: Only people decide: sign in, or send the token of a user.',
      );
      expect(asked).toEqual([]);
    });

    it('whether they may read the entity, then whether they hold the permission of the verb, then for the service', async () => {
      const request = { ...PROMOTE, service: NOT_THERE };
      const blind = deskOf({ denied: ['mesh.read'] });
      expect(await refusal(blind.desk.decide(ENTITY, request, OWNER))).toMatch(
        /mesh.read/,
      );
      const idle = deskOf({ denied: ['mesh.delivery.promote'] });
      idle.clusters.now = { state: 'unavailable', reason: 'Not heard.' };
      expect(await refusal(idle.desk.decide(ENTITY, request, OWNER))).toBe(
        `NotAllowedError: You do not hold the permission mesh.delivery.promote on ${ENTITY}.`,
      );
      const { desk } = deskOf();
      expect(await refusal(desk.decide(ENTITY, request, OWNER))).toBe(
        `InputError: ${ENTITY} does not name the service bookinfo/ratings in cluster lab.`,
      );
    });

    it('whether the cluster is heard, whether the request makes sense, whether the cluster agrees, and by the rules last', async () => {
      const clusters = new FakeClusters();
      const { desk, decisions } = deskOf({
        clusters,
        rules: { ...NO_RULES, requireReason: {} },
      });
      const hostile = 'component:default/hostile';
      const nonsense = { ...PROMOTE, revision: 'abc' };
      clusters.now = { state: 'unavailable', reason: 'Not heard.' };
      expect(await refusal(desk.decide(hostile, nonsense, OWNER))).toBe(
        'ServiceUnavailableError: Not heard.',
      );
      clusters.now = { state: 'live', heardAt: NOW.toISOString() };
      expect(await refusal(desk.decide(hostile, nonsense, OWNER))).toMatch(
        /^InputError: revision: only/,
      );
      clusters.settings = { ...DEFAULT_CLUSTER_SETTINGS, readOnly: true };
      expect(await refusal(desk.decide(hostile, PROMOTE, OWNER))).toMatch(
        /^NotAllowedError: Rollout bookinfo\/productpage names another entity/,
      );
      expect(await refusal(desk.decide(ENTITY, PROMOTE, OWNER))).toMatch(
        /readOnly/,
      );
      clusters.settings = DEFAULT_CLUSTER_SETTINGS;
      expect(await refusal(desk.decide(ENTITY, PROMOTE, OWNER))).toBe(
        'InputError: reason: this decision needs one',
      );
      expect(decisions.taken).toEqual([]);
    });
  });

  describe('while the canary does worse', () => {
    const gated = () =>
      deskOf({
        rules: { ...NO_RULES, verdictGate: {} },
        looks: () => ({ verdict: WORSE }),
      });
    const decide = async (verb: DecisionVerb, more: object = {}) => {
      const { desk, decisions } = gated();
      const request = {
        ...PROMOTE,
        verb,
        ...(verb === 'roll-back' && { revision: '64498bc78b' }),
        ...more,
      };
      const answer = await refusal(desk.decide(ENTITY, request, OWNER));
      return { answer, taken: decisions.taken };
    };

    it('nothing leads it on, and everything else goes', async () => {
      const answers = await Promise.all(
        (Object.keys(meshDeliveryPermissions) as DecisionVerb[]).map(
          async verb => [verb, (await decide(verb)).answer],
        ),
      );
      const held =
        'NotAllowedError: The canary does worse than stable: Errors 9 % against 1 %. Override it with a reason if it has to be.';
      expect(Object.fromEntries(answers)).toEqual({
        promote: held,
        'promote-full': held,
        retry: held,
        resume: held,
        abort: 'not refused',
        pause: 'not refused',
        restart: 'not refused',
        'roll-back': 'not refused',
        shift: 'not refused',
      });
    });

    it('a reason overrides that, and the journal keeps both', async () => {
      const { taken } = await decide('promote', {
        override: true,
        reason: ' A known bug of the probe. ',
      });
      expect(taken).toMatchObject([
        {
          override: true,
          reason: 'A known bug of the probe.',
          evidence: { verdict: WORSE },
        },
      ]);
    });

    it('what nobody objects to is no override', async () => {
      const { taken } = await decide('abort', { override: true, reason: 'x' });
      expect(taken[0].override).toBeUndefined();
    });
  });

  it('decides without metrics when Prometheus is silent, and writes that down', async () => {
    const silent = () => new Promise<never>(() => {});
    const { desk, decisions } = deskOf({
      rules: { ...NO_RULES, verdictGate: {} },
      source: { query: silent, queryRange: silent },
    });
    await desk.decide(ENTITY, PROMOTE, OWNER);
    expect(decisions.taken[0].evidence).toEqual({
      metricsProblem: 'The metrics are being read.',
      revisions: [
        expect.objectContaining({ role: 'canary', hash: '84bf898985' }),
        expect.objectContaining({ role: 'stable', hash: '64498bc78b' }),
      ],
    });
  });

  describe('a proposal', () => {
    async function proposed(options: Parameters<typeof deskOf>[0] = {}) {
      const setup = deskOf({ rules: TWO_PEOPLE, ...options });
      await setup.desk.decide(ENTITY, PROMOTE, OWNER);
      return setup;
    }

    it('waits for somebody else', async () => {
      const { desk, decisions } = await proposed();
      expect(decisions.rows.get(ID)).toMatchObject({
        state: 'proposed',
        decidedBy: 'user:default/owner',
        approval: { expiresAt: '2026-11-28T13:00:00.000Z' },
      });
      expect(await refusal(desk.approve(ENTITY, ID, OWNER))).toBe(
        'NotAllowedError: Somebody else has to approve what you proposed yourself.',
      );
      const approved = await desk.approve(ENTITY, ID, OTHER);
      expect(approved.state).toBe('confirmed');
    });

    it('is judged again when it is approved', async () => {
      let verdict: Verdict | undefined;
      const { desk, clusters, denied, decisions } = await proposed({
        rules: { ...TWO_PEOPLE, verdictGate: {} },
        denied: [],
        looks: () => ({ verdict }),
      });
      const approve = () => refusal(desk.approve(ENTITY, ID, OTHER));

      verdict = WORSE;
      expect(await approve()).toMatch(
        /^NotAllowedError: The canary does worse/,
      );
      verdict = undefined;

      clusters.settings = { ...DEFAULT_CLUSTER_SETTINGS, readOnly: true };
      expect(await approve()).toMatch(/^NotAllowedError: .*readOnly/);
      clusters.settings = DEFAULT_CLUSTER_SETTINGS;

      denied.push('mesh.delivery.promote');
      expect(await approve()).toMatch(
        /^NotAllowedError: .*mesh.delivery.promote/,
      );
      denied.pop();

      clusters.now = {
        state: 'stale',
        heardAt: NOW.toISOString(),
        reason: 'Cluster lab does not answer.',
      };
      expect(await approve()).toBe(
        'ServiceUnavailableError: Nothing was changed. Cluster lab does not answer.',
      );
      clusters.now = { state: 'live', heardAt: NOW.toISOString() };

      const [rollout] = bookinfo().Rollout;
      delete rollout.metadata.annotations;
      clusters.store.put(parseObject('Rollout', rollout));
      expect(await approve()).toMatch(
        /^NotAllowedError: Rollout bookinfo\/productpage does not say/,
      );
      expect(decisions.rows.get(ID)?.state).toBe('proposed');
    });

    it('is not approved for something else than was proposed', async () => {
      const { desk, decisions } = await proposed();
      decisions.rows.set(ID, {
        ...decisions.rows.get(ID)!,
        target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
      });
      expect(await refusal(desk.approve(ENTITY, ID, OTHER))).toBe(
        'ConflictError: Nothing was changed: the service does not lead to Rollout shop/checkout any more. Withdraw the proposal.',
      );
    });

    it('is no other entity’s to approve or withdraw', async () => {
      const { desk } = await proposed();
      const hostile = 'component:default/hostile';
      for (const action of ['approve', 'withdraw'] as const) {
        expect(await refusal(desk[action](hostile, ID, OTHER))).toBe(
          'NotFoundError: component:default/hostile has no such decision.',
        );
      }
    });

    it('is taken back by who made it, or by who may decide it', async () => {
      const { desk } = await proposed({ denied: [] });
      const back = await desk.withdraw(ENTITY, ID, OTHER);
      expect(back.state).toBe('withdrawn');

      const { desk: strict, denied } = await proposed({ denied: [] });
      denied.push('mesh.delivery.promote');
      expect(await refusal(strict.withdraw(ENTITY, ID, OTHER))).toMatch(
        /mesh.delivery.promote/,
      );
      const own = await strict.withdraw(ENTITY, ID, OWNER);
      expect(own.state).toBe('withdrawn');
    });

    it('is not made of what would do nothing', async () => {
      const { desk, decisions } = deskOf({ rules: TWO_PEOPLE });
      const retry = { ...PROMOTE, verb: 'retry' as const };
      expect(await refusal(desk.decide(ENTITY, retry, OWNER))).toMatch(
        /^ConflictError: /,
      );
      expect(decisions.rows.size).toBe(0);
    });

    it('is not needed for the brakes', async () => {
      const { desk, decisions } = deskOf({ rules: TWO_PEOPLE });
      for (const verb of ['abort', 'pause'] as const) {
        await desk.decide(ENTITY, { ...PROMOTE, verb }, OWNER);
      }
      expect(decisions.taken.map(({ verb }) => verb)).toEqual([
        'abort',
        'pause',
      ]);
    });
  });

  describe('of weights that people move', () => {
    const service = { cluster: 'lab', namespace: 'shop', name: 'reviews' };
    const entity = 'component:default/reviews';

    it('plans the weight that is asked for, and the next one of the ladder without', async () => {
      const { desk } = deskOf({ clusters: routeClusters() });
      const next = async (weight?: number) => {
        const request = { service, verb: 'shift' as const, weight };
        const { plan } = await desk.plan(entity, request, OWNER);
        return plan.allowed && plan.nextWeight;
      };
      expect([await next(), await next(35), await next(0)]).toEqual([
        25, 35, 0,
      ]);
    });

    it('holds more traffic for a canary that does worse, not less', async () => {
      const { desk } = deskOf({
        clusters: routeClusters(),
        rules: { ...NO_RULES, verdictGate: {} },
        looks: () => ({ verdict: WORSE }),
      });
      const objections = async (choice: {
        verb: DecisionVerb;
        weight?: number;
      }) => {
        const request = { service, ...choice };
        const plan = await desk.plan(entity, request, OWNER);
        return plan.objections.map(({ rule }) => rule);
      };
      expect(await objections({ verb: 'shift', weight: 50 })).toEqual([
        'verdict',
      ]);
      expect(await objections({ verb: 'promote' })).toEqual(['verdict']);
      expect(await objections({ verb: 'shift', weight: 5 })).toEqual([]);
      expect(await objections({ verb: 'roll-back' })).toEqual([]);
    });

    it('takes what was seen of a route, not of a Rollout', async () => {
      const { desk, decisions } = deskOf({ clusters: routeClusters() });
      const { plan } = await desk.plan(
        entity,
        { service, verb: 'shift' },
        OWNER,
      );
      if (!plan.allowed) throw new Error(plan.reason);
      const shift = { service, verb: 'shift' as const, weight: 35 };
      expect(
        await refusal(
          desk.decide(entity, { ...shift, seen: BOOKINFO_SEEN }, OWNER),
        ),
      ).toMatch(/^InputError: seen: of a route/);
      await desk.decide(entity, { ...shift, seen: plan.seen }, OWNER);
      expect(decisions.taken).toMatchObject([
        {
          weight: 35,
          seen: plan.seen,
          target: {
            kind: 'VirtualService',
            namespace: 'shop',
            name: 'reviews',
          },
        },
      ]);
    });
  });

  describe('leaves a record', () => {
    it('of a decision: who, what, and which rules spoke against it', async () => {
      const { desk, auditor, event, decision } = deskOf({
        rules: { ...NO_RULES, verdictGate: {} },
        looks: () => ({ verdict: WORSE }),
      });
      await desk.decide(
        ENTITY,
        { ...PROMOTE, override: true, reason: 'Known.' },
        OWNER,
      );
      expect(auditor.createEvent).toHaveBeenCalledWith({
        eventId: 'delivery-decision',
        severityLevel: 'medium',
        meta: {
          actionType: 'decide',
          entityRef: ENTITY,
          verb: 'promote',
          service: PROMOTE.service,
        },
      });
      expect(event.success).toHaveBeenCalledWith({
        meta: {
          user: 'user:default/owner',
          verb: 'promote',
          objections: ['verdict'],
          decision: ID,
          target: {
            kind: 'Rollout',
            namespace: 'bookinfo',
            name: 'productpage',
          },
          state: 'confirmed',
        },
      });
      expect(event.fail).not.toHaveBeenCalled();
      expect(decision.mock.calls).toEqual([
        [{ verb: 'promote', outcome: 'confirmed' }],
      ]);
    });

    it('of a refusal', async () => {
      const { desk, event, decision } = deskOf({
        rules: { ...NO_RULES, verdictGate: {} },
        looks: () => ({ verdict: WORSE }),
      });
      await refusal(desk.decide(ENTITY, PROMOTE, OWNER));
      expect(event.fail).toHaveBeenCalledWith({
        error: expect.objectContaining({ name: 'NotAllowedError' }),
        meta: {
          user: 'user:default/owner',
          verb: 'promote',
          objections: ['verdict'],
        },
      });
      expect(event.success).not.toHaveBeenCalled();
      expect(decision.mock.calls).toEqual([
        [{ verb: 'promote', outcome: 'refused' }],
      ]);
    });

    it('of a decision that came to nothing', async () => {
      const { desk, decisions, event, decision } = deskOf();
      decisions.problem = new ConflictError('It is at step 4 now.');
      await refusal(desk.decide(ENTITY, PROMOTE, OWNER));
      expect(event.fail).toHaveBeenCalledTimes(1);
      expect(decision.mock.calls).toEqual([
        [{ verb: 'promote', outcome: 'failed' }],
      ]);
    });

    it.each(['approve', 'withdraw'] as const)(
      'of an attempt to %s what is not there',
      async action => {
        const { desk, auditor, event } = deskOf();
        expect(await refusal(desk[action](ENTITY, ID, OWNER))).toMatch(
          /^NotFoundError/,
        );
        expect(auditor.createEvent).toHaveBeenCalledWith(
          expect.objectContaining({
            meta: { actionType: action, entityRef: ENTITY, decision: ID },
          }),
        );
        expect(event.fail).toHaveBeenCalledTimes(1);
      },
    );
  });
});

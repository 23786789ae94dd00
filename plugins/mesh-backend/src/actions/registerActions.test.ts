import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  actionsRegistryServiceMock,
  type MockActionsRegistry,
} from '@backstage/backend-test-utils/alpha';
import type { Entity } from '@backstage/catalog-model';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  buildFleetRow,
  type Decision,
  type DecisionPlan,
  type DecisionRequest,
  type EntityMeshView,
  type FleetQuery,
  type PlanRequest,
} from '@meshway/plugin-mesh-common';
import { mockServices } from '@backstage/backend-test-utils';
import { recordedView } from '../testing/recordedView';
import { registerActions } from './registerActions';

const ENTITY_REF = 'component:default/checkout';
const SERVICE = { cluster: 'lab', namespace: 'shop', name: 'checkout' };
const SEEN = {
  podHash: '84bf898985',
  stepIndex: 1,
  pauseStartedAt: '2026-11-20T19:39:18Z',
  weight: 20,
};
const NOW = new Date('2026-11-20T19:45:00Z');
const LIVE = { state: 'live', heardAt: NOW.toISOString() } as const;
const ADA = mockCredentials.user('user:default/ada');

const CHECKOUT: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    annotations: { 'meshway.dev/service': 'shop/checkout' },
  },
};

const DECISION: Decision = {
  id: '00000000-0000-4000-8000-000000000001',
  entityRef: ENTITY_REF,
  service: SERVICE,
  target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
  verb: 'promote',
  state: 'confirmed',
  decidedBy: 'user:default/ada',
  reason: 'Looks good.',
  seen: SEEN,
  outcome: 'The canary takes 60 % now.',
  requestedAt: NOW.toISOString(),
  updatedAt: NOW.toISOString(),
};

describe('the actions for agents', () => {
  let registry: MockActionsRegistry;
  let view: EntityMeshView;
  let plan: DecisionPlan;
  let fleetQueries: FleetQuery[];
  let asked: { entityRef: string; credentials: BackstageCredentials }[];
  let planned: { entityRef: string; request: PlanRequest }[];
  let decided: {
    entityRef: string;
    request: DecisionRequest;
    idempotencyKey?: string;
  }[];
  let refusal: Error | undefined;

  function register(decisions: boolean) {
    registry = actionsRegistryServiceMock({
      logger: mockServices.logger.mock(),
    });
    const ask = (entityRef: string, credentials: BackstageCredentials) => {
      asked.push({ entityRef, credentials });
      if (refusal) throw refusal;
    };
    registerActions({
      actionsRegistry: registry,
      settings: { decisions },
      access: {
        read: async (entityRef, credentials) => {
          ask(entityRef, credentials);
          return CHECKOUT;
        },
      },
      views: { view: async () => view },
      fleet: {
        read: async (query, credentials) => {
          ask('fleet', credentials);
          fleetQueries.push(query);
          return {
            rows: [
              buildFleetRow({
                entityRef: ENTITY_REF,
                title: 'Checkout',
                ownerRef: 'group:default/shop-team',
                view: view.services[0],
              }),
            ],
            total: 1,
            clusters: {
              lab: LIVE,
              west: { state: 'unavailable', reason: 'Cluster west is asleep.' },
            },
            at: NOW.toISOString(),
          };
        },
      },
      desk: {
        plan: async (entityRef, request, credentials) => {
          ask(entityRef, credentials);
          planned.push({ entityRef, request });
          return plan;
        },
        decide: async (entityRef, request, credentials, options = {}) => {
          ask(entityRef, credentials);
          decided.push({
            entityRef,
            request,
            idempotencyKey: options.idempotencyKey,
          });
          return DECISION;
        },
      },
    });
  }

  async function invoke(name: string, input: object) {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input: input as never,
      credentials: ADA,
    });
    return output as any;
  }

  beforeEach(() => {
    const service = recordedView('paused-step1-weight20');
    const { delivery } = service;
    if (delivery.engine !== 'argo-rollouts') throw new Error('no delivery');
    view = {
      entityRef: ENTITY_REF,
      services: [service],
      problems: [
        { cluster: 'west', kind: 'unreachable', message: 'West is asleep.' },
      ],
      decisions: Array.from({ length: 10 }, () => DECISION),
      at: NOW.toISOString(),
    };
    plan = {
      plan: delivery.plans.promote,
      reasonRequired: true,
      secondPerson: { withinSeconds: 3600 },
      objections: [
        { rule: 'freeze', sentence: 'Not on Fridays.', overridable: true },
      ],
    };
    fleetQueries = [];
    asked = [];
    planned = [];
    decided = [];
    refusal = undefined;
    register(true);
  });

  it('do not let agents decide unless the portal says so', async () => {
    register(false);
    const { actions } = await registry.list();
    expect(actions.map(({ name }) => name)).toEqual([
      'list-waiting-deliveries',
      'get-service-mesh-view',
      'explain-delivery',
      'plan-decision',
    ]);
    expect(actions.every(({ attributes }) => attributes.readOnly)).toBe(true);
  });

  it('say of the one that changes something that it does', async () => {
    const { actions } = await registry.list();
    expect(
      actions.find(({ name }) => name === 'take-decision')?.attributes,
    ).toEqual({ readOnly: false, destructive: true, idempotent: false });
  });

  it('have examples that run, and answers that are small', async () => {
    const { actions } = await registry.list();
    expect(actions).toHaveLength(5);
    for (const { name, examples = [] } of actions) {
      expect(examples.length).toBeGreaterThan(0);
      for (const { input } of examples) {
        const output = await invoke(name, input);
        expect(JSON.stringify(output).length).toBeLessThan(8000);
      }
    }
  });

  it('list what waits, of an owner, with the clusters that are silent', async () => {
    const output = await invoke('list-waiting-deliveries', {
      owner: 'group:default/shop-team',
    });
    expect(fleetQueries).toEqual([
      { waits: true, owner: 'group:default/shop-team', limit: 20 },
    ]);
    expect(output).toEqual({
      deliveries: [
        {
          entityRef: ENTITY_REF,
          title: 'Checkout',
          owner: 'group:default/shop-team',
          cluster: 'lab',
          namespace: 'shop',
          service: 'checkout',
          step: '2/7',
          version: '1.0.0',
          canaryVersion: '1.1.0',
          canaryWeightPercent: 20,
          headline: expect.stringContaining('waits for a decision'),
        },
      ],
      total: 1,
      silentClusters: ['west: Cluster west is asleep.'],
    });
  });

  it('tell how a service is, by the name of its entity alone', async () => {
    const output = await invoke('get-service-mesh-view', {
      entityRef: 'checkout',
    });
    expect(asked).toEqual([{ entityRef: ENTITY_REF, credentials: ADA }]);
    expect(output.services).toEqual([
      expect.objectContaining({
        service: SERVICE,
        phase: 'Paused',
        waitsForDecision: true,
        canaryWeightPercent: { desired: 20, written: 20 },
        consent: expect.stringContaining('Given by the portal'),
        freshness: ['Cluster: live', 'Metrics: live'],
        possibleDecisions: expect.arrayContaining(['promote', 'abort']),
      }),
    ]);
    expect(output.services[0].revisions).toEqual([
      expect.objectContaining({
        role: 'canary',
        version: '1.1.0',
        pods: '1 of 1 ready',
      }),
      expect.objectContaining({ role: 'stable', version: '1.0.0' }),
    ]);
    expect(output.problems).toEqual(['West is asleep.']);
    expect(output.decisions).toHaveLength(3);
  });

  it('offer no decision where the cluster does not agree, and say which line to add', async () => {
    view.services[0].consent = {
      given: false,
      reason: 'The Rollout names another entity.',
      line: 'meshway.dev/entity: component:default/checkout',
    };
    const { services } = await invoke('get-service-mesh-view', {
      entityRef: ENTITY_REF,
    });
    expect(services[0]).toMatchObject({
      possibleDecisions: [],
      consent:
        'The Rollout names another entity. Add this line: meshway.dev/entity: component:default/checkout',
    });
  });

  it('explain why a release stands still, and what could be done', async () => {
    const { deliveries } = await invoke('explain-delivery', {
      entityRef: ENTITY_REF,
    });
    expect(deliveries[0].holds[0]).toEqual({
      sentence: expect.stringContaining('decision'),
      mend: expect.any(String),
    });
    expect(deliveries[0].possible).toContainEqual({
      verb: 'promote',
      consequences: expect.arrayContaining([expect.any(String)]),
    });
    expect(deliveries[0].impossible).toContainEqual({
      verb: 'retry',
      reason: expect.any(String),
    });
  });

  it('plan a decision, with what the portal asks of whoever takes it', async () => {
    const output = await invoke('plan-decision', {
      entityRef: ENTITY_REF,
      service: SERVICE,
      verb: 'promote',
    });
    expect(planned).toEqual([
      { entityRef: ENTITY_REF, request: { service: SERVICE, verb: 'promote' } },
    ]);
    expect(output).toMatchObject({
      possible: true,
      consequences: expect.arrayContaining([expect.any(String)]),
      nextWeightPercent: 50,
      reasonRequired: true,
      needsApprovalWithinSeconds: 3600,
      objections: [{ sentence: 'Not on Fridays.', overridable: true }],
      seen: SEEN,
    });
  });

  it('say why a decision cannot be planned', async () => {
    plan = {
      plan: { allowed: false, verb: 'retry', reason: 'Nothing was aborted.' },
      reasonRequired: false,
      objections: [],
    };
    await expect(
      invoke('plan-decision', {
        entityRef: ENTITY_REF,
        service: SERVICE,
        verb: 'retry',
      }),
    ).resolves.toMatchObject({
      possible: false,
      refusal: 'Nothing was aborted.',
    });
  });

  it('take a decision at the same desk as everyone, as it was planned', async () => {
    const request = {
      service: SERVICE,
      verb: 'promote' as const,
      seen: SEEN,
      reason: 'Looks good.',
    };
    const output = await invoke('take-decision', {
      entityRef: ENTITY_REF,
      ...request,
      idempotencyKey: 'one',
    });
    expect(asked).toEqual([{ entityRef: ENTITY_REF, credentials: ADA }]);
    expect(decided).toEqual([
      { entityRef: ENTITY_REF, request, idempotencyKey: 'one' },
    ]);
    expect(output).toEqual({
      id: DECISION.id,
      state: 'confirmed',
      meaning: 'The controller has reacted: it is done.',
      outcome: 'The canary takes 60 % now.',
      decidedBy: 'user:default/ada',
    });
  });

  it.each([
    ['list-waiting-deliveries', new NotAllowedError('Not for you.')],
    ['get-service-mesh-view', new NotFoundError('There is no such entity.')],
    ['explain-delivery', new NotAllowedError('Not for you.')],
    ['plan-decision', new NotAllowedError('Not for you.')],
    ['take-decision', new ConflictError('The world has moved on.')],
  ])('pass on why %s is refused', async (name, error) => {
    refusal = error;
    const { actions } = await registry.list();
    const { examples = [] } = actions.find(action => action.name === name)!;
    await expect(invoke(name, examples[0].input)).rejects.toThrow(error);
  });

  it.each([
    ['get-service-mesh-view', { entityRef: 'a:b:c/d' }, /kind:namespace\/name/],
    ['get-service-mesh-view', {}, /Invalid input/],
    ['list-waiting-deliveries', { limit: 1000 }, /Invalid input/],
    [
      'plan-decision',
      { entityRef: ENTITY_REF, service: SERVICE, verb: 'delete' },
      /Invalid input/,
    ],
    [
      'take-decision',
      { entityRef: ENTITY_REF, service: SERVICE, verb: 'promote' },
      /Invalid input/,
    ],
    [
      'take-decision',
      {
        entityRef: ENTITY_REF,
        service: SERVICE,
        verb: 'promote',
        seen: SEEN,
        reason: 'good\0',
      },
      /Invalid input|Invalid string|pattern/,
    ],
  ])('refuse of %s the input %j', async (name, input, message) => {
    await expect(invoke(name, input)).rejects.toThrow(message);
    expect(asked).toEqual([]);
  });
});

import { parseEntityRef } from '@backstage/catalog-model';
import type {
  ClusterStatus,
  Decision,
  DecisionPage,
  DecisionPlan,
  DecisionRequest,
  EntityMeshView,
  Fleet,
  GatewayOption,
  MeshApi,
  NamedObject,
  NamespaceOption,
  ObjectManifest,
  PlanRequest,
  TrafficGraph,
  TrafficSeries,
} from '@meshway/plugin-mesh-common';
import { cluster, gateways, namespaces } from '../src/__fixtures__/choices';
import { shiftPlan } from '../src/__fixtures__/decisions';
import { fleet } from '../src/__fixtures__/fleet';
import { manifestOf } from '../src/__fixtures__/manifests';
import { UnaskedMeshApi } from '../src/__fixtures__/UnaskedMeshApi';
import { decision, progressingService } from '../src/__fixtures__/views';
import { planInView } from '../src/entity/decide/DecisionOption';
import type { Situation } from './devEntities';
import { graphOf, namedError, RULES, seriesOf, viewOf } from './devSituations';
import { wizardSituation } from './wizardSituation';

/** Answers from fixtures; the name of the entity is the situation. */
export class DevMeshApi extends UnaskedMeshApi implements MeshApi {
  private readonly promoted = new Map<string, Decision>();

  async getEntityView(entityRef: string): Promise<EntityMeshView> {
    const situation = parseEntityRef(entityRef).name as Situation;
    if (situation === 'lost') {
      throw namedError('ServiceUnavailableError', 'Failed to fetch');
    }
    if (situation === 'forbidden') {
      throw namedError('NotAllowedError', 'You lack mesh.read here.');
    }
    return this.current(entityRef, situation);
  }

  async streamEntityView(
    entityRef: string,
    options: {
      signal: AbortSignal;
      onView: (view: EntityMeshView, version: string) => void;
    },
  ): Promise<void> {
    const situation = parseEntityRef(entityRef).name as Situation;
    if (situation === 'forbidden') throw new Error('forbidden');
    if (situation === 'lost') {
      await new Promise(resolve => setTimeout(resolve, 300));
      const now = this.current(entityRef, situation);
      options.onView(now, now.at);
      throw new Error('connection reset');
    }
    await new Promise<void>(resolve => {
      const send = () => {
        if (situation !== 'loading') {
          const now = this.current(entityRef, situation);
          options.onView(now, now.at);
        }
      };
      const timer = setInterval(send, 1000);
      setTimeout(send, 200);
      options.signal.addEventListener('abort', () => {
        clearInterval(timer);
        resolve();
      });
    });
  }

  async planDecision(
    entityRef: string,
    request: PlanRequest,
  ): Promise<DecisionPlan> {
    await new Promise(resolve => setTimeout(resolve, 200));
    const { name } = parseEntityRef(entityRef);
    const [of] = this.current(entityRef, name as Situation).services;
    return {
      plan:
        planInView(of.delivery, request) ??
        shiftPlan('shift', request.weight ?? 0),
      verdict: of.verdict,
      reasonRequired: name === 'reason-required',
      objections: [],
      ...RULES[name],
    };
  }

  async approveDecision(entityRef: string): Promise<Decision> {
    return this.end(entityRef, 'confirmed', 'The controller went on.');
  }

  async withdrawDecision(entityRef: string): Promise<Decision> {
    return this.end(entityRef, 'withdrawn', 'guest took it back.');
  }

  private end(
    entityRef: string,
    state: Decision['state'],
    outcome: string,
  ): Decision {
    const [proposal] = viewOf('proposed', new Date()).decisions;
    const ended = {
      ...proposal,
      state,
      outcome,
      updatedAt: new Date().toISOString(),
    };
    this.promoted.set(entityRef, ended);
    return ended;
  }

  async decide(entityRef: string, request: DecisionRequest): Promise<Decision> {
    const pause = (ms: number) =>
      new Promise(resolve => setTimeout(resolve, ms));
    const { name } = parseEntityRef(entityRef);
    await pause(300);
    if (name === 'conflict') {
      this.promoted.set(entityRef, decision({ state: 'confirmed' }));
      throw namedError(
        'ConflictError',
        'Someone else promoted step 2 a moment ago; the rollout is at step 4.',
      );
    }
    if (name === 'refused') {
      throw namedError(
        'NotAllowedError',
        'Your team lost the right to decide.',
      );
    }
    const row = (state: Decision['state'], outcome?: string): Decision => ({
      ...decision({ id: 'd2', state, outcome, seen: request.seen }),
      reason: request.reason,
      requestedAt: new Date().toISOString(),
      updatedAt: new Date().toISOString(),
    });
    this.promoted.set(entityRef, row('requested'));
    await pause(1200);
    this.promoted.set(entityRef, row('applied'));
    await pause(1800);
    const confirmed = row(
      'confirmed',
      'The controller went on to step 4 of 6 (weight 50 %).',
    );
    this.promoted.set(entityRef, confirmed);
    return confirmed;
  }

  async getDecisions(): Promise<DecisionPage> {
    const older = (days: number, reason: string): Decision => ({
      ...decision({ id: `older-${days}`, state: 'confirmed' }),
      reason,
      requestedAt: new Date(Date.now() - days * 86_400_000).toISOString(),
    });
    return {
      decisions: [
        older(2, 'The errors came from a node that is gone.'),
        older(9, 'Load test passed.'),
      ],
    };
  }

  async getObject(
    _entityRef: string,
    object: NamedObject,
  ): Promise<ObjectManifest> {
    return { yaml: manifestOf(object) };
  }

  async getTrafficGraph(entityRef: string): Promise<TrafficGraph> {
    await new Promise(resolve => setTimeout(resolve, 250));
    return graphOf(parseEntityRef(entityRef).name as Situation);
  }

  async getTrafficSeries(
    entityRef: string,
    range: { from: string; to: string },
  ): Promise<TrafficSeries> {
    await new Promise(resolve => setTimeout(resolve, 400));
    return seriesOf(parseEntityRef(entityRef).name as Situation, range);
  }

  async getClusters(): Promise<ClusterStatus[]> {
    if (wizardSituation() === 'silent') {
      throw namedError(
        'ServiceUnavailableError',
        'The mesh backend does not answer.',
      );
    }
    return wizardSituation() === 'several'
      ? [cluster('east'), cluster('west')]
      : [cluster('lab')];
  }

  async getNamespaces(): Promise<NamespaceOption[]> {
    return namespaces;
  }

  async getGateways(): Promise<GatewayOption[]> {
    return gateways;
  }

  async getFleet(): Promise<Fleet> {
    return fleet(new Date());
  }

  private current(entityRef: string, situation: Situation): EntityMeshView {
    const now = new Date();
    const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
    const base = viewOf(situation, minute);
    const decided = this.promoted.get(entityRef);
    if (!decided) return base;
    return {
      ...base,
      decisions: [
        decided,
        ...base.decisions.filter(({ id }) => id !== decided.id),
      ],
      services:
        decided.state === 'confirmed'
          ? [progressingService(now), ...base.services.slice(1)]
          : base.services,
    };
  }
}

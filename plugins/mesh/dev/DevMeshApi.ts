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
import { configuredService } from '../src/__fixtures__/configured';
import { fleet } from '../src/__fixtures__/fleet';
import { manifestOf } from '../src/__fixtures__/manifests';
import {
  blindGraph,
  blindSeries,
  crowdedGraph,
  silentGraph,
  trafficGraph,
  trafficSeries,
  untoldGraph,
} from '../src/__fixtures__/traffic';
import { UnaskedMeshApi } from '../src/__fixtures__/UnaskedMeshApi';
import {
  blueGreenService,
  decision,
  degradedService,
  healthyService,
  live,
  plainService,
  progressingService,
  service,
  view,
} from '../src/__fixtures__/views';
import { planInView } from '../src/entity/decide/DecisionOption';
import {
  abortedCanary,
  decidableCanary,
  shiftableService,
  shiftPlan,
} from '../src/__fixtures__/decisions';
import {
  driftedBlueGreenService,
  failedService,
  fullService,
  promotingFullyService,
  threeVersionsService,
} from '../src/__fixtures__/delivery';
import type { Situation } from './devEntities';
import { wizardSituation } from './wizardSituation';

function namedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function viewOf(situation: Situation, now: Date): EntityMeshView {
  const silent = { requestsPerSecond: 0, requests: 0, windowSeconds: 60 };
  switch (situation) {
    case 'strict':
    case 'permissive':
    case 'mixed':
    case 'closed':
    case 'gaps':
    case 'many-routes':
    case 'findings':
      return view(
        { services: [configuredService(situation, now)], decisions: [] },
        now,
      );
    case 'progressing':
      return view({ services: [progressingService(now)] }, now);
    case 'healthy':
      return view({ services: [healthyService(now)], decisions: [] }, now);
    case 'degraded':
      return view({ services: [degradedService(now)] }, now);
    case 'blue-green':
      return view({ services: [blueGreenService(now)], decisions: [] }, now);
    case 'weighted':
      return view({ services: [shiftableService(now)], decisions: [] }, now);
    case 'aborted':
      return view(
        {
          services: [
            service(
              {
                headline:
                  'The release of `1.20.1` was aborted; `1.19.1` takes all traffic.',
                delivery: abortedCanary(now),
              },
              now,
            ),
          ],
        },
        now,
      );
    case 'everything':
      return view({ services: [fullService(now)] }, now);
    case 'analysis-failed':
      return view({ services: [failedService(now)] }, now);
    case 'promoting-fully':
      return view({ services: [promotingFullyService(now)] }, now);
    case 'blue-green-drift':
      return view({ services: [driftedBlueGreenService(now)] }, now);
    case 'three-versions':
      return view({ services: [threeVersionsService(now)] }, now);
    case 'proposed':
      return view(
        {
          services: [service({ delivery: decidableCanary(now) }, now)],
          decisions: [
            decision({
              id: 'proposal',
              state: 'proposed',
              decidedBy: 'user:default/ada',
              outcome: undefined,
              approval: {
                expiresAt: new Date(now.getTime() + 2_400_000).toISOString(),
              },
            }),
          ],
        },
        now,
      );
    case 'all-decisions':
    case 'frozen':
    case 'gate':
    case 'reason-required':
    case 'two-people':
    case 'refused':
      return view(
        {
          services: [service({ delivery: decidableCanary(now) }, now)],
          decisions: [],
        },
        now,
      );
    case 'plain':
      return view({ services: [plainService(now)], decisions: [] }, now);
    case 'no-traffic':
      return view(
        {
          services: [service({ ...healthyService(now), signals: silent }, now)],
        },
        now,
      );
    case 'no-metrics': {
      const blind = service({ signals: undefined }, now);
      blind.revisions = blind.revisions.map(revision => ({
        ...revision,
        signals: undefined,
      }));
      blind.freshness.metrics = {
        state: 'unavailable',
        reason: 'Prometheus of cluster lab answers 503.',
      };
      return view({ services: [blind] }, now);
    }
    case 'stale': {
      const stale = service({}, now);
      stale.freshness.cluster = {
        state: 'stale',
        heardAt: new Date(now.getTime() - 42_000).toISOString(),
        reason: 'The API server does not answer.',
      };
      return view({ services: [stale] }, now);
    }
    case 'unreachable':
      return view(
        {
          services: [],
          decisions: [],
          problems: [
            {
              cluster: 'lab',
              kind: 'unreachable',
              message:
                'The lab is still being built: kube-apiserver, 3 of 9, about 6 min left.',
            },
          ],
        },
        now,
      );
    case 'not-found':
      return view(
        {
          services: [],
          decisions: [],
          problems: [
            {
              cluster: 'lab',
              kind: 'not-found',
              message:
                'There is no Service `bookinfo/productpage`. Create it or correct the annotation `meshway.dev/service`.',
            },
          ],
        },
        now,
      );
    case 'no-consent':
      return view(
        {
          services: [
            service(
              {
                consent: {
                  given: false,
                  reason:
                    'The cluster does not name this component. Add one line to the Rollout `bookinfo/productpage`:',
                  line: 'meshway.dev/entity: component:default/no-consent',
                },
              },
              now,
            ),
          ],
        },
        now,
      );
    default:
      return view({ services: [service({}, now), plainService(now)] }, now);
  }
}

/** What the portal asks of those who decide, by situation. */
const RULES: Record<string, Partial<DecisionPlan>> = {
  frozen: {
    objections: [
      {
        rule: 'freeze',
        sentence: 'Frozen until Monday 06:00: end of the quarter.',
        overridable: false,
      },
    ],
  },
  gate: {
    objections: [
      {
        rule: 'verdict',
        sentence:
          'The canary is worse: errors 4.1 % of 498 requests against 0.31 % of 2,016 on stable.',
        overridable: true,
      },
    ],
  },
  'two-people': { secondPerson: { withinSeconds: 3600 } },
};

function graphOf(situation: Situation): TrafficGraph {
  switch (situation) {
    case 'no-traffic':
      return silentGraph();
    case 'no-metrics':
      return blindGraph();
    case 'traffic-60':
      return crowdedGraph(60);
    case 'traffic-200':
      return crowdedGraph(200);
    case 'traffic-untold':
      return untoldGraph();
    case 'traffic-failed':
      throw namedError(
        'ServiceUnavailableError',
        'Cluster `lab` does not answer.',
      );
    default:
      return trafficGraph({ freshness: live(new Date()) });
  }
}

function seriesOf(
  situation: Situation,
  range: { from: string; to: string },
): TrafficSeries {
  switch (situation) {
    case 'no-metrics':
      return blindSeries();
    case 'traffic-untold':
      return trafficSeries(range, { revisions: [] });
    case 'traffic-failed':
      throw namedError('InputError', 'from must be before to.');
    default:
      return trafficSeries(range, { freshness: live(new Date()) });
  }
}

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

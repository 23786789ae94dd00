import type {
  DecisionPlan,
  EntityMeshView,
  ServiceView,
  TrafficGraph,
  TrafficSeries,
} from '@meshway/plugin-mesh-common';
import { configuredService } from '../src/__fixtures__/configured';
import {
  blindGraph,
  blindSeries,
  crowdedGraph,
  silentGraph,
  trafficGraph,
  trafficSeries,
  untoldGraph,
} from '../src/__fixtures__/traffic';
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
import {
  abortedCanary,
  decidableCanary,
  shiftableService,
} from '../src/__fixtures__/decisions';
import {
  driftedBlueGreenService,
  failedService,
  fullService,
  promotingFullyService,
  threeVersionsService,
  verdict,
} from '../src/__fixtures__/delivery';
import type { Situation } from './devEntities';

/** As errors of the backend arrive. */
export function namedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function decidableService(now: Date): ServiceView {
  return service(
    { delivery: decidableCanary(now), verdict: verdict('no difference') },
    now,
  );
}

/** What the view of an entity shows in a situation. */
export function viewOf(situation: Situation, now: Date): EntityMeshView {
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
          services: [decidableService(now)],
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
          services: [decidableService(now)],
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
export const RULES: Record<string, Partial<DecisionPlan>> = {
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

export function graphOf(situation: Situation): TrafficGraph {
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

export function seriesOf(
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

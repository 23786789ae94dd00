import type {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import type { MeshMetrics } from './MeshMetrics';

/** In seconds: a watch event or a query is a matter of milliseconds, and worth a look when it is one of seconds. */
const BOUNDARIES = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];

/**
 * Counts on Backstage's metrics service. Labels are bounded by the portal's own clusters and by words in code: never
 * names of services, entities or people.
 */
export class BackstageMetrics implements MeshMetrics {
  private readonly requests: MetricsServiceCounter;
  private readonly events: MetricsServiceCounter;
  private readonly lag: MetricsServiceHistogram;
  private readonly queries: MetricsServiceHistogram;
  private readonly decisions: MetricsServiceCounter;

  constructor(metrics: MetricsService) {
    this.requests = metrics.createCounter('meshway.cluster.requests', {
      description: 'Requests to API servers that have ended',
      unit: '{request}',
    });
    this.events = metrics.createCounter('meshway.watch.events', {
      description: 'Events that watches have heard',
      unit: '{event}',
    });
    this.lag = metrics.createHistogram('meshway.watch.lag', {
      description: 'From a change to the event that tells of it',
      unit: 's',
      advice: { explicitBucketBoundaries: BOUNDARIES },
    });
    this.queries = metrics.createHistogram('meshway.query.duration', {
      description: 'Duration of queries for metrics of services',
      unit: 's',
      advice: { explicitBucketBoundaries: BOUNDARIES },
    });
    this.decisions = metrics.createCounter('meshway.decisions', {
      description: 'Decisions about deliveries, by what came of them',
      unit: '{decision}',
    });
  }

  clusterRequest(request: Parameters<MeshMetrics['clusterRequest']>[0]): void {
    const { cluster, kind, verb, outcome } = request;
    this.requests.add(1, { cluster, kind, verb, outcome });
  }

  watchEvent(event: Parameters<MeshMetrics['watchEvent']>[0]): void {
    const { cluster, kind, lagSeconds } = event;
    this.events.add(1, { cluster, kind });
    if (lagSeconds === undefined) return;
    // A histogram takes no negative numbers: the clocks differ by more than the lag.
    this.lag.record(Math.max(0, lagSeconds), { cluster, kind });
  }

  query(query: Parameters<MeshMetrics['query']>[0]): void {
    const { cluster, template, outcome, seconds } = query;
    this.queries.record(seconds, { cluster, template, outcome });
  }

  decision(decision: Parameters<MeshMetrics['decision']>[0]): void {
    const { verb, outcome } = decision;
    this.decisions.add(1, { verb, outcome });
  }
}

import type {
  TelemetryMetric,
  TrafficParties,
} from '@meshway/plugin-mesh-common';
import { selector, type Matcher } from './promql';

/** Names under which scrape configurations put the pod, the usual one first. */
const POD_LABELS = ['pod', 'pod_name', 'kubernetes_pod_name'];

/** Who speaks with whom, and who says so. */
const ENDS = [
  'reporter',
  'app',
  ...['source', 'destination'].flatMap(end => [
    `${end}_cluster`,
    `${end}_workload_namespace`,
    `${end}_workload`,
    `${end}_canonical_service`,
    `${end}_canonical_revision`,
  ]),
  'destination_service_namespace',
  'destination_service_name',
  'destination_service',
  'request_protocol',
];

/** By which revision something was served. */
const SERVED_BY = [
  'reporter',
  'destination_service_namespace',
  'destination_service_name',
  'destination_canonical_revision',
];

/** What became of a request. */
const OUTCOME = ['response_code', 'grpc_response_status', 'response_flags'];

const REQUESTS: TelemetryMetric = 'istio_requests_total';
const BUCKETS: TelemetryMetric = 'istio_request_duration_milliseconds_bucket';
const COUNTERS: TelemetryMetric[] = [
  REQUESTS,
  'istio_request_messages_total',
  'istio_response_messages_total',
  'istio_tcp_sent_bytes_total',
  'istio_tcp_received_bytes_total',
];

/**
 * Response flags with which a calling proxy says that a request never reached a pod: no healthy upstream, no
 * connection, no route, no cluster, circuit open, name not resolved, fault injected. See Envoy's
 * `%RESPONSE_FLAGS%`. Flags may be joined by commas.
 */
const NEVER_ARRIVED = '(.*,)?(UH|UF|NR|NC|UO|DF|FI)(,.*)?';

/** Label that tells the metrics in one answer apart, since functions drop their names. */
export const METER = 'meter';

/**
 * How the series of a cluster are found in its store.
 */
export interface QueryScope {
  /** Labels that all of them have. */
  labels: Readonly<Record<string, string>>;
  /** Label with the pod; whichever of the usual ones there is without it. */
  podLabel?: string;
}

/** The labels that may carry the pod. */
export function podLabelsOf({ podLabel }: QueryScope): string[] {
  return podLabel === undefined ? POD_LABELS : [podLabel];
}

/** All that a service received and sent, but for response times. */
export function countersQuery(
  scope: QueryScope,
  parties: TrafficParties,
  windowSeconds: number,
): string {
  return increases(scope, {
    by: [...ENDS, ...OUTCOME, 'connection_security_policy'],
    metrics: COUNTERS,
    selections: [received(parties), ...sent(parties)],
    windowSeconds,
  });
}

/** Response times of what a service received and sent. */
export function durationsQuery(
  scope: QueryScope,
  parties: TrafficParties,
  windowSeconds: number,
): string {
  return increases(scope, {
    by: [...ENDS, 'le'],
    metrics: [BUCKETS],
    selections: [received(parties), ...sent(parties)],
    windowSeconds,
  });
}

/** The requests to a service and their response times, over a long time. */
export function canaryQuery(
  scope: QueryScope,
  parties: TrafficParties,
  windowSeconds: number,
): string {
  return increases(scope, {
    by: [...ENDS, ...OUTCOME, 'le'],
    metrics: [REQUESTS, BUCKETS],
    selections: [received(parties)],
    windowSeconds,
  });
}

/** The requests to a service by revision, at each moment of a series. */
export function requestSeriesQuery(
  scope: QueryScope,
  parties: TrafficParties,
  windowSeconds: number,
): string {
  return increases(scope, {
    by: [...SERVED_BY, ...OUTCOME],
    metrics: [REQUESTS],
    selections: [received(parties)],
    windowSeconds,
  });
}

/** Response times of a service by revision, at each moment of a series. */
export function durationSeriesQuery(
  scope: QueryScope,
  parties: TrafficParties,
  windowSeconds: number,
): string {
  return increases(scope, {
    by: [...SERVED_BY, 'le'],
    metrics: [BUCKETS],
    selections: [received(parties)],
    windowSeconds,
  });
}

/**
 * The requests to all services: what the receiving proxies counted, by pod, and what only the calling proxies know
 * because it never arrived. Who called is left out, or the answer would grow with the square of the fleet.
 */
export function fleetQuery(scope: QueryScope, windowSeconds: number): string {
  const by = [...SERVED_BY, ...OUTCOME, 'request_protocol'];
  const increase = (selection: Selection) =>
    `increase(${selector(REQUESTS, {
      ...scope.labels,
      ...selection,
    })}[${windowSeconds}s])`;
  const arrived = increase({ reporter: 'destination' });
  const lost = increase({
    reporter: 'source',
    response_flags: { matches: NEVER_ARRIVED },
  });
  const sums = [
    `sum by (${[...by, ...podLabelsOf(scope)].join(',')}) (${arrived}) > 0`,
    `sum by (${by.join(',')}) (${lost}) > 0`,
  ];
  return named(sums.join(' or '), REQUESTS);
}

type Selection = Record<string, Matcher>;

function received({ namespace, services }: TrafficParties): Selection {
  return {
    destination_service_namespace: namespace,
    destination_service_name: services,
  };
}

/** An empty list would match whoever has no name. */
function sent({ namespace, workloads }: TrafficParties): Selection[] {
  return workloads.length > 0
    ? [{ source_workload_namespace: namespace, source_workload: workloads }]
    : [];
}

/** What counters grew by. One question instead of one per metric and direction: a round trip costs more than a term. */
function increases(
  scope: QueryScope,
  query: {
    by: string[];
    metrics: TelemetryMetric[];
    selections: Selection[];
    windowSeconds: number;
  },
): string {
  const { by, metrics, selections, windowSeconds } = query;
  const labels = [METER, ...by, ...podLabelsOf(scope)];
  // What is both sent and received is the same series, which "or" takes once.
  const terms = metrics.map(metric =>
    named(
      selections
        .map(selection => {
          const series = selector(metric, { ...scope.labels, ...selection });
          return `increase(${series}[${windowSeconds}s])`;
        })
        .join(' or '),
      metric,
    ),
  );
  return `sum by (${labels.join(',')}) (${terms.join(' or ')})`;
}

function named(expression: string, metric: TelemetryMetric): string {
  return `label_replace(${expression},"${METER}","${metric}","","")`;
}

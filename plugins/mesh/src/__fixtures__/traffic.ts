import type {
  ServiceRef,
  SignalSeries,
  Traffic,
  TrafficEdge,
  TrafficGraph,
  TrafficPeer,
  TrafficSeries,
} from '@meshway/plugin-mesh-common';
import { canarySignals, live, NOW, signals } from './views';

/** Hashes of the revisions of the service of the fixtures. */
export const STABLE = '6d8f7c5b9';
export const CANARY = '7b4c9d8f6';

const WINDOW_SECONDS = 60;

const SERVICE: ServiceRef = {
  cluster: 'lab',
  namespace: 'bookinfo',
  name: 'productpage',
};

export function workloadPeer(
  workload: string,
  namespace = 'bookinfo',
): TrafficPeer {
  return {
    kind: 'workload',
    cluster: 'Kubernetes',
    namespace,
    workload,
    canonicalService: workload,
  };
}

export function servicePeer(
  service: string,
  namespace = 'bookinfo',
): TrafficPeer {
  return { kind: 'service', cluster: 'Kubernetes', namespace, service };
}

/** HTTP, encrypted and without errors unless told otherwise. */
export function edge(
  peer: TrafficPeer,
  requestsPerSecond: number,
  overrides: Partial<TrafficEdge> = {},
): TrafficEdge {
  return {
    peer,
    revision: STABLE,
    protocol: 'http',
    requests: Math.round(requestsPerSecond * WINDOW_SECONDS),
    requestsPerSecond,
    errorShare: 0,
    failures: [],
    p95: 42,
    mtlsShare: 1,
    ...overrides,
  };
}

const gateway: TrafficPeer = {
  kind: 'gateway',
  cluster: 'Kubernetes',
  namespace: 'istio-system',
  workload: 'istio-ingressgateway',
};

export function traffic(overrides: Partial<Traffic> = {}): Traffic {
  return {
    windowSeconds: WINDOW_SECONDS,
    signals: signals(41.9, 0.0033),
    revisions: [
      { hash: CANARY, signals: canarySignals },
      { hash: STABLE, signals: signals(33.6, 0.0031) },
    ],
    attribution: { possible: true },
    callers: [
      edge(gateway, 30.1, { p95: 61, errorShare: 0.002 }),
      edge(gateway, 7.4, { revision: CANARY, p95: 74, errorShare: 0.004 }),
      edge(workloadPeer('loadtest', 'tools'), 3.1, { p95: 58 }),
      edge(workloadPeer('loadtest', 'tools'), 0.9, {
        revision: CANARY,
        p95: 60,
      }),
      edge({ kind: 'unknown' }, 0.4, { mtlsShare: 0, p95: 12 }),
    ],
    callees: [
      edge(servicePeer('details'), 33.5, { p95: 9 }),
      edge(servicePeer('details'), 8.3, { revision: CANARY, p95: 11 }),
      edge(servicePeer('reviews'), 33.2, { p95: 31, errorShare: 0.003 }),
      edge(servicePeer('reviews'), 8.1, {
        revision: CANARY,
        p95: 48,
        errorShare: 0.034,
        failures: [
          { code: '503', flags: 'UH', requests: 12 },
          { code: '-', flags: 'DC', requests: 4 },
        ],
      }),
      edge(servicePeer('pricing', 'shop'), 4.2, {
        protocol: 'grpc',
        revision: CANARY,
        p95: 140,
        errorShare: 0.16,
        messages: { requestsPerSecond: 4.2, responsesPerSecond: 12.6 },
        failures: [
          { code: '14', flags: 'UF,URX', requests: 31 },
          { code: '13', flags: '-', requests: 9 },
        ],
      }),
      edge(servicePeer('mysql', 'data'), 0, {
        protocol: 'tcp',
        errorShare: undefined,
        p95: undefined,
        tcp: { sentBytesPerSecond: 21_400, receivedBytesPerSecond: 184_000 },
      }),
      edge({ kind: 'external', host: 'api.openlibrary.org' }, 1.8, {
        mtlsShare: undefined,
        p95: 310,
      }),
    ],
    omittedEdges: 0,
    ...overrides,
  };
}

/** A graph with callers, callees and peers of every kind, of which some are in the catalog. */
export function trafficGraph(
  overrides: Partial<TrafficGraph> = {},
): TrafficGraph {
  return {
    service: SERVICE,
    traffic: traffic(),
    freshness: live(NOW),
    entities: [
      entity('bookinfo', 'details'),
      entity('bookinfo', 'reviews'),
      entity('shop', 'pricing'),
      entity('tools', 'loadtest'),
    ],
    ...overrides,
  };
}

function entity(namespace: string, name: string) {
  return { namespace, name, entityRef: `component:default/${name}` };
}

/** As many peers as are asked for, half of them callers, in a handful of namespaces. */
export function crowdedGraph(peers: number): TrafficGraph {
  const namespaces = ['shop', 'payments', 'search', 'media', 'risk', 'mail'];
  const edges = Array.from({ length: peers }, (_, index) => {
    const name = `${namespaces[index % 6]}-svc-${index + 1}`;
    const peer =
      index % 2 === 0
        ? workloadPeer(name, namespaces[index % 6])
        : servicePeer(name, namespaces[index % 6]);
    const rate = 40 / (1 + index);
    const failing = index % 11 === 5;
    return [
      edge(peer, rate, { errorShare: failing ? 0.05 : 0.001 }),
      ...(index % 3 === 0 ? [edge(peer, rate / 4, { revision: CANARY })] : []),
    ];
  });
  return trafficGraph({
    traffic: traffic({
      callers: edges.filter((_, index) => index % 2 === 0).flat(),
      callees: edges.filter((_, index) => index % 2 === 1).flat(),
    }),
    entities: [],
  });
}

/** Revisions come from nowhere: all edges lack them. */
export function untoldGraph(): TrafficGraph {
  const told = traffic();
  const without = (edges: TrafficEdge[]) =>
    edges
      .filter(one => one.revision === STABLE)
      .map(one => ({ ...one, revision: undefined }));
  return trafficGraph({
    traffic: {
      ...told,
      revisions: [],
      attribution: {
        possible: false,
        reason:
          'The metrics have no `pod` label and no revision. Add the label `app.kubernetes.io/version` to the pod template.',
      },
      callers: without(told.callers),
      callees: without(told.callees),
    },
  });
}

/** A service that nobody calls. */
export function silentGraph(): TrafficGraph {
  return trafficGraph({
    traffic: traffic({
      signals: { requestsPerSecond: 0, requests: 0, windowSeconds: 60 },
      revisions: [],
      callers: [],
      callees: [],
    }),
  });
}

/** Metrics that nobody can read. */
export function blindGraph(): TrafficGraph {
  return trafficGraph({
    traffic: undefined,
    freshness: { state: 'unavailable', reason: 'Prometheus answers 503.' },
    entities: [],
  });
}

/**
 * A series of 120 moments: the canary begins at two fifths, its errors rise, and for a tenth of the time nothing was
 * measured.
 */
export function trafficSeries(
  range: { from: string; to: string } = {
    from: new Date(NOW.getTime() - 3_600_000).toISOString(),
    to: NOW.toISOString(),
  },
  overrides: Partial<TrafficSeries> = {},
): TrafficSeries {
  const from = Date.parse(range.from) / 1000;
  const to = Date.parse(range.to) / 1000;
  const moments = 120;
  const stepSeconds = (to - from) / (moments - 1);
  const at = Array.from(
    { length: moments },
    (_, index) => from + index * stepSeconds,
  );
  const wave = (index: number, seed: number) =>
    Math.sin(index / 6 + seed) * 0.5 + Math.sin(index / 2.3 + seed * 2) * 0.25;
  const gap = (index: number) => index >= 66 && index < 78;
  const began = Math.floor(moments * 0.4);
  const of = (value: (index: number) => number | null) =>
    at.map((_, index) => (gap(index) ? null : value(index)));
  const latency = (base: number, seed: number, first = 0) => {
    const quantile = (factor: number) =>
      of(index =>
        index < first ? null : base * factor * (1 + 0.15 * wave(index, seed)),
      );
    return { p50: quantile(0.4), p95: quantile(1), p99: quantile(2.2) };
  };
  const stable: SignalSeries = {
    requestsPerSecond: of(
      index => (index < began ? 42 : 34) + 4 * wave(index, 1),
    ),
    errorShare: of(index => Math.max(0, 0.003 + 0.003 * wave(index, 2))),
    latency: latency(62, 3),
  };
  const canary: SignalSeries = {
    requestsPerSecond: of(index =>
      index < began ? null : 8.4 + 1.6 * wave(index, 4),
    ),
    errorShare: of(index =>
      index < began
        ? null
        : Math.max(
            0,
            0.004 + 0.0002 * (index - began) + 0.004 * wave(index, 5),
          ),
    ),
    latency: latency(78, 6, began),
  };
  const total: SignalSeries = {
    requestsPerSecond: of(
      index =>
        (stable.requestsPerSecond[index] ?? 0) +
        (canary.requestsPerSecond[index] ?? 0),
    ),
    errorShare: of(index => (stable.errorShare[index] ?? 0) * 1.05),
    latency: latency(66, 7),
  };
  return {
    service: SERVICE,
    ...range,
    at,
    stepSeconds,
    total,
    revisions: [
      { hash: CANARY, ...canary },
      { hash: STABLE, ...stable },
    ],
    attribution: { possible: true },
    freshness: live(NOW),
    ...overrides,
  };
}

/** Metrics that nobody can read, over time. */
export function blindSeries(): TrafficSeries {
  return trafficSeries(undefined, {
    total: undefined,
    revisions: [],
    freshness: { state: 'unavailable', reason: 'Prometheus answers 503.' },
  });
}

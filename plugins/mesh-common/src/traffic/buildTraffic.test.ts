import fc from 'fast-check';
import type { KnownRevision } from '../service/revisions';
import type { RevisionRole } from '../model';
import { buildTraffic } from './buildTraffic';
import type { TrafficInput } from './receivedTraffic';
import type { TelemetryMetric, TelemetrySample } from './TelemetrySample';

const revision = (
  hash: string,
  role: RevisionRole,
  version = 'latest',
): KnownRevision => ({
  ownerName: `checkout-${hash}`,
  labels: { 'app.kubernetes.io/version': version },
  revision: {
    hash,
    role,
    workload: 'checkout',
    images: [],
    version,
    desiredPods: 1,
    readyPods: 1,
    pods: [],
  },
});

const STABLE = revision('aaa', 'stable');
const CANARY = revision('bbb', 'canary');

/** Storefront calls checkout; both proxies know it all, the receiver's pod is of stable. */
const LABELS = {
  reporter: 'destination',
  source_cluster: 'east',
  source_workload_namespace: 'shop',
  source_workload: 'storefront',
  source_canonical_service: 'storefront',
  source_canonical_revision: 'latest',
  destination_cluster: 'east',
  destination_service: 'checkout.shop.svc.cluster.local',
  destination_service_name: 'checkout',
  destination_service_namespace: 'shop',
  destination_workload_namespace: 'shop',
  destination_workload: 'checkout',
  destination_canonical_service: 'checkout',
  destination_canonical_revision: 'latest',
  request_protocol: 'http',
  response_code: '200',
  response_flags: '-',
  connection_security_policy: 'mutual_tls',
  pod: 'checkout-aaa-1',
};

/** What a sending proxy knows when the request got nowhere. */
const NOWHERE = {
  reporter: 'source',
  destination_cluster: 'unknown',
  destination_workload_namespace: 'unknown',
  destination_workload: 'unknown',
  destination_canonical_service: 'unknown',
  destination_canonical_revision: 'unknown',
  connection_security_policy: 'unknown',
  pod: 'storefront-1',
};

const BY_SOURCE = {
  reporter: 'source',
  connection_security_policy: 'unknown',
  pod: 'storefront-1',
};

const FROM_UNKNOWN = {
  source_cluster: 'unknown',
  source_workload_namespace: 'unknown',
  source_workload: 'unknown',
  source_canonical_service: 'unknown',
  source_canonical_revision: 'latest',
  connection_security_policy: 'none',
};

const sample = (
  value: number,
  labels: Record<string, string> = {},
  metric: TelemetryMetric = 'istio_requests_total',
): TelemetrySample => ({ metric, value, labels: { ...LABELS, ...labels } });

const traffic = (
  samples: TelemetrySample[],
  parts: Partial<TrafficInput> = {},
) =>
  buildTraffic({
    namespace: 'shop',
    services: ['checkout', 'checkout-canary'],
    known: [STABLE, CANARY],
    samples,
    windowSeconds: 60,
    ...parts,
  });

/** Who, by which revision, how many requests, how many of them failed. */
const callers = (shown: ReturnType<typeof traffic>) =>
  shown.callers.map(({ peer, revision: hash, requests, errorShare }) => [
    'workload' in peer ? peer.workload : peer.kind,
    hash,
    requests,
    Math.round((errorShare ?? 0) * requests),
  ]);

const STOREFRONT = {
  kind: 'workload',
  cluster: 'east',
  namespace: 'shop',
  workload: 'storefront',
  canonicalService: 'storefront',
};

describe('a request that both proxies report', () => {
  it('counts once, by the pod that received it', () => {
    const shown = traffic([
      sample(90),
      sample(10, { pod: 'checkout-bbb-1' }),
      sample(100, BY_SOURCE),
    ]);
    expect(shown.signals).toMatchObject({ requests: 100, errorShare: 0 });
    expect(shown.attribution).toEqual({ possible: true });
    expect(
      shown.revisions.map(({ hash, signals }) => [hash, signals.requests]),
    ).toEqual([
      ['aaa', 90],
      ['bbb', 10],
    ]);
    expect(shown.callers[0]).toEqual({
      peer: STOREFRONT,
      revision: 'aaa',
      protocol: 'http',
      requests: 90,
      requestsPerSecond: 1.5,
      errorShare: 0,
      failures: [],
      p95: undefined,
      mtlsShare: 1,
      messages: undefined,
      tcp: undefined,
    });
    expect(shown.callers).toHaveLength(2);
    expect(shown).toMatchObject({ callees: [], omittedEdges: 0 });
  });

  it('counts once when the flags tell whose fault it was', () => {
    // The receiving proxy lost the application; the sending one only sees a 503 that came back.
    const shown = traffic([
      sample(95),
      sample(5, { response_code: '503', response_flags: 'UC' }),
      sample(95, BY_SOURCE),
      sample(5, { ...BY_SOURCE, response_code: '503' }),
    ]);
    expect(callers(shown)).toEqual([['storefront', 'aaa', 100, 5]]);
    expect(shown.callers[0].failures).toEqual([
      { code: '503', flags: 'UC', requests: 5 },
    ]);
  });

  it('counts once when the sender lost its patience, as a failure of the slow pod', () => {
    const shown = traffic([
      sample(90),
      sample(10, {
        pod: 'checkout-bbb-1',
        response_code: '0',
        response_flags: 'DC',
      }),
      sample(90, BY_SOURCE),
      sample(8, { ...BY_SOURCE, response_code: '504', response_flags: 'UT' }),
    ]);
    expect(callers(shown)).toEqual([
      ['storefront', 'aaa', 90, 0],
      ['storefront', 'bbb', 10, 8],
    ]);
    expect(shown.callers[1].failures).toEqual([
      { code: '504', flags: 'UT', requests: 8 },
    ]);
    expect(shown.signals).toMatchObject({ requests: 100, errorShare: 0.08 });
  });

  it('counts what the receiver could not report before it was gone', () => {
    const shown = traffic([
      sample(90),
      sample(92, BY_SOURCE),
      sample(8, { ...BY_SOURCE, response_code: '503', response_flags: 'UC' }),
    ]);
    expect(shown.signals).toMatchObject({ requests: 98, errorShare: 8 / 98 });
    // Three attempts of one request: the receiver has counted more than the sender.
    const retried = traffic([
      sample(90),
      sample(30, { response_code: '503' }),
      sample(90, BY_SOURCE),
      sample(10, { ...BY_SOURCE, response_code: '503', response_flags: 'URX' }),
    ]);
    expect(callers(retried)).toEqual([['storefront', 'aaa', 120, 30]]);
  });

  it('splits more timeouts than hang-ups between both', () => {
    const shown = traffic([
      sample(80),
      sample(5, { response_code: '0', response_flags: 'DC' }),
      sample(80, BY_SOURCE),
      sample(15, { ...BY_SOURCE, response_code: '504', response_flags: 'UT' }),
      sample(5, { ...BY_SOURCE, response_code: '503', response_flags: 'UR' }),
    ]);
    // 5 of the 20 are known as hung up, the other 15 the receiver has not counted.
    expect(shown.signals.requests).toBeCloseTo(100, 9);
    expect(shown.signals.errorShare).toBeCloseTo(0.2, 9);
    expect(callers(shown)).toEqual([
      ['storefront', 'aaa', 85, 5],
      ['storefront', undefined, 15, 15],
    ]);
  });
});

describe('a request that one proxy reports', () => {
  it('counts when it never arrived', () => {
    const shown = traffic([
      sample(100),
      sample(100, BY_SOURCE),
      sample(4, { ...NOWHERE, response_code: '503', response_flags: 'UH' }),
      sample(1, { ...NOWHERE, response_code: '503', response_flags: 'UF,URX' }),
    ]);
    expect(shown.signals.requests).toBe(105);
    expect(callers(shown)).toEqual([
      ['storefront', 'aaa', 100, 0],
      ['storefront', undefined, 5, 5],
    ]);
    expect(shown.callers[1].failures).toEqual([
      { code: '503', flags: 'UH', requests: 4 },
      { code: '503', flags: 'UF,URX', requests: 1 },
    ]);
    // Not even one of these is a revision's.
    expect(shown.revisions[0].signals).toMatchObject({
      requests: 100,
      errorShare: 0,
    });
  });

  it('counts as the same failure of both when each could not go on by itself', () => {
    const failure = { response_code: '503', response_flags: 'UF' };
    const shown = traffic([
      sample(3, failure),
      sample(2, { ...BY_SOURCE, ...failure }),
    ]);
    // The receiving proxy did not reach its application; the sending one did not reach the pod.
    expect(shown.signals).toMatchObject({ requests: 5, errorShare: 1 });
  });

  it('counts for a caller without a proxy', () => {
    const shown = traffic([sample(60), sample(40, FROM_UNKNOWN)]);
    expect(
      shown.callers.map(({ peer, mtlsShare }) => [peer, mtlsShare]),
    ).toEqual([
      [STOREFRONT, 1],
      [{ kind: 'unknown' }, 0],
    ]);
  });

  it('counts when nobody but the senders is scraped', () => {
    const shown = traffic([
      sample(100, BY_SOURCE),
      sample(4, { ...NOWHERE, response_code: '503', response_flags: 'UH' }),
    ]);
    expect(shown.signals).toMatchObject({ requests: 104 });
    expect(shown.callers[0].mtlsShare).toBeUndefined();
  });

  it('comes from a gateway', () => {
    const gateway = {
      source_workload_namespace: 'istio-system',
      source_workload: 'istio-ingressgateway',
      source_canonical_service: 'istio-ingressgateway',
    };
    const own = { ...gateway, source_workload: 'public-istio' };
    const named = { namespace: 'istio-system', workload: 'public-istio' };
    const shown = traffic([sample(2, gateway), sample(1, own)]);
    expect(shown.callers.map(({ peer }) => peer)).toEqual([
      expect.objectContaining({
        ...named,
        workload: 'istio-ingressgateway',
        kind: 'gateway',
      }),
      expect.objectContaining({ ...named, kind: 'workload' }),
    ]);
  });
});

describe('protocols', () => {
  it('takes the gRPC status for the code unless HTTP itself failed', () => {
    const grpc = { request_protocol: 'grpc' };
    const shown = traffic([
      sample(90, { ...grpc, grpc_response_status: '0' }),
      sample(3, { ...grpc, grpc_response_status: '14' }),
      sample(5, { ...grpc, grpc_response_status: '5' }),
      sample(2, { ...grpc, response_code: '503', grpc_response_status: '14' }),
      sample(1, { ...grpc, response_code: '0', response_flags: 'UC' }),
      sample(600, grpc, 'istio_request_messages_total'),
      sample(900, { ...BY_SOURCE, ...grpc }, 'istio_request_messages_total'),
      sample(300, grpc, 'istio_response_messages_total'),
      sample(50),
    ]);
    expect(shown.callers).toMatchObject([
      {
        protocol: 'grpc',
        requests: 101,
        failures: [
          { code: '14', flags: '-', requests: 3 },
          { code: '503', flags: '-', requests: 2 },
          { code: '-', flags: 'UC', requests: 1 },
        ],
        messages: { requestsPerSecond: 10, responsesPerSecond: 5 },
      },
      { protocol: 'http', requests: 50, messages: undefined },
    ]);
  });

  it('says of TCP what the caller sent and received', () => {
    const shown = traffic([
      sample(600, {}, 'istio_tcp_received_bytes_total'),
      sample(6000, {}, 'istio_tcp_sent_bytes_total'),
      sample(600, BY_SOURCE, 'istio_tcp_received_bytes_total'),
      sample(60, { ...FROM_UNKNOWN }, 'istio_tcp_received_bytes_total'),
      sample(
        120,
        { ...FROM_UNKNOWN, pod: 'checkout-bbb-1' },
        'istio_tcp_sent_bytes_total',
      ),
    ]);
    expect(shown.callers).toMatchObject([
      {
        peer: STOREFRONT,
        revision: 'aaa',
        protocol: 'tcp',
        requests: 0,
        errorShare: undefined,
        mtlsShare: 1,
        tcp: { sentBytesPerSecond: 10, receivedBytesPerSecond: 100 },
      },
      {
        revision: 'bbb',
        tcp: { sentBytesPerSecond: 0, receivedBytesPerSecond: 2 },
      },
      {
        revision: 'aaa',
        mtlsShare: 0,
        tcp: { sentBytesPerSecond: 1, receivedBytesPerSecond: 0 },
      },
    ]);
    expect(shown.signals).toMatchObject({
      requests: 0,
      tcp: { sentBytesPerSecond: 11, receivedBytesPerSecond: 102 },
    });
    expect(shown.revisions[1].signals.tcp).toEqual({
      sentBytesPerSecond: 0,
      receivedBytesPerSecond: 2,
    });
  });

  it('reads response times of the receiver only', () => {
    const bucket = (le: string, value: number, labels = {}) =>
      sample(
        value,
        { le, ...labels },
        'istio_request_duration_milliseconds_bucket',
      );
    const canary = { pod: 'checkout-bbb-1' };
    const shown = traffic([
      sample(100),
      sample(10, canary),
      bucket('50', 90),
      bucket('100', 100),
      bucket('+Inf', 100),
      bucket('50', 0, canary),
      bucket('100', 10, canary),
      bucket('+Inf', 10, canary),
      bucket('100', 0, BY_SOURCE),
      bucket('+Inf', 110, BY_SOURCE),
    ]);
    expect(shown.signals.latency).toEqual({
      p50: (50 * 55) / 90,
      p95: 50 + 50 * (14.5 / 20),
      p99: expect.closeTo(50 + 50 * (18.9 / 20), 9),
    });
    expect(shown.callers.map(({ p95 }) => p95)).toEqual([75, 97.5]);
    expect(shown.revisions[1].signals.latency?.p50).toBe(75);
  });
});

describe('ambient', () => {
  const ZTUNNEL = { app: 'ztunnel', pod: 'ztunnel-1' };
  const WAYPOINT = { reporter: 'waypoint', pod: 'waypoint-1' };

  it('believes the waypoint, and calls it encrypted', () => {
    const known = [
      revision('aaa', 'stable', 'v1'),
      revision('bbb', 'canary', 'v2'),
    ];
    const v2 = { destination_canonical_revision: 'v2' };
    const v1 = { destination_canonical_revision: 'v1' };
    const shown = traffic(
      [
        sample(80, { ...WAYPOINT, ...v1, connection_security_policy: 'none' }),
        sample(20, { ...WAYPOINT, ...v2 }),
        sample(100, BY_SOURCE),
        sample(3, {
          ...WAYPOINT,
          ...NOWHERE,
          reporter: 'waypoint',
          response_code: '503',
          response_flags: 'UH',
        }),
        sample(
          5000,
          { ...ZTUNNEL, source_workload: 'waypoint' },
          'istio_tcp_sent_bytes_total',
        ),
      ],
      { known },
    );
    expect(callers(shown)).toEqual([
      ['storefront', 'aaa', 80, 0],
      ['storefront', 'bbb', 20, 0],
      ['storefront', undefined, 3, 3],
    ]);
    expect(shown.callers[0].mtlsShare).toBe(1);
  });

  it('sees bytes where there is only ztunnel', () => {
    const shown = traffic(
      [sample(600, ZTUNNEL, 'istio_tcp_received_bytes_total')],
      { known: [revision('aaa', 'stable', 'v1'), CANARY] },
    );
    expect(shown.callers).toMatchObject([
      { protocol: 'tcp', tcp: { sentBytesPerSecond: 10 }, mtlsShare: 1 },
    ]);
    expect(shown.attribution.possible).toBe(true);
  });

  it('does not count bytes of requests that a sidecar has counted', () => {
    const shown = traffic([
      sample(10, BY_SOURCE),
      sample(600, ZTUNNEL, 'istio_tcp_received_bytes_total'),
    ]);
    expect(shown.callers.map(({ protocol }) => protocol)).toEqual(['http']);
  });
});

describe('which revision served it', () => {
  const noPod = { pod: '' };

  it('is told by the canonical revision when there is no pod', () => {
    const known = [
      revision('aaa', 'stable', 'v1'),
      revision('bbb', 'canary', 'v2'),
    ];
    const shown = traffic(
      [
        sample(80, { ...noPod, destination_canonical_revision: 'v1' }),
        sample(20, { ...noPod, destination_canonical_revision: 'v2' }),
      ],
      { known },
    );
    expect(callers(shown)).toEqual([
      ['storefront', 'aaa', 80, 0],
      ['storefront', 'bbb', 20, 0],
    ]);
  });

  describe('with a Service each', () => {
    const hosts = { stable: 'checkout', canary: 'checkout-canary' };
    const toCanary = { destination_service_name: 'checkout-canary' };
    const bucket = (le: string, value: number, labels: object) =>
      sample(
        value,
        { le, ...noPod, ...labels },
        'istio_request_duration_milliseconds_bucket',
      );
    const samples = [
      // The receiving proxies name the first Service for all of them.
      sample(100, noPod),
      sample(80, { ...BY_SOURCE }),
      sample(18, { ...BY_SOURCE, ...toCanary }),
      sample(2, {
        ...NOWHERE,
        ...toCanary,
        response_code: '503',
        response_flags: 'UH',
      }),
      bucket('100', 100, {}),
      bucket('+Inf', 100, {}),
      bucket('200', 18, { ...BY_SOURCE, ...toCanary }),
      bucket('+Inf', 18, { ...BY_SOURCE, ...toCanary }),
    ];

    it('is told by the Service that the sender meant', () => {
      const shown = traffic(samples, { hosts });
      expect(shown.attribution).toEqual({ possible: true });
      expect(callers(shown)).toEqual([
        ['storefront', 'aaa', 80, 0],
        ['storefront', 'bbb', 20, 2],
      ]);
      expect(shown.revisions[1].signals).toMatchObject({
        requests: 20,
        errorShare: 0.1,
        latency: { p50: 100 },
      });
      // As a whole it still is what the receivers say.
      expect(shown.signals).toMatchObject({
        requests: 102,
        latency: { p50: 50 },
      });
    });

    it('is not told when callers without a proxy send much of it', () => {
      const shown = traffic(
        [...samples, sample(50, { ...noPod, ...FROM_UNKNOWN })],
        {
          hosts,
        },
      );
      expect(shown.attribution.possible).toBe(false);
    });

    it('is not told when both have the same', () => {
      const same = { stable: 'checkout', canary: 'checkout' };
      expect(
        traffic([sample(100, noPod), sample(100, BY_SOURCE)], { hosts: same })
          .attribution.possible,
      ).toBe(false);
    });

    it('is not told by the name that receivers give', () => {
      expect(
        traffic([sample(100, noPod)], { hosts }).attribution.possible,
      ).toBe(false);
    });
  });

  it('is not known without anything to tell by, and says what to change', () => {
    const shown = traffic([sample(100, noPod), sample(100, BY_SOURCE)]);
    expect(shown.attribution).toEqual({
      possible: false,
      reason:
        'The metrics have no pod label, and destination_canonical_revision does not tell the revisions apart. Let Prometheus add the label pod, or give each release its own label app.kubernetes.io/version.',
    });
    expect(shown.revisions).toEqual([]);
    expect(callers(shown)).toEqual([['storefront', undefined, 100, 0]]);
    expect(
      traffic([sample(100, { pod: 'ghost-1' })]).attribution,
    ).toMatchObject({
      reason: expect.stringMatching(
        /^The metrics come from pods that belong to none/,
      ),
    });
  });

  it('is known though a few are of a pod that nobody remembers', () => {
    expect(
      traffic([sample(90), sample(10, { pod: 'ghost-1' })]).attribution
        .possible,
    ).toBe(true);
    expect(
      traffic([sample(89), sample(10, { pod: 'ghost-1' })]).attribution
        .possible,
    ).toBe(false);
  });
});

describe('what the service calls', () => {
  const FROM_US = {
    source_workload: 'checkout',
    source_canonical_service: 'checkout',
    reporter: 'source',
    pod: 'checkout-bbb-1',
    connection_security_policy: 'unknown',
    destination_service: 'stock.shop.svc.cluster.local',
    destination_service_name: 'stock',
    destination_workload: 'stock-v1',
    destination_canonical_service: 'stock',
  };

  it('is counted by its own proxies, by revision', () => {
    const shown = traffic([
      sample(30, FROM_US),
      sample(10, {
        ...FROM_US,
        pod: 'checkout-aaa-1',
        destination_workload: 'stock-v2',
      }),
      sample(2, {
        ...FROM_US,
        ...NOWHERE,
        pod: 'checkout-bbb-1',
        response_code: '503',
        response_flags: 'UO',
      }),
      sample(35, {
        ...FROM_US,
        reporter: 'destination',
        pod: 'stock-v1-1',
        connection_security_policy: 'mutual_tls',
      }),
    ]);
    expect(shown.callers).toEqual([]);
    expect(shown.signals.requests).toBe(0);
    const stock = {
      kind: 'service',
      cluster: 'east',
      namespace: 'shop',
      service: 'stock',
      canonicalService: 'stock',
    };
    expect(shown.callees).toMatchObject([
      {
        // Two workloads stand behind it.
        peer: { ...stock, workload: undefined },
        revision: 'bbb',
        requests: 32,
        errorShare: 2 / 32,
        mtlsShare: 1,
      },
      { peer: stock, revision: 'aaa', requests: 10 },
    ]);
  });

  it('is known by its only workload', () => {
    const { peer } = traffic([sample(30, FROM_US)]).callees[0];
    expect(peer).toMatchObject({ service: 'stock', workload: 'stock-v1' });
  });

  it('may be outside the mesh, or a gateway, or a pod', () => {
    const outside = { ...FROM_US, ...NOWHERE, pod: 'checkout-aaa-1' };
    const shown = traffic([
      sample(6, {
        ...outside,
        destination_service: 'api.example.com',
        destination_service_name: 'api.example.com',
      }),
      sample(5, {
        ...outside,
        destination_service: 'unknown',
        destination_service_name: 'PassthroughCluster',
        destination_service_namespace: 'unknown',
      }),
      sample(4, {
        ...FROM_US,
        destination_workload: 'istio-egressgateway',
        destination_workload_namespace: 'istio-system',
      }),
      sample(3, { ...FROM_US, destination_service_name: 'unknown' }),
      sample(2, {
        ...outside,
        destination_service: 'unknown',
        destination_service_name: 'unknown',
      }),
    ]);
    expect(shown.callees.map(({ peer }) => peer)).toEqual([
      { kind: 'external', host: 'api.example.com' },
      { kind: 'external', host: 'PassthroughCluster' },
      expect.objectContaining({
        kind: 'gateway',
        workload: 'istio-egressgateway',
      }),
      expect.objectContaining({ kind: 'workload', workload: 'stock-v1' }),
      { kind: 'unknown' },
    ]);
  });

  it('is not itself', () => {
    const shown = traffic([
      sample(10, { source_workload: 'checkout' }),
      sample(10, { ...BY_SOURCE, source_workload: 'checkout' }),
    ]);
    expect(callers(shown)).toEqual([['checkout', 'aaa', 10, 0]]);
    expect(shown.callees).toEqual([]);
  });

  it('is not what others call', () => {
    const shown = traffic([
      sample(10, { ...FROM_US, source_workload: 'other' }),
      sample(10, { ...FROM_US, source_workload_namespace: 'other' }),
      sample(10, {
        destination_service_namespace: 'other',
        source_workload_namespace: 'x',
      }),
      sample(10, { destination_service_name: 'unknown' }),
    ]);
    expect(shown).toMatchObject({ callers: [], callees: [] });
  });
});

describe('samples that nobody can use', () => {
  it.each<[string, number, Record<string, string>]>([
    [
      'a namespace without workload and app',
      1,
      { source_workload: 'unknown', source_canonical_service: 'unknown' },
    ],
    ['a namespace without its cluster', 1, { source_cluster: 'unknown' }],
    [
      'an address for a Service',
      1,
      {
        ...NOWHERE,
        destination_service: '10.0.0.7:8080',
        destination_service_name: '10.0.0.7:8080',
      },
    ],
    ['nothing', 0, {}],
    ['less than nothing', -5, {}],
    ['no number', NaN, {}],
    ['infinity', Infinity, {}],
  ])('%s', (_, value, labels) => {
    expect(
      traffic([sample(value, labels)], {
        services: ['checkout', '10.0.0.7:8080'],
      }),
    ).toMatchObject({ callers: [], signals: { requests: 0 } });
  });

  it('knows a caller without cluster labels, and one by its app alone', () => {
    const { source_cluster: _, ...old } = LABELS;
    const shown = traffic([
      { metric: 'istio_requests_total', value: 2, labels: old },
      sample(1, { source_workload: 'unknown' }),
    ]);
    expect(shown.callers.map(({ peer }) => peer)).toEqual([
      { ...STOREFRONT, cluster: undefined },
      STOREFRONT,
    ]);
  });

  it('does not show more than 200 edges, nor endless names', () => {
    const shown = traffic(
      Array.from({ length: 230 }, (_, i) =>
        sample(1000 - i, { source_workload: `w${i}${'x'.repeat(1000)}` }),
      ),
    );
    expect(shown.callers).toHaveLength(200);
    expect(shown.omittedEdges).toBe(30);
    expect(shown.callers[0]).toMatchObject({
      requests: 1000,
      peer: { workload: `w0${'x'.repeat(251)}` },
    });
    expect(shown.signals.requests).toBe(230 * 1000 - (229 * 230) / 2);
  });

  it('never counts more than was reported, whatever is reported', () => {
    const labels = fc.record(
      {
        reporter: fc.constantFrom('source', 'destination', 'waypoint', 'x'),
        source_workload: fc.constantFrom('storefront', 'checkout', 'unknown'),
        destination_service_name: fc.constantFrom(
          'checkout',
          'stock',
          '__proto__',
        ),
        destination_service_namespace: fc.constantFrom('shop', 'unknown'),
        response_code: fc.constantFrom('200', '503', '504', '0', ''),
        response_flags: fc.constantFrom('-', 'DC', 'UT', 'UH', 'UC'),
        request_protocol: fc.constantFrom('http', 'grpc', 'tcp', ''),
        pod: fc.constantFrom('checkout-aaa-1', 'checkout-bbb-1', '', '-'),
        app: fc.constantFrom('ztunnel', 'checkout'),
        le: fc.constantFrom('1', '+Inf', 'x', ''),
      },
      { requiredKeys: [] },
    );
    const metric = fc.constantFrom<TelemetryMetric>(
      'istio_requests_total',
      'istio_request_messages_total',
      'istio_tcp_sent_bytes_total',
      'istio_request_duration_milliseconds_bucket',
    );
    const value = fc.oneof(fc.double(), fc.integer({ min: 1, max: 1000 }));
    const samples = fc.array(
      fc
        .tuple(value, labels, metric, fc.boolean())
        .map(([v, own, m, whole]) => ({
          metric: m,
          value: v,
          labels: { ...(whole ? LABELS : {}), ...own } as Record<
            string,
            string
          >,
        })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(samples, all => {
        const shown = traffic(all);
        const reported = all
          .filter(s => s.metric === 'istio_requests_total')
          .reduce(
            (sum, s) =>
              s.value > 0 && s.value < Infinity ? sum + s.value : sum,
            0,
          );
        const edges = shown.callers.reduce((sum, e) => sum + e.requests, 0);
        return (
          shown.signals.requests <=
            Math.min(reported * 1.000001, Number.MAX_VALUE) &&
          Math.abs(edges - shown.signals.requests) <=
            shown.signals.requests * 1e-6 &&
          !JSON.stringify(shown).includes('NaN')
        );
      }),
    );
  });
});

import type { CallGraph, Client } from './callGraph.ts';
import { Mesh } from './mesh.ts';
import type { MeshObjects, OutlierDetection, Pod } from './objects.ts';
import { ProxyRegistry } from './proxyRegistry.ts';
import { seededRandom } from './random.ts';
import {
  meshObjects,
  sampleDestinationRule,
  sampleGatewayPod,
  samplePod,
  sampleService,
  sampleVirtualService,
  strictMtls,
} from './sampleObjects.ts';
import { Traffic } from './traffic.ts';

const NOW = Date.parse('2026-01-01T12:00:00Z');

interface Series {
  labels: Record<string, string>;
  value: number;
}

/** A mesh under traffic, and what Prometheus would scrape from it. */
class Bench {
  readonly proxies = new ProxyRegistry();
  readonly traffic = new Traffic(this.proxies, seededRandom(7));
  mesh: Mesh;

  constructor(objects: Partial<MeshObjects>) {
    this.mesh = new Mesh(meshObjects(objects));
    this.proxies.update(this.mesh.pods);
  }

  change(objects: Partial<MeshObjects>) {
    this.mesh = new Mesh(meshObjects(objects));
    this.proxies.update(this.mesh.pods);
    this.traffic.forgetGonePods(this.mesh);
  }

  send(
    times: number,
    client: Client,
    calls: CallGraph['calls'] = [],
    now = NOW,
  ) {
    const moment = {
      mesh: this.mesh,
      graph: { clients: [client], calls },
      now,
    };
    for (let i = 0; i < times; i += 1) {
      this.traffic.send(moment, client);
    }
  }

  series(pod: Pod, metric = 'istio_requests_total'): Series[] {
    const text =
      this.proxies.exposition(
        `${pod.metadata.namespace}/${pod.metadata.name}`,
      ) ?? '';
    return text
      .split('\n')
      .filter(line => line.startsWith(`${metric}{`))
      .map(line => ({
        labels: Object.fromEntries(
          [...line.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [
            name,
            value,
          ]),
        ),
        value: Number(line.slice(line.lastIndexOf(' ') + 1)),
      }));
  }

  total(pod: Pod, wanted: Record<string, string>): number {
    return this.series(pod)
      .filter(({ labels }) =>
        Object.entries(wanted).every(([name, value]) => labels[name] === value),
      )
      .reduce((sum, { value }) => sum + value, 0);
  }
}

function fromInside(service: string, host: string): Client {
  return {
    name: 'inside',
    requestsPerSecond: 1,
    host: `${host}.bookinfo.svc.cluster.local`,
    path: '/',
    headers: {},
    port: 9080,
    from: { namespace: 'bookinfo', service },
  };
}

function canary(weight: number) {
  const caller = samplePod({ app: 'curl', version: 'v1', hash: 'c1' });
  const stable = [1, 2, 3].map(() =>
    samplePod({
      app: 'productpage',
      version: 'v1',
      hash: 'aaa',
      rollout: true,
    }),
  );
  const fresh = samplePod({
    app: 'productpage',
    version: 'v1',
    hash: 'bbb',
    rollout: true,
  });
  return {
    caller,
    stable,
    fresh,
    objects: {
      pods: [caller, ...stable, fresh],
      services: [sampleService('productpage'), sampleService('curl')],
      virtualServices: [
        sampleVirtualService('productpage', [
          { subset: 'stable', weight: 100 - weight },
          { subset: 'canary', weight },
        ]),
      ],
      destinationRules: [
        sampleDestinationRule('productpage', {
          stable: { app: 'productpage', 'rollouts-pod-template-hash': 'aaa' },
          canary: { app: 'productpage', 'rollouts-pod-template-hash': 'bbb' },
        }),
      ],
      peerAuthentications: [strictMtls()],
    } satisfies Partial<MeshObjects>,
  };
}

describe('a subset-level canary', () => {
  it('gets its share of requests by the hash label that the controller wrote, with real variance', () => {
    const { caller, fresh, stable, objects } = canary(20);
    const bench = new Bench(objects);
    bench.send(5000, fromInside('curl', 'productpage'));
    const arrived = bench.total(fresh, { reporter: 'destination' });
    expect(arrived).toBeGreaterThan(900);
    expect(arrived).toBeLessThan(1100);
    expect(arrived).not.toBe(1000);
    for (const pod of stable) {
      expect(bench.total(pod, { reporter: 'destination' })).toBeGreaterThan(
        1200,
      );
    }
    expect(bench.total(caller, { reporter: 'source' })).toBe(5000);
  });

  it('is counted under one workload at the caller, named after the Rollout', () => {
    const { caller, fresh, objects } = canary(50);
    const bench = new Bench(objects);
    bench.send(50, fromInside('curl', 'productpage'));
    expect(bench.series(caller)).toHaveLength(1);
    expect(bench.series(caller)[0].labels).toEqual({
      reporter: 'source',
      source_workload: 'curl-v1',
      source_canonical_service: 'curl',
      source_canonical_revision: 'v1',
      source_workload_namespace: 'bookinfo',
      source_principal: 'spiffe://cluster.local/ns/bookinfo/sa/bookinfo-curl',
      source_app: 'curl',
      source_version: 'v1',
      source_cluster: 'Kubernetes',
      destination_workload: 'productpage',
      destination_canonical_service: 'productpage',
      destination_canonical_revision: 'v1',
      destination_workload_namespace: 'bookinfo',
      destination_principal:
        'spiffe://cluster.local/ns/bookinfo/sa/bookinfo-productpage',
      destination_app: 'productpage',
      destination_version: 'v1',
      destination_cluster: 'Kubernetes',
      destination_service: 'productpage.bookinfo.svc.cluster.local',
      destination_service_name: 'productpage',
      destination_service_namespace: 'bookinfo',
      request_protocol: 'http',
      response_code: '200',
      grpc_response_status: '',
      response_flags: '-',
      connection_security_policy: 'unknown',
    });
    expect(bench.series(fresh)[0].labels).toMatchObject({
      reporter: 'destination',
      connection_security_policy: 'mutual_tls',
    });
  });

  it('fails at the caller alone when its subset has no ready pod (UH) or does not exist (NC)', () => {
    const { caller, fresh, stable, objects } = canary(100);
    fresh.status!.conditions = [{ type: 'Ready', status: 'False' }];
    const bench = new Bench(objects);
    bench.send(10, fromInside('curl', 'productpage'));
    const unreached = {
      reporter: 'source',
      response_code: '503',
      destination_workload: 'unknown',
      destination_service_name: 'productpage',
    };
    expect(bench.total(caller, { ...unreached, response_flags: 'UH' })).toBe(
      10,
    );
    bench.change({ ...objects, destinationRules: [] });
    bench.send(10, fromInside('curl', 'productpage'));
    expect(
      bench.total(caller, { response_code: '503', response_flags: 'NC' }),
    ).toBe(10);
    for (const pod of [fresh, ...stable]) {
      expect(bench.series(pod)).toEqual([]);
    }
  });
});

it('splits a host-level canary at the caller, while the receiver names the oldest Service', () => {
  const caller = samplePod({ app: 'curl', version: 'v1', hash: 'c1' });
  const stable = samplePod({ app: 'pay', hash: 'aaa', rollout: true });
  const fresh = samplePod({ app: 'pay', hash: 'bbb', rollout: true });
  const oldest = sampleService('pay', { created: '2025-01-01T00:00:00Z' });
  const stableService = sampleService('pay-stable', { app: 'pay' });
  const canaryService = sampleService('pay-canary', { app: 'pay' });
  stableService.spec!.selector!['rollouts-pod-template-hash'] = 'aaa';
  canaryService.spec!.selector!['rollouts-pod-template-hash'] = 'bbb';
  const bench = new Bench({
    pods: [caller, stable, fresh],
    services: [stableService, canaryService, oldest],
    virtualServices: [
      sampleVirtualService('pay', [
        { host: 'pay-stable', weight: 70 },
        { host: 'pay-canary', weight: 30 },
      ]),
    ],
  });
  bench.send(1000, fromInside('curl', 'pay'));
  const atCaller = bench.total(caller, {
    destination_service_name: 'pay-canary',
  });
  expect(atCaller).toBeGreaterThan(250);
  expect(atCaller).toBeLessThan(350);
  expect(bench.total(fresh, { destination_service_name: 'pay' })).toBe(
    atCaller,
  );
});

describe('a client without sidecar', () => {
  const caller = samplePod({
    app: 'legacy',
    version: 'v1',
    hash: 'l1',
    sidecar: false,
  });
  const pod = samplePod({ app: 'details', version: 'v1', hash: 'd1' });
  const objects = {
    pods: [caller, pod],
    services: [sampleService('details')],
  };

  it('is unknown to the receiver and sends plaintext', () => {
    const bench = new Bench(objects);
    bench.send(5, fromInside('legacy', 'details'));
    expect(bench.series(pod)).toHaveLength(1);
    expect(bench.series(pod)[0]).toMatchObject({
      value: 5,
      labels: {
        source_workload: 'unknown',
        source_canonical_revision: 'latest',
        source_principal: 'unknown',
        destination_principal: 'unknown',
        connection_security_policy: 'none',
        destination_service_name: 'details',
      },
    });
    expect(bench.proxies.targets('127.0.0.1:1')).toHaveLength(1);
  });

  it('does not get through STRICT, and nobody counts it', () => {
    const bench = new Bench({
      ...objects,
      peerAuthentications: [strictMtls()],
    });
    bench.send(5, fromInside('legacy', 'details'));
    expect(bench.series(pod)).toEqual([]);
  });
});

describe('a circuit breaker', () => {
  function failing(outlierDetection: OutlierDetection) {
    const caller = samplePod({ app: 'curl', version: 'v1', hash: 'c1' });
    const good = samplePod({ app: 'orders', version: 'v1', hash: 'o1' });
    const bad = samplePod({
      app: 'orders',
      version: 'v2',
      hash: 'o2',
      annotations: { 'lab.meshway.dev/error-rate': '1' },
    });
    const rule = sampleDestinationRule('orders', {});
    rule.spec!.trafficPolicy = { outlierDetection };
    const bench = new Bench({
      pods: [caller, good, bad],
      services: [sampleService('orders')],
      destinationRules: [rule],
    });
    return { bench, bad, caller };
  }
  const policy = { consecutive5xxErrors: 3, baseEjectionTime: '30s' };

  it('takes a failing pod out after its run of errors and lets it back in after its time', () => {
    const { bench, bad } = failing({ ...policy, maxEjectionPercent: 50 });
    bench.send(200, fromInside('curl', 'orders'));
    expect(bench.total(bad, { response_code: '500' })).toBe(3);
    bench.send(200, fromInside('curl', 'orders'), [], NOW + 29_000);
    expect(bench.total(bad, {})).toBe(3);
    bench.send(200, fromInside('curl', 'orders'), [], NOW + 31_000);
    expect(bench.total(bad, {})).toBe(6);
    // The second ejection lasts twice as long.
    bench.send(200, fromInside('curl', 'orders'), [], NOW + 80_000);
    expect(bench.total(bad, {})).toBe(6);
  });

  it('keeps a failing pod when its ejection would exceed maxEjectionPercent', () => {
    const { bench, bad } = failing({ ...policy, maxEjectionPercent: 10 });
    bench.send(200, fromInside('curl', 'orders'));
    expect(bench.total(bad, {})).toBeGreaterThan(60);
  });
});

describe('the ingress gateway', () => {
  const client: Client = {
    name: 'readers',
    requestsPerSecond: 20,
    host: 'bookinfo.example.com',
    path: '/productpage',
    headers: {},
    port: 80,
  };
  const gateway = {
    metadata: { name: 'bookinfo', namespace: 'bookinfo' },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [{ hosts: ['bookinfo.example.com'] }],
    },
  };
  function published(gateways: string[]) {
    const door = sampleGatewayPod();
    const page = samplePod({ app: 'productpage', hash: 'aaa', rollout: true });
    const virtualService = sampleVirtualService('productpage', [{}]);
    virtualService.spec!.hosts = ['bookinfo.example.com'];
    virtualService.spec!.gateways = gateways;
    virtualService.spec!.http![0].match = [{ uri: { prefix: '/productpage' } }];
    const bench = new Bench({
      pods: [door, page],
      services: [sampleService('productpage')],
      gateways: [gateway],
      virtualServices: [virtualService],
    });
    return { bench, door, page };
  }

  it('reports as source, and the page as destination of an encrypted hop', () => {
    const { bench, door, page } = published(['bookinfo']);
    bench.send(10, client);
    expect(
      bench.total(door, {
        reporter: 'source',
        source_workload: 'istio-ingressgateway',
        destination_service_name: 'productpage',
      }),
    ).toBe(10);
    expect(
      bench.total(page, {
        source_workload_namespace: 'istio-system',
        connection_security_policy: 'mutual_tls',
      }),
    ).toBe(10);
  });

  it('answers 404 by itself when no route takes the path or no VirtualService is bound to it', () => {
    const { bench, door, page } = published(['bookinfo']);
    bench.send(3, { ...client, path: '/admin' });
    const refused = {
      response_code: '404',
      response_flags: 'NR',
      destination_service: 'unknown',
    };
    expect(bench.total(door, refused)).toBe(3);
    expect(bench.series(page)).toEqual([]);
    const unbound = published(['mesh']);
    unbound.bench.send(3, client);
    expect(unbound.bench.total(unbound.door, refused)).toBe(3);
  });

  it('hears nothing of a host that no Gateway listens for', () => {
    const { bench, door } = published(['bookinfo']);
    bench.send(3, { ...client, host: 'elsewhere.example.com' });
    expect(bench.series(door)).toEqual([]);
  });
});

it('counts bytes and connections, and no requests, on a TCP port', () => {
  const caller = samplePod({ app: 'orders', version: 'v1', hash: 'o1' });
  const database = samplePod({ app: 'db', version: 'v1', hash: 'd1' });
  const service = sampleService('db');
  service.spec!.ports![0].name = 'tcp-postgres';
  const bench = new Bench({ pods: [caller, database], services: [service] });
  bench.send(120, fromInside('orders', 'db'));
  expect(bench.series(database)).toEqual([]);
  const value = (metric: string) => bench.series(database, metric)[0].value;
  expect(value('istio_tcp_connections_opened_total')).toBe(3);
  expect(value('istio_tcp_connections_closed_total')).toBe(2);
  expect(value('istio_tcp_sent_bytes_total')).toBeGreaterThan(
    value('istio_tcp_received_bytes_total'),
  );
  expect(
    bench.series(database, 'istio_tcp_sent_bytes_total')[0].labels,
  ).not.toHaveProperty('response_code');
});

it('keeps counters while a pod lives, and drops the target with the pod', () => {
  const { caller, fresh, stable, objects } = canary(100);
  const bench = new Bench(objects);
  bench.send(10, fromInside('curl', 'productpage'));
  bench.change({ ...objects, pods: [caller, fresh] });
  bench.send(10, fromInside('curl', 'productpage'));
  expect(bench.total(fresh, { reporter: 'destination' })).toBe(20);
  const names = bench.proxies
    .targets('127.0.0.1:1')
    .map(({ labels }) => labels.pod);
  expect(names).toEqual([caller.metadata.name, fresh.metadata.name]);
  expect(
    bench.proxies.exposition(`bookinfo/${stable[0].metadata.name}`),
  ).toBeUndefined();
  const reborn = {
    ...fresh,
    metadata: { ...fresh.metadata, uid: 'another-life' },
  };
  bench.change({ ...objects, pods: [caller, reborn] });
  expect(bench.series(reborn)).toEqual([]);
});

it('follows the call graph by version, and a required call fails its caller', () => {
  const reviews = ['v1', 'v2'].map(version =>
    samplePod({ app: 'reviews', version, hash: `r${version}` }),
  );
  const caller = samplePod({ app: 'page', version: 'v1', hash: 'p1' });
  const ratings = samplePod({
    app: 'ratings',
    version: 'v1',
    hash: 'x1',
    annotations: { 'lab.meshway.dev/error-rate': '1' },
  });
  const bench = new Bench({
    pods: [caller, ...reviews, ratings],
    services: [sampleService('reviews'), sampleService('ratings')],
  });
  bench.send(100, fromInside('page', 'reviews'), [
    {
      namespace: 'bookinfo',
      from: 'reviews',
      versions: ['v2'],
      host: 'ratings.bookinfo.svc.cluster.local',
      port: 9080,
      path: '/',
      requests: 1,
      required: true,
    },
  ]);
  const [v1, v2] = reviews;
  const served = bench.total(v2, { reporter: 'destination' });
  expect(served).toBeGreaterThan(0);
  expect(bench.total(ratings, {})).toBe(served);
  expect(
    bench.total(v2, { reporter: 'destination', response_code: '500' }),
  ).toBe(served);
  expect(bench.total(v1, { response_code: '500' })).toBe(0);
});

import {
  lookupOf,
  parseObject,
  type MeshKind,
  type MeshObject,
} from '@meshway/plugin-mesh-common';
import fc from 'fast-check';
import type { Clusters, WatchedCluster } from '../clusters/Clusters';
import { DEFAULT_CLUSTER_SETTINGS } from '../clusters/clusterSettings';
import { UNCOUNTED, type MeshMetrics } from '../observability/MeshMetrics';
import { TestLab } from '../testing/TestLab';
import { EntityViews } from '../views/EntityViews';
import { entityServices } from '../views/entityServices';
import { GraphViews } from '../views/GraphViews';
import { SeriesViews } from '../views/SeriesViews';
import { ServiceViews } from '../views/ServiceViews';
import { fleetTraffic } from '../views/ViewTraffic';
import { createTelemetry } from './createTelemetry';
import { PrometheusSource } from './PrometheusSource';
import { selector } from './promql';
import { SeriesReader } from './SeriesReader';
import { DEFAULT_METRICS_SETTINGS } from './telemetrySettings';
import { TrafficReader } from './TrafficReader';
import { urlTransport } from './urlTransport';

const KINDS: [MeshKind, string][] = [
  ['Service', 'services'],
  ['Rollout', 'rollouts.argoproj.io'],
  ['Deployment', 'deployments'],
  ['ReplicaSet', 'replicasets'],
  ['Pod', 'pods'],
  ['VirtualService', 'virtualservices'],
];

const PRODUCTPAGE = {
  cluster: 'lab',
  namespace: 'bookinfo',
  name: 'productpage',
};

function entityOf(service: string) {
  return entityServices({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'productpage',
      annotations: { 'meshway.dev/service': `bookinfo/${service}` },
    },
  });
}

describe('telemetry of the lab', () => {
  const asked: string[] = [];
  let prometheus: string;
  let services: ServiceViews;
  let traffic: TrafficReader;
  let series: SeriesReader;

  beforeAll(async () => {
    const lab = await TestLab.open();
    prometheus = lab.prometheus;
    const objects: MeshObject[] = [];
    for (const [kind, resource] of KINDS) {
      const list = JSON.parse(
        await lab.kubectl('get', resource, '-n', 'bookinfo', '-o', 'json'),
      );
      for (const raw of list.items) objects.push(parseObject(kind, raw));
    }
    const live = {
      state: 'live',
      heardAt: new Date().toISOString(),
    } as const;
    const cluster: WatchedCluster = {
      name: 'lab',
      store: lookupOf(objects),
      settings: DEFAULT_CLUSTER_SETTINGS,
      complete: true,
      freshness: () => live,
      gaps: () => [],
    };
    const clusters: Clusters = {
      get: name => (name === 'lab' ? cluster : undefined),
      names: () => ['lab'],
      problem: undefined,
      freshness: () => live,
      status: () => [],
      onChange: () => () => {},
    };
    const metrics: MeshMetrics = {
      ...UNCOUNTED,
      query: ({ template, outcome }) => asked.push(`${template} ${outcome}`),
    };
    const telemetry = createTelemetry({
      settings: new Map([
        [
          'lab',
          {
            ...DEFAULT_METRICS_SETTINGS,
            server: { url: lab.prometheus, headers: {} },
            scrapeSeconds: 5,
          },
        ],
      ]),
      sources: new Map(),
      clusters: { get: () => undefined },
      metrics,
    });
    services = new ServiceViews({ clusters, trustCatalog: false });
    traffic = new TrafficReader({ clusters: telemetry, windowSeconds: 60 });
    series = new SeriesReader({ clusters: telemetry, windowSeconds: 60 });
  }, 60_000);

  beforeEach(() => {
    asked.length = 0;
  });

  it('shows what a service received and how long it took, by four queries at most, whoever asks', async () => {
    const views = new EntityViews({
      services,
      traffic,
      decisions: { list: async () => ({ decisions: [] }) } as never,
    });
    const seen = await Promise.all(
      Array.from({ length: 20 }, () => views.view(entityOf('productpage'))),
    );
    const [service] = seen[0].services;
    expect(service.freshness.metrics.state).toBe('live');
    expect(service.freshness.gaps).toBeUndefined();
    expect(service.attribution).toEqual({ possible: true });
    expect(service.signals).toMatchObject({
      requestsPerSecond: expect.any(Number),
      latency: { p50: expect.any(Number) },
    });
    expect(service.signals!.requestsPerSecond).toBeGreaterThan(0);
    expect(service.signals!.latency!.p50).toBeLessThan(
      service.signals!.latency!.p99,
    );
    const stable = service.revisions.find(({ role }) => role === 'stable');
    expect(stable?.signals?.requests).toBeGreaterThan(0);
    expect(stable?.signals?.latency).toBeDefined();
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(asked.filter(one => one.includes('failed'))).toEqual([]);
  });

  it('tells who calls the product page, and whom it calls', async () => {
    const { traffic: found } = await new GraphViews({
      services,
      traffic,
    }).graph(entityOf('productpage'), PRODUCTPAGE);
    expect(found?.callers.map(({ peer }) => peer)).toContainEqual(
      expect.objectContaining({
        kind: 'gateway',
        workload: 'istio-ingressgateway',
      }),
    );
    const callees = found?.callees.map(({ peer }) =>
      peer.kind === 'service' ? peer.service : peer.kind,
    );
    expect(new Set(callees)).toEqual(new Set(['details', 'reviews']));
    // The busiest; a request that never arrives, as during a release, has no response time.
    for (const [edge] of [found!.callers, found!.callees]) {
      expect(edge.requestsPerSecond).toBeGreaterThan(0);
      expect(edge.mtlsShare).toBe(1);
      expect(edge.p95).toBeGreaterThan(0);
    }
  });

  it('tells the same of the last hour, moment by moment', async () => {
    const to = new Date();
    const from = new Date(to.getTime() - 3_600_000);
    const found = await new SeriesViews({ services, series }).of(
      entityOf('productpage'),
      PRODUCTPAGE,
      { from, to },
    );
    expect(found.stepSeconds).toBe(20);
    expect(found.at.length).toBeLessThanOrEqual(240);
    expect(found.freshness.state).toBe('live');
    expect(found.total?.requestsPerSecond).toHaveLength(found.at.length);
    expect(found.total?.requestsPerSecond.at(-1)).toBeGreaterThan(0);
    expect(found.total?.latency?.p95.at(-1)).toBeGreaterThan(0);
    expect(found.revisions[0].requestsPerSecond.at(-1)).toBeGreaterThan(0);
    expect(asked).toEqual(
      expect.arrayContaining(['request series ok', 'duration series ok']),
    );
    expect(asked).toHaveLength(2);
  });

  it('keeps every value in its place, by the parser of Prometheus itself', async () => {
    const source = new PrometheusSource({
      transport: urlTransport({ url: prometheus, headers: {} }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme', minLength: 1 }),
          fc.string({
            unit: fc.constantFrom('\\', '"', '\n', '}', '|', '.', '*', 'a'),
            minLength: 1,
          }),
        ),
        async value => {
          // What is missing is told by the labels that were asked for.
          const [one] = (
            await source.query(
              `absent(${selector('none', { a: value, b: [value, 'x'] })})`,
              { signal: AbortSignal.timeout(5_000) },
            )
          ).series;
          expect(one.labels).toEqual({ a: value });
        },
      ),
      { numRuns: 100 },
    );
  }, 20_000);

  it('asks once for all services of the cluster', async () => {
    const fleet = fleetTraffic(traffic, 3_000);
    const located = await Promise.all(
      ['productpage', 'reviews', 'details', 'ratings'].map(name =>
        services.locate(entityOf(name), fleet),
      ),
    );
    for (const [found] of located) {
      expect('view' in found && found.view.signals?.requests).toBeGreaterThan(
        0,
      );
    }
    expect(asked).toEqual(['fleet ok']);
  });
});

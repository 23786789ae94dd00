import {
  parseObject,
  type MeshKind,
  type TelemetrySample,
} from '@meshway/plugin-mesh-common';
import type { TrafficReading } from '../telemetry/TrafficReading';
import { FakeClusters } from '../testing/FakeClusters';
import { entityServices } from './entityServices';
import { ServiceViews } from './ServiceViews';
import type { ViewTraffic } from './ViewTraffic';

const ENTITY = entityServices({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'productpage',
    annotations: { 'meshway.dev/service': 'bookinfo/productpage' },
  },
});

/** What a proxy of this pod received. */
function received(pod: string, code: string, value: number): TelemetrySample {
  return {
    metric: 'istio_requests_total',
    labels: {
      reporter: 'destination',
      pod,
      response_code: code,
      destination_service_namespace: 'bookinfo',
      destination_service_name: 'productpage',
    },
    value,
  };
}

const RECENT = [
  received('productpage-stable-0', '200', 80),
  received('productpage-canary-0', '200', 20),
];
const SINCE_CANARY = [
  received('productpage-stable-0', '200', 8000),
  received('productpage-canary-0', '200', 1000),
  received('productpage-canary-0', '503', 1000),
];

function reading(samples: TelemetrySample[]): TrafficReading {
  return {
    samples,
    windowSeconds: 60,
    freshness: { state: 'live', heardAt: '2026-11-20T20:00:00.000Z' },
    gaps: [],
  };
}

describe('a view', () => {
  let clusters: FakeClusters;
  let services: ServiceViews;
  let now: Date;
  let recent: TrafficReading;
  let canary: TrafficReading;
  const since: Date[] = [];
  const traffic: ViewTraffic = {
    recent: async () => recent,
    canary: async (_cluster, _parties, began) => {
      since.push(began);
      return canary;
    },
  };

  beforeEach(() => {
    since.length = 0;
    now = new Date('2026-11-20T20:00:00Z');
    recent = reading(RECENT);
    canary = reading(SINCE_CANARY);
    clusters = new FakeClusters();
    services = new ServiceViews({
      clusters,
      trustCatalog: false,
      now: () => now,
    });
  });

  async function view() {
    const [found] = await services.locate(ENTITY, traffic);
    if ('problem' in found) throw new Error(found.problem.message);
    return found.view;
  }

  /** Whether the view is made anew after this. */
  async function isMadeAnew(change: () => void): Promise<boolean> {
    const before = await view();
    expect((await view()).delivery).toBe(before.delivery);
    change();
    return (await view()).delivery !== before.delivery;
  }

  function put(kind: MeshKind, name: string, rest: object = {}) {
    const { metadata, ...parts } = rest as { metadata?: object };
    clusters.store.put(
      parseObject(kind, {
        kind,
        metadata: {
          name,
          namespace: kind === 'Namespace' ? undefined : 'bookinfo',
          uid: `uid-new-${name}`,
          resourceVersion: '200',
          ...metadata,
        },
        ...parts,
      }),
    );
  }

  const ownedBy = (kind: string, name: string) => ({
    metadata: {
      ownerReferences: [{ kind, name, uid: `uid-${name}`, controller: true }],
    },
  });
  const selector = { matchLabels: { app: 'productpage' } };
  const template = { metadata: { labels: { app: 'productpage' } } };
  const host = 'productpage.bookinfo.svc.cluster.local';

  it.each<[MeshKind, string, object]>([
    ['Namespace', 'bookinfo', {}],
    ['Service', 'productpage', { spec: { selector: { app: 'productpage' } } }],
    ['Deployment', 'other', { spec: { selector, template } }],
    ['StatefulSet', 'other', { spec: { selector, template } }],
    ['ReplicaSet', 'productpage-other', ownedBy('Rollout', 'productpage')],
    [
      'Pod',
      'productpage-stable-2',
      ownedBy('ReplicaSet', 'productpage-64498bc78b'),
    ],
    ['VirtualService', 'other', { spec: { hosts: ['productpage'] } }],
    ['DestinationRule', 'productpage', { spec: { host } }],
    ['ServiceEntry', 'productpage', { spec: { hosts: [host] } }],
    ['PeerAuthentication', 'default', { spec: { mtls: { mode: 'STRICT' } } }],
    ['AuthorizationPolicy', 'all', { spec: {} }],
    ['RequestAuthentication', 'all', { spec: {} }],
    ['Telemetry', 'all', { spec: {} }],
    ['Sidecar', 'default', { spec: {} }],
    ['AnalysisRun', 'analysis', ownedBy('Rollout', 'productpage')],
    ['Experiment', 'experiment', ownedBy('Rollout', 'productpage')],
  ])('is made anew when a %s comes or changes', async (kind, name, rest) => {
    expect(await isMadeAnew(() => put(kind, name, rest))).toBe(true);
  });

  it('is made anew when its Rollout or its gateway changes', async () => {
    const rollout = clusters.store.get('Rollout', 'bookinfo', 'productpage')!;
    expect(
      await isMadeAnew(() =>
        clusters.store.put({
          ...rollout,
          metadata: { ...rollout.metadata, resourceVersion: '201' },
        }),
      ),
    ).toBe(true);
    put('Gateway', 'front', { spec: {} });
    put('VirtualService', 'front', {
      spec: {
        hosts: ['shop.example.com'],
        gateways: ['front'],
        http: [{ route: [{ destination: { host: 'productpage' } }] }],
      },
    });
    expect(await isMadeAnew(() => put('Gateway', 'front', { spec: {} }))).toBe(
      true,
    );
  });

  it('is made anew when a pod goes', async () => {
    expect(
      await isMadeAnew(() =>
        clusters.store.remove('Pod', 'bookinfo', 'productpage-stable-1'),
      ),
    ).toBe(true);
  });

  it('is made anew when its traffic, its mesh or the state of its cluster is another, and every few seconds', async () => {
    expect(await isMadeAnew(() => (recent = reading([...RECENT])))).toBe(true);
    expect(await isMadeAnew(() => (canary = reading([])))).toBe(true);
    expect(
      await isMadeAnew(() => {
        const { settings } = clusters;
        clusters.settings = { ...settings, mesh: { ...settings.mesh } };
      }),
    ).toBe(true);
    expect(
      await isMadeAnew(() => {
        clusters.now = {
          state: 'stale',
          heardAt: '2026-11-20T20:00:00.000Z',
          reason: 'Silent.',
        };
      }),
    ).toBe(true);
    expect(
      await isMadeAnew(() => {
        now = new Date(now.getTime() + 5_000);
      }),
    ).toBe(true);
  });

  it('is not made anew for what does not belong to it, and is as fresh as its sources all the same', async () => {
    expect(
      await isMadeAnew(() => {
        put('Pod', 'stranger');
        put('Service', 'reviews');
        recent = {
          ...recent,
          freshness: {
            state: 'stale',
            heardAt: '2026-11-20T20:00:00.000Z',
            reason: 'Busy.',
          },
        };
      }),
    ).toBe(false);
    expect((await view()).freshness.metrics).toEqual(recent.freshness);
  });

  it('judges the canary by what happened since its pods came', async () => {
    const { verdict, signals } = await view();
    expect(signals?.requests).toBe(100);
    expect(verdict?.sentence).toBe(
      'Worse: errors 50 % of 2,000 requests against 0 % of 8,000 on stable (difference 46 to 54 points).',
    );
    expect(since).toEqual([new Date('2026-11-20T19:38:21Z')]);
  });

  it('has no verdict once the canary has no pods', async () => {
    clusters.store.remove('Pod', 'bookinfo', 'productpage-canary-0');
    expect((await view()).verdict).toBeUndefined();
    expect(since).toEqual([]);
  });

  it('says what is missing in its metrics', async () => {
    const gap = { kind: 'response times', reason: 'Prometheus is busy.' };
    recent = { ...recent, gaps: [gap] };
    expect((await view()).freshness.gaps).toEqual([gap]);
  });
});

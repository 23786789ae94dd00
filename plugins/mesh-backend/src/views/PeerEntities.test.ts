import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { TrafficEdge, TrafficGraph } from '@meshway/plugin-mesh-common';
import { FakeClusters } from '../testing/FakeClusters';
import { PeerEntities } from './PeerEntities';

const SERVICE = { cluster: 'lab', namespace: 'bookinfo', name: 'productpage' };

function component(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

function edge(peer: TrafficEdge['peer']): TrafficEdge {
  return {
    peer,
    protocol: 'http',
    requests: 1,
    requestsPerSecond: 1,
    failures: [],
  };
}

function graph(
  callers: TrafficEdge[],
  callees: TrafficEdge[] = [],
): Omit<TrafficGraph, 'entities'> {
  return {
    service: SERVICE,
    freshness: { state: 'live', heardAt: '2026-11-20T12:00:00Z' },
    traffic: {
      windowSeconds: 60,
      signals: { requestsPerSecond: 1, requests: 60, windowSeconds: 60 },
      revisions: [],
      attribution: { possible: true },
      callers,
      callees,
      omittedEdges: 0,
    },
  };
}

const CALLERS = [
  edge({ kind: 'workload', namespace: 'shop', workload: 'checkout' }),
  edge({
    kind: 'workload',
    namespace: 'shop',
    workload: 'cart-v2',
    canonicalService: 'cart',
  }),
  edge({ kind: 'unknown' }),
];
const CALLEES = [
  edge({ kind: 'service', namespace: 'bookinfo', service: 'reviews' }),
  edge({ kind: 'external', host: 'example.com' }),
];

describe('PeerEntities', () => {
  let visible: Entity[];
  let now: Date;
  let peers: PeerEntities;
  let asked: number;

  beforeEach(() => {
    visible = [
      component('checkout', { 'meshway.dev/service': 'shop/checkout' }),
      component('cart', { 'meshway.dev/service': 'shop/cart, shop/cart-api' }),
      component('reviews', { 'meshway.dev/service': 'bookinfo/reviews' }),
      component('abroad', {
        'meshway.dev/service': 'shop/checkout',
        'backstage.io/kubernetes-cluster': 'mars',
      }),
      component('confused', { 'meshway.dev/service': '../..' }),
    ];
    now = new Date('2026-11-20T12:00:00Z');
    asked = 0;
    peers = new PeerEntities({
      auth: mockServices.auth(),
      clusters: new FakeClusters(),
      now: () => now,
      catalog: catalogServiceMock.mock({
        streamEntities: async function* pages() {
          asked += 1;
          yield visible;
        } as never,
      }),
    });
  });

  it('are those of workloads, canonical services and services, in this cluster', async () => {
    await expect(
      peers.of(graph(CALLERS, CALLEES), mockCredentials.user()),
    ).resolves.toEqual([
      {
        namespace: 'shop',
        name: 'checkout',
        entityRef: 'component:default/checkout',
      },
      { namespace: 'shop', name: 'cart', entityRef: 'component:default/cart' },
      {
        namespace: 'bookinfo',
        name: 'reviews',
        entityRef: 'component:default/reviews',
      },
    ]);
  });

  it('are not asked for without peers', async () => {
    await expect(peers.of(graph([]), mockCredentials.user())).resolves.toEqual(
      [],
    );
    expect(asked).toBe(0);
  });

  it('are remembered for each user alone, for half a minute', async () => {
    const of = (user: string) =>
      peers.of(graph(CALLERS), mockCredentials.user(user));
    await of('user:default/a');
    visible = [];
    expect(await of('user:default/a')).toHaveLength(2);
    expect(await of('user:default/b')).toEqual([]);
    now = new Date(now.getTime() + 30_000);
    expect(await of('user:default/a')).toEqual([]);
  });

  it('are never remembered for a service', async () => {
    const of = () => peers.of(graph(CALLERS), mockCredentials.service());
    expect(await of()).toHaveLength(2);
    visible = [];
    expect(await of()).toEqual([]);
  });
});

import {
  MESH_RESOURCES,
  parseObject,
  type MeshKind,
  type ReadingGap,
} from '@meshway/plugin-mesh-common';
import type { Clusters, WatchedCluster } from '../clusters/Clusters';
import { DEFAULT_CLUSTER_SETTINGS } from '../clusters/clusterSettings';
import { ObjectStore } from '../clusters/ObjectStore';
import { bookinfo } from '../testing/bookinfo';
import type { RawObject } from '../testing/FakeApiServer';
import { entityServices } from './entityServices';
import { ServiceViews, type LocatedService } from './ServiceViews';
import { withoutTraffic, type ViewTraffic } from './ViewTraffic';

const LIVE = { state: 'live', heardAt: '2026-11-20T20:00:00.000Z' } as const;

const SELECTOR = 'backstage.io/kubernetes-label-selector';
const ID = 'backstage.io/kubernetes-id';
const NAMESPACE = 'backstage.io/kubernetes-namespace';
const CLUSTER = 'backstage.io/kubernetes-cluster';

type Objects = Partial<Record<MeshKind, RawObject[]>>;

function entity(annotations: Record<string, string>) {
  return entityServices({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'productpage', namespace: 'default', annotations },
  });
}

const SHOP_GAPS: ReadingGap[] = [
  { kind: 'Service', reason: 'Services of shop may not be read.' },
];

function watched(name: string, store: ObjectStore): WatchedCluster {
  return {
    name,
    store,
    settings: DEFAULT_CLUSTER_SETTINGS,
    complete: true,
    freshness: () => LIVE,
    gaps: namespace =>
      name === 'narrow' && namespace !== 'bookinfo' ? SHOP_GAPS : [],
  };
}

/** Objects by cluster; those without objects do not answer. In `narrow`, the Services of shop may not be read. */
function viewsOf(objects: Record<string, Objects | undefined>): ServiceViews {
  const stores = new Map<string, ObjectStore>();
  for (const [cluster, kinds] of Object.entries(objects)) {
    if (!kinds) continue;
    const store = new ObjectStore({ onListenerFailure: () => {} });
    for (const kind of Object.keys(MESH_RESOURCES) as MeshKind[]) {
      for (const raw of kinds[kind] ?? []) store.put(parseObject(kind, raw));
    }
    stores.set(cluster, store);
  }
  const clusters: Clusters = {
    names: () => Object.keys(objects),
    get: name => {
      const store = stores.get(name);
      return store && watched(name, store);
    },
    problem: undefined,
    freshness: name => ({
      state: 'unavailable',
      reason: `Cluster ${name} is asleep.`,
    }),
    status: () => [],
    onChange: () => () => {},
  };
  return new ServiceViews({ clusters, trustCatalog: false });
}

function service(
  name: string,
  namespace: string,
  parts: { labels?: Record<string, string>; selector?: object } = {},
): RawObject {
  return {
    metadata: {
      name,
      namespace,
      uid: `uid-${namespace}-${name}`,
      resourceVersion: '1',
      labels: parts.labels,
    },
    spec: { selector: parts.selector },
  };
}

/** The productpage with a canary Service of its own. */
function withCanaryService(): Objects {
  const objects = bookinfo();
  const [rollout] = objects.Rollout;
  Object.assign((rollout.spec as any).strategy.canary, {
    stableService: 'productpage',
    canaryService: 'productpage-canary',
  });
  const selector = { app: 'productpage' };
  return {
    ...objects,
    Service: [
      service('productpage-canary', 'bookinfo', { selector }),
      ...objects.Service,
    ],
  };
}

function told(services: LocatedService[]): string[] {
  return services.map(found =>
    'view' in found
      ? `${found.view.cluster}: ${found.view.namespace}/${found.view.name}`
      : `${found.problem.cluster} ${found.problem.kind}: ${found.problem.message}`,
  );
}

async function located(
  annotations: Record<string, string>,
  objects: Record<string, Objects | undefined>,
  traffic: ViewTraffic = withoutTraffic,
): Promise<string[]> {
  return told(await viewsOf(objects).locate(entity(annotations), traffic));
}

const NAMED = { 'meshway.dev/service': 'bookinfo/productpage' };
const LABELLED = {
  'meshway.dev/service': 'auto',
  [SELECTOR]: 'app=productpage',
};
const NOTHING_FITS =
  'No Service has labels that fit app=productpage, and no Service there selects a workload that has them. Add the labels to the Service, or name it with the annotation meshway.dev/service: <namespace>/<service>.';

describe('ServiceViews', () => {
  it.each([
    ['named', NAMED],
    ['found by labels', LABELLED],
  ])(
    'does not wait for the metrics of one cluster before it asks the next for a service that is %s',
    async (_, annotations) => {
      const asked: string[] = [];
      let answer = () => {};
      const bothAsked = new Promise<void>(resolve => {
        answer = resolve;
      });
      expect(
        await located(
          annotations,
          { east: bookinfo(), west: bookinfo() },
          {
            recent: async (cluster, parties) => {
              asked.push(cluster);
              if (asked.length === 2) answer();
              await bothAsked;
              return await withoutTraffic.recent(cluster, parties);
            },
          },
        ),
      ).toEqual(['east: bookinfo/productpage', 'west: bookinfo/productpage']);
      expect(asked).toEqual(['east', 'west']);
    },
  );

  it('asks for the requests to every Service through which the workload is reached', async () => {
    const asked: unknown[] = [];
    await located(
      NAMED,
      { lab: withCanaryService() },
      {
        recent: async (cluster, parties) => {
          asked.push(parties);
          return await withoutTraffic.recent(cluster, parties);
        },
      },
    );
    expect(asked).toEqual([
      {
        namespace: 'bookinfo',
        services: ['productpage', 'productpage-canary'],
        workloads: ['productpage'],
      },
    ]);
  });

  describe('of an entity that names its services', () => {
    it('shows Services that one Rollout switches as one service', async () => {
      const both = {
        'meshway.dev/service':
          'bookinfo/productpage-canary, bookinfo/productpage',
      };
      expect(
        await located(both, { lab: withCanaryService(), next: {} }),
      ).toEqual(['lab: bookinfo/productpage']);
      // The canary alone is a service like any other.
      expect(
        await located(
          { 'meshway.dev/service': 'bookinfo/productpage-canary' },
          { lab: withCanaryService() },
        ),
      ).toEqual(['lab: bookinfo/productpage-canary']);
    });

    it('finds a service in one of the two clusters that are named', async () => {
      const annotations = { ...NAMED, [CLUSTER]: 'west, east' };
      expect(
        await located(annotations, {
          east: bookinfo(),
          north: bookinfo(),
          west: {},
        }),
      ).toEqual(['east: bookinfo/productpage']);
      expect(
        await located(annotations, { east: {}, north: bookinfo(), west: {} }),
      ).toEqual([
        "west not-found: There is no Service productpage in namespace bookinfo of any of the clusters west, east. Correct the entity's annotation, or apply the service's manifests.",
      ]);
    });

    it('says of each cluster that cannot be read that it cannot', async () => {
      expect(
        await located(NAMED, { east: undefined, north: {}, west: bookinfo() }),
      ).toEqual([
        'east unreachable: Cluster east is asleep.',
        'west: bookinfo/productpage',
      ]);
    });

    it('does not say that a Service is not there that may not be read', async () => {
      const inShop = { 'meshway.dev/service': 'shop/orders' };
      expect(await located(inShop, { narrow: {}, west: {} })).toEqual([
        'narrow unreachable: Services of shop may not be read.',
      ]);
      expect(await located(NAMED, { narrow: {} })).toEqual([
        "narrow not-found: There is no Service productpage in namespace bookinfo of cluster narrow. Correct the entity's annotation, or apply the service's manifests.",
      ]);
      expect(await located(LABELLED, { narrow: {} })).toEqual([
        'narrow unreachable: Services of shop may not be read.',
      ]);
    });

    it('says that there is no cluster at all', async () => {
      expect(await located(NAMED, {})).toEqual([
        'none unreachable: No cluster.',
      ]);
    });
  });

  describe('of an entity that is found by labels', () => {
    it('finds the Service that selects a workload with the labels', async () => {
      expect(await located(LABELLED, { lab: bookinfo() })).toEqual([
        'lab: bookinfo/productpage',
      ]);
    });

    it('finds Services by their id in one namespace', async () => {
      const labels = { [ID]: 'catalog' };
      const lab = {
        Service: [
          service('catalog', 'shop', { labels }),
          service('catalog', 'test', { labels }),
          service('orders', 'test'),
        ],
      };
      expect(await located({ [ID]: 'catalog' }, { lab })).toEqual([
        'lab: shop/catalog',
        'lab: test/catalog',
      ]);
      expect(
        await located({ [ID]: 'catalog', [NAMESPACE]: 'test' }, { lab }),
      ).toEqual(['lab: test/catalog']);
    });

    it('looks only in the clusters that are named', async () => {
      const clusters = { east: {}, north: bookinfo(), west: bookinfo() };
      expect(
        await located({ ...LABELLED, [CLUSTER]: 'east,west' }, clusters),
      ).toEqual(['west: bookinfo/productpage']);
    });

    it('says once what to add when nothing fits in any cluster', async () => {
      expect(await located(LABELLED, { east: {}, west: {} })).toEqual([
        `east not-found: ${NOTHING_FITS}`,
      ]);
    });

    it('does not say that nothing fits while a cluster cannot be read', async () => {
      expect(
        await located(LABELLED, {
          east: {},
          north: undefined,
          west: undefined,
        }),
      ).toEqual([
        'north unreachable: Cluster north is asleep.',
        'west unreachable: Cluster west is asleep.',
      ]);
      expect(
        await located(LABELLED, { north: undefined, west: bookinfo() }),
      ).toEqual([
        'north unreachable: Cluster north is asleep.',
        'west: bookinfo/productpage',
      ]);
    });

    it('says that more fit than are shown', async () => {
      const many = Array.from({ length: 51 }, (_, index) =>
        service(`app-${index}`, 'shop', { labels: { app: 'productpage' } }),
      );
      const found = await located(LABELLED, { lab: { Service: many } });
      expect(found).toHaveLength(51);
      expect(found.at(-1)).toBe(
        'lab not-found: 51 Services fit app=productpage: only 50 are shown. Write a narrower selector.',
      );
    });

    it('says nothing of a Service that goes while its metrics are read', async () => {
      const lab = bookinfo();
      const store = new ObjectStore({ onListenerFailure: () => {} });
      for (const raw of lab.Service) store.put(parseObject('Service', raw));
      for (const raw of lab.Rollout) store.put(parseObject('Rollout', raw));
      const services = new ServiceViews({
        clusters: {
          names: () => ['lab'],
          get: name => watched(name, store),
          problem: undefined,
          freshness: () => LIVE,
          status: () => [],
          onChange: () => () => {},
        },
        trustCatalog: false,
      });
      expect(
        await services.locate(entity(LABELLED), {
          recent: async (cluster, parties) => {
            store.remove('Service', 'bookinfo', 'productpage');
            return await withoutTraffic.recent(cluster, parties);
          },
        }),
      ).toEqual([]);
    });
  });

  describe('of one service in one cluster', () => {
    const PRODUCTPAGE = { namespace: 'bookinfo', name: 'productpage' };

    async function locatedOne(
      annotations: Record<string, string>,
      cluster: string,
      name: { namespace: string; name: string },
      objects: Record<string, Objects | undefined>,
    ): Promise<string | undefined> {
      const found = await viewsOf(objects).locateOne(
        entity(annotations),
        cluster,
        name,
        withoutTraffic,
      );
      return found && told([found])[0];
    }

    it.each([
      ['named', NAMED],
      ['found by labels', LABELLED],
    ])('finds a service that is %s', async (_, annotations) => {
      const objects = { east: bookinfo(), west: undefined };
      expect(await locatedOne(annotations, 'east', PRODUCTPAGE, objects)).toBe(
        'east: bookinfo/productpage',
      );
      expect(await locatedOne(annotations, 'west', PRODUCTPAGE, objects)).toBe(
        'west unreachable: Cluster west is asleep.',
      );
      expect(
        await locatedOne(
          { ...annotations, [CLUSTER]: 'west' },
          'east',
          PRODUCTPAGE,
          objects,
        ),
      ).toBeUndefined();
      expect(
        await locatedOne(
          annotations,
          'east',
          { namespace: 'bookinfo', name: 'ratings' },
          {
            east: { ...bookinfo(), Service: [service('ratings', 'bookinfo')] },
          },
        ),
      ).toBeUndefined();
    });

    it('knows which services are named when the cluster cannot be read', async () => {
      expect(
        await locatedOne(
          NAMED,
          'west',
          { namespace: 'bookinfo', name: 'ratings' },
          { west: undefined },
        ),
      ).toBeUndefined();
    });

    it('does not find the labels in another cluster', async () => {
      expect(
        await locatedOne(LABELLED, 'west', PRODUCTPAGE, {
          east: bookinfo(),
          west: { Service: bookinfo().Service },
        }),
      ).toBeUndefined();
    });

    it('says that a named service is not there', async () => {
      expect(await locatedOne(NAMED, 'east', PRODUCTPAGE, { east: {} })).toBe(
        "east not-found: There is no Service productpage in namespace bookinfo of cluster east. Correct the entity's annotation, or apply the service's manifests.",
      );
    });
  });
});

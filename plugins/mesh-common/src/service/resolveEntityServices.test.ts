import { object } from '../__fixtures__/objects';
import { lookupOf } from '../kubernetes/lookupOf';
import type { MeshObject } from '../kubernetes';
import { parseEntityServices } from './parseEntityServices';
import { resolveEntityServices } from './resolveEntityServices';

const ID = 'backstage.io/kubernetes-id';
const SELECTOR = 'backstage.io/kubernetes-label-selector';
const NAMESPACE = 'backstage.io/kubernetes-namespace';
const CLUSTER = 'backstage.io/kubernetes-cluster';

const service = (name: string, parts: Parameters<typeof object>[2] = {}) =>
  object('Service', name, parts);

function resolve(
  annotations: Record<string, string> | undefined,
  ...objects: MeshObject[]
) {
  return resolveEntityServices(annotations, lookupOf(objects));
}

function found(
  annotations: Record<string, string>,
  ...objects: MeshObject[]
): string[] {
  const { services } = resolve(annotations, ...objects);
  return services.map(({ namespace, name }) => `${namespace}/${name}`);
}

const labelled = { labels: { [ID]: 'catalog' } };

describe('resolveEntityServices', () => {
  it('says what to add to an entity that says nothing', () => {
    const blank: (Record<string, string> | undefined)[] = [
      undefined,
      {},
      { [ID]: ' ' },
      { [NAMESPACE]: 'a' },
    ];
    for (const annotations of blank) {
      expect(resolve(annotations, service('catalog', labelled))).toEqual({
        services: [],
        problem:
          'The entity names no service of the mesh. Add the annotation meshway.dev/service: <namespace>/<service>, or backstage.io/kubernetes-id or backstage.io/kubernetes-label-selector.',
      });
    }
  });

  it('takes the services that are named, there or not, before all labels', () => {
    expect(
      resolve(
        {
          'meshway.dev/service': 'shop/orders, pay/api',
          [ID]: 'catalog',
          [SELECTOR]: '((',
          [CLUSTER]: 'east, west,east',
        },
        service('catalog', labelled),
      ),
    ).toEqual({
      clusters: ['east', 'west'],
      services: [
        { namespace: 'shop', name: 'orders' },
        { namespace: 'pay', name: 'api' },
      ],
    });
  });

  it('finds Services by the id, in every namespace or in one', () => {
    const objects = [
      service('catalog', labelled),
      service('catalog', { ...labelled, namespace: 'test' }),
      service('orders', { labels: { [ID]: 'orders' } }),
    ];
    expect(found({ [ID]: 'catalog' }, ...objects)).toEqual([
      'shop/catalog',
      'test/catalog',
    ]);
    expect(found({ [ID]: 'catalog', [NAMESPACE]: 'test' }, ...objects)).toEqual(
      ['test/catalog'],
    );
  });

  it('goes by the annotations of Kubernetes when told so', () => {
    expect(
      found(
        { 'meshway.dev/service': 'auto', [ID]: 'catalog' },
        service('catalog', labelled),
      ),
    ).toEqual(['shop/catalog']);
  });

  it('prefers the selector to the id, as the Kubernetes plugin does', () => {
    expect(
      found(
        { [ID]: 'catalog', [SELECTOR]: 'app in (orders), !legacy' },
        service('catalog', labelled),
        service('orders', { labels: { app: 'orders' } }),
        service('old', { labels: { app: 'orders', legacy: '' } }),
      ),
    ).toEqual(['shop/orders']);
  });

  it.each([
    ['Deployment', 'its template', { template: true }],
    ['Deployment', 'itself', { own: true }],
    ['StatefulSet', 'its template', { template: true }],
    ['Rollout', 'its template', { template: true }],
  ] as const)(
    'finds a Service that selects a %s with the label on %s',
    (kind, _, on: { template?: boolean; own?: boolean }) => {
      const workload = object(kind, 'catalog', {
        ...(on.own ? labelled : {}),
        spec: {
          template: {
            metadata: {
              labels: {
                app: 'catalog',
                ...(on.template ? labelled.labels : {}),
              },
            },
          },
        },
      });
      const parts = { spec: { selector: { app: 'catalog' } } };
      expect(
        found(
          { [ID]: 'catalog' },
          workload,
          service('front', parts),
          service('front', { ...parts, namespace: 'other' }),
          service('orders', { spec: { selector: { app: 'orders' } } }),
          service('nothing', {}),
        ),
      ).toEqual(['shop/front']);
    },
  );

  it('finds a Service that selects a Rollout with a borrowed template', () => {
    expect(
      found(
        { [ID]: 'catalog' },
        object('Rollout', 'catalog', {
          ...labelled,
          spec: { workloadRef: { kind: 'Deployment', name: 'lender' } },
        }),
        object('Deployment', 'lender', {
          spec: { template: { metadata: { labels: { app: 'catalog' } } } },
        }),
        service('catalog', { spec: { selector: { app: 'catalog' } } }),
      ),
    ).toEqual(['shop/catalog']);
  });

  describe('of Services that one Rollout switches', () => {
    const rollout = (strategy: object) =>
      object('Rollout', 'catalog', { spec: { strategy } });
    const canary = rollout({
      canary: { stableService: 'stable', canaryService: 'canary' },
    });
    const stable = service('stable', labelled);
    const both = [service('canary', labelled), stable];

    it('takes the stable one, once', () => {
      expect(found({ [ID]: 'catalog' }, canary, ...both)).toEqual([
        'shop/stable',
      ]);
    });

    it('takes the stable one where only the other has the label', () => {
      expect(
        found({ [ID]: 'catalog' }, canary, both[0], service('stable')),
      ).toEqual(['shop/stable']);
    });

    it('takes the canary where the stable one is gone', () => {
      expect(found({ [ID]: 'catalog' }, canary, both[0])).toEqual([
        'shop/canary',
      ]);
    });

    it('takes both where they are of another namespace', () => {
      const elsewhere = both.map(({ metadata }) =>
        service(metadata.name, { ...labelled, namespace: 'other' }),
      );
      expect(found({ [ID]: 'catalog' }, canary, ...elsewhere)).toHaveLength(2);
    });

    it.each([
      [{ blueGreen: { activeService: 'stable', previewService: 'canary' } }],
      [
        {
          canary: {
            pingPong: { pingService: 'stable', pongService: 'canary' },
          },
        },
      ],
    ])('takes the first of %j', strategy => {
      expect(found({ [ID]: 'catalog' }, rollout(strategy), ...both)).toEqual([
        'shop/stable',
      ]);
    });

    it('drops the canary where both are named, and not where it alone is', () => {
      const named = (value: string) =>
        found({ 'meshway.dev/service': value }, canary, ...both);
      expect(named('shop/canary, shop/stable')).toEqual(['shop/stable']);
      expect(named('shop/canary')).toEqual(['shop/canary']);
    });
  });

  it('says that nothing fits, and what to do', () => {
    expect(resolve({ [ID]: 'catalog', [NAMESPACE]: 'shop' })).toEqual({
      services: [],
      problem:
        'No Service in namespace shop has labels that fit backstage.io/kubernetes-id=catalog, and no Service there selects a workload that has them. Add the labels to the Service, or name it with the annotation meshway.dev/service: <namespace>/<service>.',
    });
  });

  it('shows fifty and says how many there are', () => {
    const many = Array.from({ length: 51 }, (_, i) => service(`s${i}`));
    const all = resolve({ [SELECTOR]: '!x' }, ...many);
    expect(all.services).toHaveLength(50);
    expect(all.problem).toBe(
      '51 Services fit !x: only 50 are shown. Write a narrower selector.',
    );
    expect(resolve({ [SELECTOR]: '!x' }, ...many.slice(1)).problem).toBe(
      undefined,
    );
  });
});

describe('parseEntityServices', () => {
  it('answers before there is a cluster to ask', () => {
    expect(parseEntityServices({ [ID]: 'catalog', [CLUSTER]: 'east' })).toEqual(
      {
        clusters: ['east'],
        by: 'labels',
        selector: 'backstage.io/kubernetes-id=catalog',
        requirements: [{ key: ID, operator: 'in', values: ['catalog'] }],
      },
    );
    expect(parseEntityServices({})).toBeUndefined();
  });

  it.each([
    [
      { [SELECTOR]: 'app=catalog;env=prod' },
      'The annotation backstage.io/kubernetes-label-selector is no label selector: it has "app=catalog;env=prod", which is no requirement.',
    ],
    [
      { [ID]: 'my catalog' },
      'The annotation backstage.io/kubernetes-id is "my catalog", which cannot be the value of a label.',
    ],
    [
      { [ID]: 'catalog', [NAMESPACE]: 'shop,test' },
      'The annotation backstage.io/kubernetes-namespace is "shop,test", which is no namespace.',
    ],
    [
      { [ID]: 'catalog', [NAMESPACE]: 'shop.test' },
      'The annotation backstage.io/kubernetes-namespace is "shop.test", which is no namespace.',
    ],
    [
      {
        [CLUSTER]: Array.from({ length: 51 }, (_, i) => `c${i}`).join(),
      },
      'The annotation backstage.io/kubernetes-cluster names 51 clusters: at most 50 can be shown.',
    ],
    [
      { [CLUSTER]: 'c'.repeat(254) },
      `The annotation backstage.io/kubernetes-cluster names "${'c'.repeat(
        150,
      )}…", which is too long for a cluster.`,
    ],
    [
      { 'meshway.dev/service': 'catalog' },
      'The annotation meshway.dev/service names "catalog", which is not <namespace>/<service>.',
    ],
  ])('refuses %j', (annotations: Record<string, string>, message) => {
    expect(() => parseEntityServices(annotations)).toThrow(
      expect.objectContaining({ name: 'InputError', message }),
    );
  });
});

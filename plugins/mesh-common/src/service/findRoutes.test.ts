import { object } from '../__fixtures__/objects';
import { lookupOf } from '../kubernetes/lookupOf';
import type { MeshObject } from '../kubernetes';
import { DEFAULT_MESH_SETTINGS } from '../model';
import { findServiceObjects } from './findServiceObjects';

const FULL = 'catalog.shop.svc.cluster.local';

const service = object('Service', 'catalog', {
  spec: { selector: { app: 'catalog' } },
});
const find = (...objects: MeshObject[]) =>
  findServiceObjects(lookupOf([service, ...objects]), 'shop', 'catalog')!;
const names = (objects: { metadata: { namespace?: string; name: string } }[]) =>
  objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

function virtualService(name: string, spec: object, namespace = 'shop') {
  return object('VirtualService', name, { namespace, spec });
}
const to = (host: string) => [{ route: [{ destination: { host } }] }];

describe('VirtualServices of a service', () => {
  const found = (...all: MeshObject[]) => names(find(...all).virtualServices);

  it.each([
    ['by an http destination', { hosts: ['a.com'], http: to('catalog') }],
    ['by a tls destination', { hosts: ['a.com'], tls: to(FULL) }],
    ['by a tcp destination', { hosts: ['a.com'], tcp: to(FULL) }],
    [
      'by a copy',
      { hosts: ['a'], http: [{ route: [], mirror: { host: 'catalog' } }] },
    ],
    [
      'by one of several copies',
      {
        hosts: ['a'],
        http: [{ mirrors: [{ destination: { host: 'catalog' } }] }],
      },
    ],
    ['by host', { hosts: ['catalog'], http: to('other') }],
    ['by a wildcard that sidecars follow', { hosts: ['*.local'] }],
    ['by a name that Istio does not complete', { hosts: ['catalog.shop'] }],
  ])('are found %s', (_, spec) => {
    expect(found(virtualService('vs', spec))).toEqual(['shop/vs']);
  });

  it.each([
    ['to another service', { hosts: ['a.com'], http: to('orders') }],
    [
      'to one of the same name elsewhere',
      { hosts: ['a.com'], http: to('catalog.x.svc.cluster.local') },
    ],
    [
      'with a wildcard for a Gateway alone',
      { hosts: ['*'], gateways: ['public'], http: to('orders') },
    ],
    ['with a wildcard for others', { hosts: ['*.x.svc.cluster.local'] }],
  ])('are not those %s', (_, spec) => {
    expect(found(virtualService('vs', spec))).toEqual([]);
  });

  it('are found in any namespace that exports them', () => {
    const spec = { hosts: ['a.com'], http: to(FULL) };
    expect(
      found(
        virtualService('all', spec, 'a'),
        virtualService('to-shop', { ...spec, exportTo: ['shop'] }, 'a'),
        virtualService('private', { ...spec, exportTo: ['.'] }, 'a'),
        virtualService('hidden', { ...spec, exportTo: ['~'] }, 'a'),
        virtualService('short', { ...spec, http: to('catalog') }, 'a'),
      ),
    ).toEqual(['a/all', 'a/to-shop']);
  });

  it('are found where only the Gateway sees them', () => {
    const spec = { hosts: ['a.com'], http: to(FULL), exportTo: ['.'] };
    expect(
      found(
        virtualService('web', { ...spec, gateways: ['public'] }, 'ingress'),
        virtualService('web', { ...spec, gateways: ['ingress/public'] }, 'a'),
      ),
    ).toEqual(['ingress/web']);
  });

  it('in its own namespace are found however they are exported', () => {
    expect(
      found(virtualService('vs', { hosts: ['catalog'], exportTo: ['~'] })),
    ).toEqual(['shop/vs']);
  });

  it('are delegates that lead to it, and the one that delegates', () => {
    const part = (name: string, namespace: string, host: string) =>
      virtualService(name, { http: to(host) }, namespace);
    const all = [
      virtualService(
        'root',
        {
          hosts: ['a.com'],
          http: [
            { delegate: { name: 'catalog', namespace: 'shop' } },
            { delegate: { name: 'orders' } },
            { delegate: { name: 'gone' } },
          ],
        },
        'ingress',
      ),
      part('catalog', 'shop', 'catalog'),
      part('orders', 'ingress', 'orders'),
    ];
    // What else the root delegates is none of this service.
    expect(found(...all)).toEqual(['ingress/root', 'shop/catalog']);
  });

  it('for its own host come with all that they delegate', () => {
    expect(
      found(
        virtualService('root', {
          hosts: ['catalog'],
          http: [{ delegate: { name: 'part' } }],
        }),
        virtualService('part', { http: to('orders') }),
        virtualService('nobody', { http: to('orders') }),
      ),
    ).toEqual(['shop/root', 'shop/part']);
  });
});

describe('Gateways of a service', () => {
  it('are those its VirtualServices name, of any namespace', () => {
    const gateways = [
      object('Gateway', 'own'),
      object('Gateway', 'public', { namespace: 'ingress' }),
      object('Gateway', 'own', { namespace: 'ingress' }),
      object('Gateway', 'mesh'),
    ];
    const found = find(
      ...gateways,
      virtualService('a', {
        hosts: ['a.com'],
        gateways: ['mesh', 'own', 'ingress/public', 'gone'],
        http: to('catalog'),
      }),
      virtualService('b', {
        hosts: ['b.com'],
        gateways: ['./own'],
        http: to('catalog'),
      }),
    );
    expect(names(found.gateways)).toEqual(['shop/own', 'ingress/public']);
  });
});

describe('ServiceEntries of a service', () => {
  const entry = (name: string, spec: object, namespace = 'x') =>
    object('ServiceEntry', name, { namespace, spec });

  it('are for a host of its routes or of itself', () => {
    const found = find(
      virtualService('a', { hosts: ['www.a.com'], http: to('catalog') }),
      virtualService('b', {
        hosts: ['catalog'],
        http: [...to('orders.example.com'), ...to('*')],
      }),
      entry('host', { hosts: ['www.a.com'] }),
      entry('wildcard', { hosts: ['*.example.com'] }),
      entry('service', { hosts: [FULL] }),
      entry('other', { hosts: ['www.b.com'] }),
      entry('private', { hosts: ['www.a.com'], exportTo: ['.'] }),
    );
    expect(names(found.serviceEntries)).toEqual([
      'x/service',
      'x/host',
      'x/wildcard',
    ]);
  });

  it('may take its pods', () => {
    const spec = {
      hosts: ['legacy'],
      workloadSelector: { labels: { app: 'catalog' } },
    };
    const found = find(
      object('Pod', 'catalog-0', { labels: { app: 'catalog' } }),
      entry('takes', spec, 'shop'),
      entry('elsewhere', spec, 'x'),
      entry(
        'others',
        { ...spec, workloadSelector: { labels: { app: 'orders' } } },
        'shop',
      ),
    );
    expect(names(found.serviceEntries)).toEqual(['shop/takes']);
  });
});

describe('DestinationRules of a service', () => {
  const rule = (name: string, namespace: string, spec: object) =>
    object('DestinationRule', name, { namespace, spec });

  it('come in the order of its own, the root and the clients namespaces', () => {
    const found = find(
      rule('client', 'a', { host: FULL }),
      rule('root', 'istio-system', { host: '*.local' }),
      rule('own', 'shop', { host: 'catalog' }),
      rule('own-wildcard', 'shop', { host: '*.shop.svc.cluster.local' }),
      rule('client-wildcard', 'a', { host: '*.local' }),
      rule('short', 'a', { host: 'catalog' }),
      rule('other', 'shop', { host: 'orders' }),
      rule('half', 'shop', { host: 'catalog.shop' }),
    );
    expect(names(found.destinationRules)).toEqual([
      'shop/own',
      'shop/half',
      'shop/own-wildcard',
      'istio-system/root',
      'a/client',
      'a/client-wildcard',
    ]);
  });

  it('of clients are left out where their own clients do not see them', () => {
    // Istio looks into a client's namespace, the Service's and the root namespace, and nowhere else.
    const found = find(
      rule('abroad', 'a', { host: FULL, exportTo: ['b'] }),
      rule('own', 'shop', { host: FULL, exportTo: ['b'] }),
      rule('root', 'istio-system', { host: FULL, exportTo: ['b'] }),
    );
    expect(names(found.destinationRules)).toEqual([
      'shop/own',
      'istio-system/root',
    ]);
  });

  it('go by the root namespace of the mesh', () => {
    const found = findServiceObjects(
      lookupOf([
        service,
        rule('old', 'istio-system', { host: FULL, exportTo: ['b'] }),
        rule('new', 'mesh-config', { host: FULL, exportTo: ['b'] }),
      ]),
      'shop',
      'catalog',
      { ...DEFAULT_MESH_SETTINGS, rootNamespace: 'mesh-config' },
    )!;
    expect(names(found.destinationRules)).toEqual(['mesh-config/new']);
  });

  it('that a Rollout names are found whatever host they have', () => {
    const found = find(
      object('Rollout', 'catalog', {
        spec: {
          template: { metadata: { labels: { app: 'catalog' } } },
          strategy: {
            canary: {
              trafficRouting: {
                istio: {
                  destinationRule: {
                    name: 'subsets',
                    stableSubsetName: 's',
                    canarySubsetName: 'c',
                  },
                },
              },
            },
          },
        },
      }),
      rule('subsets', 'shop', { host: 'typo' }),
      rule('subsets', 'a', { host: 'typo' }),
      object('DestinationRule', 'undefined', { spec: { host: 'typo' } }),
    );
    expect(names(found.destinationRules)).toEqual(['shop/subsets']);
  });
});

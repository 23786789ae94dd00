import { object } from '../__fixtures__/objects';
import { lookupOf } from '../kubernetes/lookupOf';
import type { MeshObject } from '../kubernetes';
import { DEFAULT_MESH_SETTINGS } from '../model';
import { findServiceObjects } from './findServiceObjects';

const labels = { app: 'catalog' };
const service = object('Service', 'catalog', { spec: { selector: labels } });
const pod = object('Pod', 'catalog-0', { labels: { ...labels, tier: 'web' } });

const find = (...objects: MeshObject[]) =>
  findServiceObjects(lookupOf([service, pod, ...objects]), 'shop', 'catalog')!;
const names = (objects: { metadata: { namespace?: string; name: string } }[]) =>
  objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

const KINDS = [
  ['PeerAuthentication', 'peerAuthentications'],
  ['AuthorizationPolicy', 'authorizationPolicies'],
  ['RequestAuthentication', 'requestAuthentications'],
  ['Telemetry', 'telemetries'],
] as const;

describe.each(KINDS)('%s of a service', (kind, key) => {
  const policy = (name: string, namespace: string, spec: object = {}) =>
    object(kind, name, { namespace, spec });
  const selector = (matchLabels: object) => ({ selector: { matchLabels } });

  it('are of its namespace and of the root namespace', () => {
    const found = find(
      policy('mesh', 'istio-system'),
      policy('own', 'shop'),
      policy('other', 'orders'),
    );
    expect(names(found[key])).toEqual(['shop/own', 'istio-system/mesh']);
  });

  it('select one of its pods, or all', () => {
    const found = find(
      policy('all', 'shop', selector({})),
      policy('pod', 'shop', selector({ tier: 'web' })),
      policy('both', 'shop', selector({ tier: 'web', app: 'catalog' })),
      policy('one-of-two', 'shop', selector({ tier: 'web', app: 'orders' })),
      policy('other', 'shop', selector({ app: 'orders' })),
    );
    expect(names(found[key])).toEqual(['shop/all', 'shop/pod', 'shop/both']);
  });

  it('are listed once for a service of the root namespace', () => {
    const found = findServiceObjects(
      lookupOf([service, policy('own', 'shop')]),
      'shop',
      'catalog',
      { ...DEFAULT_MESH_SETTINGS, rootNamespace: 'shop' },
    )!;
    expect(names(found[key])).toEqual(['shop/own']);
  });
});

describe('policies of a service', () => {
  it('with a selector reach from the root namespace, except a Telemetry', () => {
    const parts = {
      namespace: 'istio-system',
      spec: { selector: { matchLabels: labels } },
    };
    const found = find(
      object('AuthorizationPolicy', 'a', parts),
      object('Telemetry', 't', parts),
    );
    expect(names(found.authorizationPolicies)).toEqual(['istio-system/a']);
    expect(found.telemetries).toEqual([]);
  });

  it('go by the templates before there are pods', () => {
    const found = findServiceObjects(
      lookupOf([
        service,
        object('Deployment', 'catalog', {
          spec: { template: { metadata: { labels: { ...labels, v: '1' } } } },
        }),
        object('PeerAuthentication', 'p', {
          spec: { selector: { matchLabels: { v: '1' } } },
        }),
      ]),
      'shop',
      'catalog',
    )!;
    expect(names(found.peerAuthentications)).toEqual(['shop/p']);
  });

  const target = (
    name: string,
    namespace: string,
    targetRef: { kind: string; name: string },
  ) =>
    object('AuthorizationPolicy', name, {
      namespace,
      spec: { targetRefs: [targetRef] },
    });

  it('by name are for the Service or for the waypoint it uses', () => {
    const all = [
      target('service', 'shop', { kind: 'Service', name: 'catalog' }),
      target('other', 'shop', { kind: 'Service', name: 'orders' }),
      target('abroad', 'x', { kind: 'Service', name: 'catalog' }),
      target('waypoint', 'shop', { kind: 'Gateway', name: 'waypoint' }),
      target('ingress', 'shop', { kind: 'Gateway', name: 'ingress' }),
      target('class', 'istio-system', {
        kind: 'GatewayClass',
        name: 'istio-waypoint',
      }),
      target('entry', 'shop', { kind: 'ServiceEntry', name: 'catalog' }),
      object('AuthorizationPolicy', 'old-form', {
        spec: { targetRef: { kind: 'Service', name: 'catalog' } },
      }),
    ];
    expect(names(find(...all).authorizationPolicies)).toEqual([
      'shop/service',
      'shop/old-form',
    ]);
    const ambient = object('Namespace', 'shop', {
      labels: { 'istio.io/use-waypoint': 'waypoint' },
    });
    expect(names(find(ambient, ...all).authorizationPolicies)).toEqual([
      'shop/service',
      'shop/waypoint',
      'shop/old-form',
      'istio-system/class',
    ]);
  });
});

describe('the Sidecar of a service', () => {
  const sidecar = (
    name: string,
    namespace: string,
    workload?: Record<string, string>,
    createdAt?: string,
  ) =>
    object('Sidecar', name, {
      namespace,
      createdAt,
      spec: workload ? { workloadSelector: { labels: workload } } : {},
    });
  const found = (...all: MeshObject[]) => names(find(...all).sidecars);

  const forMesh = sidecar('mesh', 'istio-system');
  const forNamespace = sidecar('namespace', 'shop');

  it('is one that selects its pods before one for the namespace', () => {
    expect(
      found(forMesh, forNamespace, sidecar('pods', 'shop', labels)),
    ).toEqual(['shop/pods']);
  });

  it('is the one for the namespace before the one for the mesh', () => {
    const others = sidecar('others', 'shop', { app: 'orders' });
    expect(found(forMesh, others, forNamespace)).toEqual(['shop/namespace']);
  });

  it('is the one for the mesh when there is no other', () => {
    const selective = sidecar('some', 'istio-system', labels);
    expect(found(selective, forMesh)).toEqual(['istio-system/mesh']);
    expect(found(selective)).toEqual([]);
  });

  it('is the oldest of two', () => {
    expect(
      found(
        sidecar('a', 'shop', undefined, '2026-01-02T00:00:00Z'),
        sidecar('b', 'shop', undefined, '2026-01-01T00:00:00Z'),
      ),
    ).toEqual(['shop/b']);
  });
});

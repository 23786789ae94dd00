import { object } from '../__fixtures__/objects';
import { DEFAULT_MESH_SETTINGS, type MeshSettings } from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import { kind, pod, scene, unreadable } from './__fixtures__/scene';
import { buildPosture } from './buildPosture';

const peer = kind('PeerAuthentication');
const rule = kind('DestinationRule');
const strict = { mtls: { mode: 'STRICT' } };
const disable = { mtls: { mode: 'DISABLE' } };
const of = (labels: Record<string, string>) => ({
  selector: { matchLabels: labels },
});
const tls = (mode: string, more = {}) => ({
  host: 'checkout',
  trafficPolicy: { tls: { mode } },
  ...more,
});
const SHOP_DEFAULT = {
  kind: 'PeerAuthentication',
  namespace: 'shop',
  name: 'default',
};
const RULE = { kind: 'DestinationRule', namespace: 'shop', name: 'default' };

const posture = (
  parts: Partial<ServiceObjects>,
  mesh: Partial<MeshSettings> = {},
) => buildPosture(scene(parts), { ...DEFAULT_MESH_SETTINGS, ...mesh }).mtls;
const texts = (...args: Parameters<typeof posture>) =>
  posture(...args).notes.map(({ severity, text }) => `${severity}: ${text}`);

describe('what the pods take', () => {
  it.each<[string, Partial<ServiceObjects>, string]>([
    [
      'Istio’s default',
      {},
      "The only pod takes mTLS and plain text (PERMISSIVE, Istio's default).",
    ],
    [
      'a policy of the namespace',
      { pods: [pod('a'), pod('b')], peerAuthentications: [peer(strict)] },
      'All 2 pods take only mTLS (STRICT, PeerAuthentication shop/default).',
    ],
    [
      'pods that differ, the largest group first',
      {
        pods: [pod('a', { labels: { v: '1' } }), pod('b'), pod('c')],
        peerAuthentications: [
          peer(strict),
          peer({ ...disable, ...of({ v: '1' }) }, { name: 'plain' }),
        ],
      },
      '2 of 3 pods take only mTLS (STRICT, PeerAuthentication shop/default). 1 of 3 pods takes only plain text (DISABLE, PeerAuthentication shop/plain).',
    ],
    [
      'pods without a proxy, which no policy reaches',
      {
        pods: [
          pod('a'),
          pod('b', { dataPlane: 'none' }),
          pod('c', { dataPlane: 'none' }),
        ],
      },
      "2 of 3 pods have no proxy and take plain text, whatever the policies say. 1 of 3 pods takes mTLS and plain text (PERMISSIVE, Istio's default).",
    ],
    [
      'a single pod without a proxy',
      { pods: [pod('b', { dataPlane: 'none' })] },
      'The only pod has no proxy and takes plain text, whatever the policies say.',
    ],
    [
      'ports that differ',
      {
        peerAuthentications: [
          peer({
            ...strict,
            ...of({ app: 'checkout' }),
            portLevelMtls: {
              81: { mode: 'DISABLE' },
              82: { mode: 'PERMISSIVE' },
              83: { mode: 'DISABLE' },
            },
          }),
        ],
      },
      'The only pod takes only mTLS (STRICT, PeerAuthentication shop/default); port 82 takes mTLS and plain text (PERMISSIVE); ports 81 and 83 take only plain text (DISABLE).',
    ],
    [
      'a stricter port',
      {
        peerAuthentications: [
          peer({
            ...of({ app: 'checkout' }),
            portLevelMtls: { 81: { mode: 'STRICT' } },
          }),
        ],
      },
      "The only pod takes mTLS and plain text (PERMISSIVE, Istio's default); port 81 takes only mTLS (STRICT).",
    ],
    [
      'ambient pods: ztunnel does not know DISABLE',
      {
        pods: [pod('a', { dataPlane: 'ambient' })],
        peerAuthentications: [
          peer({
            ...disable,
            ...of({ app: 'checkout' }),
            portLevelMtls: {
              81: { mode: 'STRICT' },
              82: { mode: 'PERMISSIVE' },
            },
          }),
        ],
      },
      'The only pod takes mTLS and plain text (PERMISSIVE, PeerAuthentication shop/default); port 81 takes only mTLS (STRICT).',
    ],
    [
      'more groups than a sentence bears',
      {
        pods: ['1', '2', '3', '4', '5'].map(v => pod(v, { labels: { v } })),
        peerAuthentications: ['1', '2', '3', '4', '5'].map(v =>
          peer({ ...strict, ...of({ v }) }, { name: v }),
        ),
      },
      '1 of 5 pods takes only mTLS (STRICT, PeerAuthentication shop/1). 1 of 5 pods takes only mTLS (STRICT, PeerAuthentication shop/2). 1 of 5 pods takes only mTLS (STRICT, PeerAuthentication shop/3). For 2 more it is different again.',
    ],
    [
      'no pod, but a workload',
      {
        pods: [],
        deployments: [
          object('Deployment', 'checkout', {
            spec: {
              template: { metadata: { labels: { app: 'checkout', v: '2' } } },
            },
          }),
          object('Deployment', 'broken'),
        ],
        peerAuthentications: [peer({ ...strict, ...of({ v: '2' }) })],
      },
      'No pod runs. New ones take only mTLS (STRICT, PeerAuthentication shop/default).',
    ],
    [
      'no pod, but workloads that differ',
      {
        pods: [],
        rollouts: [
          object('Rollout', 'a', {
            spec: { template: { metadata: { labels: { v: '1' } } } },
          }),
        ],
        statefulSets: [
          object('StatefulSet', 'b', {
            spec: { template: { metadata: { labels: { v: '2' } } } },
          }),
        ],
        peerAuthentications: [peer({ ...strict, ...of({ v: '2' }) })],
      },
      "No pod runs. Some new ones take mTLS and plain text (PERMISSIVE, Istio's default). Some new ones take only mTLS (STRICT, PeerAuthentication shop/default).",
    ],
    [
      'no pod and no workload: the selector of the Service tells',
      {
        pods: [],
        peerAuthentications: [peer({ ...strict, ...of({ app: 'checkout' }) })],
      },
      'No pod runs. New ones take only mTLS (STRICT, PeerAuthentication shop/default).',
    ],
    [
      'no pod, in a namespace that is not in the mesh',
      { pods: [], namespace: object('Namespace', 'shop') },
      'No pod runs. New ones have no proxy and take plain text, whatever the policies say.',
    ],
    [
      'no pod, in a namespace that is not known',
      { pods: [], namespace: undefined },
      "No pod runs. New ones take mTLS and plain text (PERMISSIVE, Istio's default).",
    ],
    [
      'nothing at all',
      { pods: [], service: object('Service', 'checkout') },
      'No pod runs, and no workload would make one.',
    ],
  ])('is said for %s', (_, parts, summary) => {
    expect(posture(parts).summary).toBe(summary);
  });

  it('is listed by group, with the first ten pods', () => {
    const pods = Array.from({ length: 12 }, (_, i) => pod(`p${i}`));
    expect(
      posture({
        pods: [...pods, pod('bare', { dataPlane: 'none' })],
        peerAuthentications: [
          peer(strict),
          peer(
            {
              ...of({ app: 'checkout' }),
              portLevelMtls: { 81: { mode: 'DISABLE' } },
            },
            { name: 'ports' },
          ),
        ],
      }).server,
    ).toEqual([
      {
        mode: 'STRICT',
        decidedBy: SHOP_DEFAULT,
        ports: [
          {
            port: 81,
            mode: 'DISABLE',
            decidedBy: { ...SHOP_DEFAULT, name: 'ports' },
          },
        ],
        enforced: true,
        podCount: 12,
        pods: ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9'],
      },
      {
        mode: 'STRICT',
        decidedBy: SHOP_DEFAULT,
        ports: [
          {
            port: 81,
            mode: 'DISABLE',
            decidedBy: { ...SHOP_DEFAULT, name: 'ports' },
          },
        ],
        enforced: false,
        podCount: 1,
        pods: ['bare'],
      },
    ]);
  });

  it('counts no pods of a template', () => {
    expect(posture({ pods: [] }).server).toEqual([
      { mode: 'PERMISSIVE', ports: [], enforced: true, podCount: 0, pods: [] },
    ]);
  });
});

describe('what clients send', () => {
  const clients = (...args: Parameters<typeof posture>) =>
    posture(...args).clients;

  it('is what the server takes when nobody says more', () => {
    expect(clients({})).toEqual([{ mode: 'auto' }]);
  });

  it('is plain text when auto mTLS is off', () => {
    expect(clients({}, { autoMtls: false })).toEqual([{ mode: 'plain-text' }]);
  });

  it('is DISABLE for a tls without a mode', () => {
    expect(
      clients({
        destinationRules: [
          rule({ host: 'checkout', trafficPolicy: { tls: {} } }),
        ],
      }),
    ).toEqual([{ mode: 'DISABLE', decidedBy: RULE }]);
  });

  it('differs by subset and port', () => {
    expect(
      clients({
        destinationRules: [
          rule({
            host: 'checkout',
            trafficPolicy: {
              tls: { mode: 'ISTIO_MUTUAL' },
              portLevelSettings: [
                { port: { number: 81 }, loadBalancer: { simple: 'RANDOM' } },
                { port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } },
              ],
            },
            subsets: [
              { name: 'same' },
              {
                name: 'plain',
                trafficPolicy: {
                  tls: { mode: 'DISABLE' },
                  portLevelSettings: [
                    { port: { number: 80 }, tls: { mode: 'SIMPLE' } },
                  ],
                },
              },
            ],
          }),
        ],
      }),
    ).toEqual([
      { mode: 'ISTIO_MUTUAL', decidedBy: RULE },
      { port: 81, mode: 'auto' },
      { subset: 'same', port: 81, mode: 'auto' },
      { subset: 'plain', mode: 'DISABLE', decidedBy: RULE },
      { subset: 'plain', port: 80, mode: 'SIMPLE', decidedBy: RULE },
      { subset: 'plain', port: 81, mode: 'DISABLE', decidedBy: RULE },
    ]);
  });

  it('differs by who calls', () => {
    const ofWeb = { ...RULE, namespace: 'web', name: 'web' };
    expect(
      clients({
        destinationRules: [
          rule(tls('SIMPLE', { exportTo: ['.', 'pay', '*', '~'] })),
          rule(tls('DISABLE', { host: 'checkout.shop.svc.cluster.local' }), {
            namespace: 'web',
            name: 'web',
          }),
          rule(
            tls('MUTUAL', {
              workloadSelector: { matchLabels: { app: 'cart' } },
            }),
            { name: 'cart' },
          ),
          rule(tls('SIMPLE', { host: 'other' }), {
            namespace: 'mail',
            name: 'other',
          }),
        ],
      }),
    ).toEqual([
      { mode: 'SIMPLE', decidedBy: RULE },
      { clientNamespace: 'web', mode: 'DISABLE', decidedBy: ofWeb },
      {
        clientNamespace: 'shop',
        clientLabels: { app: 'cart' },
        mode: 'MUTUAL',
        decidedBy: { ...RULE, name: 'cart' },
      },
    ]);
  });

  it('differs for a namespace that a rule is exported to', () => {
    expect(
      clients({
        destinationRules: [rule(tls('DISABLE', { exportTo: ['web'] }))],
      }),
    ).toEqual([
      { mode: 'auto' },
      { clientNamespace: 'web', mode: 'DISABLE', decidedBy: RULE },
    ]);
  });

  it('differs by the sibling that is called', () => {
    expect(
      clients({
        siblings: [
          object('Service', 'checkout-canary'),
          object('Service', 'checkout-preview'),
        ],
        destinationRules: [rule(tls('DISABLE', { host: 'checkout-canary' }))],
      }),
    ).toEqual([
      { mode: 'auto' },
      { service: 'checkout-canary', mode: 'DISABLE', decidedBy: RULE },
    ]);
  });

  it('is bounded', () => {
    const subsets = Array.from({ length: 300 }, (_, i) => ({
      name: `s${i}`,
      trafficPolicy: { tls: { mode: 'SIMPLE' } },
    }));
    const rules = Array.from({ length: 90 }, (_, i) =>
      rule(tls('DISABLE', { host: '*.local', subsets }), {
        namespace: `n${i}`,
      }),
    );
    const { clients: many, notes } = posture({
      destinationRules: rules,
      peerAuthentications: [peer(strict)],
    });
    expect(many).toHaveLength(50);
    expect(notes).toHaveLength(20);
  });
});

describe('what does not fit', () => {
  const AUTO =
    'such calls fail. Take tls out of the DestinationRule, and auto mTLS does what the pods take.';

  it.each<[string, string, object[], boolean]>([
    ['STRICT and mTLS', 'ISTIO_MUTUAL', [strict], false],
    ['STRICT and plain text', 'DISABLE', [strict], true],
    ['STRICT and TLS', 'SIMPLE', [strict], true],
    ['STRICT and other certificates', 'MUTUAL', [strict], true],
    ['the default and plain text', 'DISABLE', [], false],
    ['the default and mTLS', 'ISTIO_MUTUAL', [], false],
    ['the default and TLS, which the app may end', 'SIMPLE', [], false],
    ['DISABLE and plain text', 'DISABLE', [disable], false],
    ['DISABLE and mTLS', 'ISTIO_MUTUAL', [disable], true],
    ['DISABLE and TLS, which the app may end', 'SIMPLE', [disable], false],
  ])('tells whether %s do', (_, mode, policies, clashes) => {
    const notes = texts({
      destinationRules: [rule(tls(mode))],
      peerAuthentications: policies.map(spec => peer(spec)),
    });
    expect(notes).toHaveLength(clashes ? 1 : 0);
  });

  it.each<[string, Partial<ServiceObjects>, Partial<MeshSettings>, string[]]>([
    [
      'plain text to pods that take only mTLS',
      {
        destinationRules: [rule(tls('DISABLE'))],
        peerAuthentications: [peer(strict)],
      },
      {},
      [
        `error: Clients send plain text (DISABLE, DestinationRule shop/default), and its pods take only mTLS (STRICT, PeerAuthentication shop/default): ${AUTO}`,
      ],
    ],
    [
      'TLS of their own',
      {
        destinationRules: [rule(tls('SIMPLE'))],
        peerAuthentications: [peer(strict)],
      },
      {},
      [
        `error: Clients start TLS of their own (SIMPLE, DestinationRule shop/default), and its pods take only mTLS (STRICT, PeerAuthentication shop/default): ${AUTO}`,
      ],
    ],
    [
      'certificates of their own, which may be right',
      {
        destinationRules: [rule(tls('MUTUAL'))],
        peerAuthentications: [peer(strict)],
      },
      {},
      [
        'warning: Clients start mTLS with certificates of their own (MUTUAL, DestinationRule shop/default), and its pods take only mTLS (STRICT, PeerAuthentication shop/default): such calls fail unless the certificates are of the mesh. Set ISTIO_MUTUAL.',
      ],
    ],
    [
      'mTLS to pods without a proxy, and only to those',
      {
        destinationRules: [rule(tls('ISTIO_MUTUAL'))],
        pods: [pod('a'), pod('b', { dataPlane: 'none' })],
      },
      {},
      [
        `error: Clients send mTLS (ISTIO_MUTUAL, DestinationRule shop/default), and 1 of its 2 pods has no proxy: ${AUTO}`,
      ],
    ],
    [
      'mTLS to pods that take only plain text',
      {
        destinationRules: [rule(tls('ISTIO_MUTUAL'))],
        peerAuthentications: [peer({ ...disable, ...of({ v: '1' }) })],
        pods: [
          pod('a', { labels: { v: '1' } }),
          pod('b', { labels: { v: '1' } }),
          pod('c'),
        ],
      },
      {},
      [
        `error: Clients send mTLS (ISTIO_MUTUAL, DestinationRule shop/default), and 2 of its 3 pods take only plain text (DISABLE, PeerAuthentication shop/default): ${AUTO}`,
      ],
    ],
    [
      'no rule in a mesh without auto mTLS',
      { peerAuthentications: [peer(strict)] },
      { autoMtls: false },
      [
        'error: Clients send plain text (auto mTLS is off), and its pods take only mTLS (STRICT, PeerAuthentication shop/default): such calls fail. Set ISTIO_MUTUAL in a DestinationRule.',
      ],
    ],
    [
      'mTLS to no proxy in a mesh without auto mTLS',
      {
        destinationRules: [rule(tls('ISTIO_MUTUAL'))],
        pods: [pod('b', { dataPlane: 'none' })],
      },
      { autoMtls: false },
      [
        'error: Clients send mTLS (ISTIO_MUTUAL, DestinationRule shop/default), and its pods have no proxy: such calls fail. Give the pods a sidecar, or set DISABLE in the DestinationRule.',
      ],
    ],
    [
      'mTLS to plain text in a mesh without auto mTLS',
      {
        destinationRules: [rule(tls('ISTIO_MUTUAL'))],
        peerAuthentications: [peer(disable)],
      },
      { autoMtls: false },
      [
        'error: Clients send mTLS (ISTIO_MUTUAL, DestinationRule shop/default), and its pods take only plain text (DISABLE, PeerAuthentication shop/default): such calls fail. Let the pods take mTLS, or set DISABLE in the DestinationRule.',
      ],
    ],
    [
      'clients of one namespace, with labels',
      {
        destinationRules: [
          rule(
            tls('DISABLE', {
              workloadSelector: { matchLabels: { app: 'cart', v: '1' } },
            }),
          ),
        ],
        peerAuthentications: [peer(strict)],
      },
      {},
      [
        `error: Clients in namespace shop with app=cart and v=1 send plain text (DISABLE, DestinationRule shop/default), and its pods take only mTLS (STRICT, PeerAuthentication shop/default): ${AUTO}`,
      ],
    ],
    [
      'one subset, whose pods are the only ones that count',
      {
        destinationRules: [
          rule({
            host: 'checkout',
            subsets: [
              {
                name: 'old',
                labels: { v: '1' },
                trafficPolicy: { tls: { mode: 'DISABLE' } },
              },
              {
                name: 'new',
                labels: { v: '2' },
                trafficPolicy: { tls: { mode: 'DISABLE' } },
              },
            ],
          }),
        ],
        peerAuthentications: [peer(strict)],
        pods: [
          pod('a', { labels: { v: '1' }, dataPlane: 'none' }),
          pod('b', { labels: { v: '2' } }),
        ],
      },
      {},
      [
        `error: Clients send plain text (DISABLE, DestinationRule shop/default) to subset new, and its pods take only mTLS (STRICT, PeerAuthentication shop/default): ${AUTO}`,
        'error: PeerAuthentication shop/default asks for STRICT, but 1 pod has no proxy and takes plain text.',
      ],
    ],
    [
      'one port, by the number of the pod',
      {
        service: object('Service', 'checkout', {
          spec: {
            ports: [
              { port: 80, targetPort: 'http' },
              { port: 81, targetPort: 9090 },
              { port: 8443 },
            ],
          },
        }),
        destinationRules: [rule(tls('ISTIO_MUTUAL'))],
        peerAuthentications: [
          peer({
            ...strict,
            ...of({ app: 'checkout' }),
            portLevelMtls: {
              8080: { mode: 'DISABLE' },
              81: { mode: 'DISABLE' },
              8443: { mode: 'DISABLE' },
            },
          }),
        ],
      },
      {},
      [
        `error: Clients send mTLS (ISTIO_MUTUAL, DestinationRule shop/default) on ports 80 and 8443, and its pods take only plain text (DISABLE, PeerAuthentication shop/default): ${AUTO}`,
      ],
    ],
    [
      'one port that a rule sets apart',
      {
        service: object('Service', 'checkout', {
          spec: { ports: [{ port: 80 }, { port: 81, targetPort: 'ghost' }] },
        }),
        destinationRules: [
          rule({
            host: 'checkout',
            trafficPolicy: {
              portLevelSettings: [
                { port: { number: 81 }, tls: { mode: 'DISABLE' } },
              ],
            },
          }),
        ],
        peerAuthentications: [peer(strict, { namespace: 'istio-system' })],
      },
      {},
      [
        `error: Clients send plain text (DISABLE, DestinationRule shop/default) on port 81, and its pods take only mTLS (STRICT, PeerAuthentication istio-system/default): ${AUTO}`,
      ],
    ],
    [
      'a sibling, whose pods are those of its selector',
      {
        siblings: [
          object('Service', 'checkout-canary', {
            spec: {
              selector: { 'rollouts-pod-template-hash': 'b' },
              ports: [{ port: 80 }],
            },
          }),
        ],
        destinationRules: [
          rule(tls('ISTIO_MUTUAL', { host: 'checkout-canary' })),
        ],
        pods: [
          pod('a', {
            dataPlane: 'none',
            labels: { 'rollouts-pod-template-hash': 'a' },
          }),
          pod('b', {
            dataPlane: 'none',
            labels: { 'rollouts-pod-template-hash': 'b' },
          }),
        ],
      },
      {},
      [
        `error: Clients send mTLS (ISTIO_MUTUAL, DestinationRule shop/default) to Service checkout-canary, and its pods have no proxy: ${AUTO}`,
      ],
    ],
    [
      'a Service without ports',
      {
        service: object('Service', 'checkout'),
        destinationRules: [rule(tls('DISABLE'))],
        peerAuthentications: [peer(strict)],
      },
      {},
      [
        `error: Clients send plain text (DISABLE, DestinationRule shop/default), and its pods take only mTLS (STRICT, PeerAuthentication shop/default): ${AUTO}`,
      ],
    ],
  ])('says %s', (_, parts, mesh, notes) => {
    expect(texts(parts, mesh)).toEqual(notes);
  });

  it.each<[string, Partial<ServiceObjects>]>([
    [
      'ambient pods: ztunnel carries any TLS',
      {
        pods: [pod('a', { dataPlane: 'ambient' })],
        destinationRules: [rule(tls('DISABLE'))],
        peerAuthentications: [peer(strict)],
      },
    ],
    [
      'a port whose settings leave tls out: the host’s DISABLE does not hold there',
      {
        destinationRules: [
          rule({
            host: 'checkout',
            trafficPolicy: {
              tls: { mode: 'DISABLE' },
              portLevelSettings: [{ port: { number: 80 }, loadBalancer: {} }],
            },
          }),
        ],
        peerAuthentications: [peer(strict)],
      },
    ],
    [
      'a port of the pod that takes plain text',
      {
        destinationRules: [rule(tls('DISABLE'))],
        peerAuthentications: [
          peer({
            ...strict,
            ...of({ app: 'checkout' }),
            portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
          }),
        ],
      },
    ],
    [
      'plain text to a pod without a proxy',
      {
        pods: [pod('a', { dataPlane: 'none' })],
        destinationRules: [rule(tls('DISABLE'))],
      },
    ],
  ])('says nothing of %s', (_, parts) => {
    expect(texts(parts)).toEqual([]);
  });
});

describe('what has no effect', () => {
  it.each<[string, Partial<ServiceObjects>, string[]]>([
    [
      'younger policies, once for all pods',
      {
        pods: [pod('a'), pod('b')],
        peerAuthentications: [peer({}, { name: 'a' }), peer({}, { name: 'b' })],
      },
      [
        'warning: PeerAuthentication shop/b has no effect: an older one of the same scope counts, and they are not merged.',
      ],
    ],
    [
      'a selector in the root namespace',
      {
        peerAuthentications: [
          peer(
            { ...strict, ...of({ app: 'checkout' }) },
            { namespace: 'istio-system' },
          ),
        ],
      },
      [
        'warning: PeerAuthentication istio-system/default has no effect: in the root namespace Istio ignores those with a selector.',
      ],
    ],
    [
      'ports without a selector',
      {
        peerAuthentications: [
          peer({ portLevelMtls: { 80: {} } }),
          peer({ portLevelMtls: { 80: {} } }, { namespace: 'istio-system' }),
        ],
      },
      [
        'warning: The ports in PeerAuthentication shop/default have no effect: they count only beside a selector.',
        'warning: The ports in PeerAuthentication istio-system/default have no effect: they count only beside a selector.',
      ],
    ],
    [
      'what cannot be read',
      {
        peerAuthentications: [unreadable('PeerAuthentication')],
        destinationRules: [unreadable('DestinationRule')],
      },
      [
        'warning: PeerAuthentication shop/broken cannot be read and is left out: spec.selector: Invalid input: expected object, received number',
        'warning: DestinationRule shop/broken cannot be read and is left out: spec.host: Invalid input: expected string, received number',
      ],
    ],
    [
      'STRICT on pods without a proxy, errors first',
      {
        pods: [
          pod('a', { dataPlane: 'none' }),
          pod('b', { dataPlane: 'none' }),
        ],
        peerAuthentications: [peer(strict), unreadable('PeerAuthentication')],
      },
      [
        'error: PeerAuthentication shop/default asks for STRICT, but 2 pods have no proxy and take plain text.',
        'warning: PeerAuthentication shop/broken cannot be read and is left out: spec.selector: Invalid input: expected object, received number',
      ],
    ],
    [
      'nothing, of a policy for other pods',
      {
        peerAuthentications: [
          peer(strict),
          peer({ ...strict, ...of({ app: 'cart' }) }, { name: 'cart' }),
        ],
      },
      [],
    ],
  ])('says %s', (_, parts, notes) => {
    expect(texts(parts)).toEqual(notes);
  });
});

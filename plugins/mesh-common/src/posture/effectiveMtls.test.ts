import { DEFAULT_MESH_SETTINGS as mesh, type EffectiveMtls } from '../model';
import { kind, unreadable } from './__fixtures__/scene';
import { effectiveMtls, mtlsModeOfPort } from './effectiveMtls';

const policy = kind('PeerAuthentication');
const pod = { namespace: 'shop', labels: { app: 'checkout', tier: 'back' } };
const atMesh = { namespace: 'istio-system' };
const ofCheckout = { selector: { matchLabels: { app: 'checkout' } } };

const decidedBy = (name: string, namespace = 'shop') => ({
  kind: 'PeerAuthentication',
  namespace,
  name,
});
const strict = { mtls: { mode: 'STRICT' } };
const permissive = { mtls: { mode: 'PERMISSIVE' } };
const disable = { mtls: { mode: 'DISABLE' } };
const unset = { mtls: { mode: 'UNSET' } };

// The names in brackets are those of the cases in Istio's policy_applier_test.go.
const CASES: [string, ReturnType<typeof policy>[], EffectiveMtls][] = [
  [
    'is permissive by default [no config]',
    [],
    { mode: 'PERMISSIVE', ports: [] },
  ],
  [
    'is the policy of the mesh [mesh only]',
    [policy(strict, atMesh)],
    {
      mode: 'STRICT',
      decidedBy: decidedBy('default', 'istio-system'),
      ports: [],
    },
  ],
  [
    'is the policy of the namespace before that of the mesh, however weak [mesh vs namespace]',
    [policy(strict, atMesh), policy(permissive)],
    { mode: 'PERMISSIVE', decidedBy: decidedBy('default'), ports: [] },
  ],
  [
    'ignores a selector in the root namespace [ignore non-empty selector in root namespace]',
    [policy({ ...strict, ...ofCheckout }, atMesh)],
    { mode: 'PERMISSIVE', ports: [] },
  ],
  [
    'is the policy of the workload before that of the namespace [workload vs namespace config]',
    [policy(strict), policy({ ...disable, ...ofCheckout }, { name: 'plain' })],
    { mode: 'DISABLE', decidedBy: decidedBy('plain'), ports: [] },
  ],
  [
    'takes a policy with an empty selector for one of the namespace',
    [
      policy({ ...disable, ...ofCheckout }, { name: 'plain' }),
      policy({ ...strict, selector: { matchLabels: {} } }, { name: 'a' }),
    ],
    { mode: 'DISABLE', decidedBy: decidedBy('plain'), ports: [] },
  ],
  [
    'lets the oldest of the mesh win [multiple mesh policy]',
    [
      policy(strict, {
        ...atMesh,
        name: 'young',
        createdAt: '2026-02-02T00:00:00Z',
      }),
      policy(permissive, {
        ...atMesh,
        name: 'old',
        createdAt: '2026-02-01T00:00:00Z',
      }),
    ],
    {
      mode: 'PERMISSIVE',
      decidedBy: decidedBy('old', 'istio-system'),
      ports: [],
    },
  ],
  [
    'lets the oldest of the workload win, not the one with more labels [multiple workload policy]',
    [
      policy(
        { ...strict, selector: { matchLabels: pod.labels } },
        { name: 'young', createdAt: '2026-02-02T00:00:00Z' },
      ),
      policy(
        { ...permissive, ...ofCheckout },
        { name: 'old', createdAt: '2026-02-01T00:00:00Z' },
      ),
    ],
    { mode: 'PERMISSIVE', decidedBy: decidedBy('old'), ports: [] },
  ],
  [
    'lets the first name win where ages are the same',
    [
      policy(strict, { name: 'b', createdAt: '2026-02-01T00:00:00Z' }),
      policy(disable, { name: 'a', createdAt: '2026-02-01T00:00:00Z' }),
    ],
    { mode: 'DISABLE', decidedBy: decidedBy('a'), ports: [] },
  ],
  [
    'inherits what is unset from the mesh [inheritance: mesh to namespace to workload]',
    [
      policy(strict, atMesh),
      policy(unset),
      policy({ ...ofCheckout, mtls: {} }, { name: 'ours' }),
    ],
    {
      mode: 'STRICT',
      decidedBy: decidedBy('default', 'istio-system'),
      ports: [],
    },
  ],
  [
    'is permissive where the mesh says unset [inheritance: default mesh]',
    [policy(unset, atMesh)],
    { mode: 'PERMISSIVE', ports: [] },
  ],
  [
    'sets ports apart that differ, in order [port level]',
    [
      policy(strict),
      policy(
        {
          ...ofCheckout,
          portLevelMtls: {
            9090: { mode: 'DISABLE' },
            8080: { mode: 'PERMISSIVE' },
            7070: { mode: 'STRICT' },
            6060: { mode: 'UNSET' },
            5050: {},
            http: { mode: 'DISABLE' },
          },
        },
        { name: 'ports' },
      ),
    ],
    {
      mode: 'STRICT',
      decidedBy: decidedBy('default'),
      ports: [
        { port: 8080, mode: 'PERMISSIVE', decidedBy: decidedBy('ports') },
        { port: 9090, mode: 'DISABLE', decidedBy: decidedBy('ports') },
      ],
    },
  ],
  [
    'ignores ports of a policy without a selector',
    [policy({ ...strict, portLevelMtls: { 8080: { mode: 'DISABLE' } } })],
    { mode: 'STRICT', decidedBy: decidedBy('default'), ports: [] },
  ],
  [
    'does not merge the ports of two policies for one workload',
    [
      policy({ ...strict, ...ofCheckout }, { name: 'a' }),
      policy(
        { ...ofCheckout, portLevelMtls: { 8080: { mode: 'DISABLE' } } },
        { name: 'b' },
      ),
    ],
    { mode: 'STRICT', decidedBy: decidedBy('a'), ports: [] },
  ],
  [
    'ignores other namespaces and other workloads',
    [
      policy(strict, { namespace: 'web' }),
      policy({ ...strict, selector: { matchLabels: { app: 'cart' } } }),
      policy({ ...strict, selector: { matchLabels: { constructor: 'x' } } }),
    ],
    { mode: 'PERMISSIVE', ports: [] },
  ],
  [
    'does not take a policy that cannot be read for an empty one',
    [unreadable('PeerAuthentication'), policy(strict, { name: 'z' })],
    { mode: 'STRICT', decidedBy: decidedBy('z'), ports: [] },
  ],
];

describe('effectiveMtls', () => {
  it.each(CASES)('%s', (_, policies, expected) => {
    expect(effectiveMtls(pod, policies, mesh)).toEqual(expected);
    expect(effectiveMtls(pod, [...policies].reverse(), mesh)).toEqual(expected);
  });

  it('has no namespace policy in the root namespace, only that of the mesh', () => {
    const gateway = { namespace: 'istio-system', labels: pod.labels };
    expect(
      effectiveMtls(
        gateway,
        [
          policy({ ...strict, ...ofCheckout }, atMesh),
          policy(disable, { ...atMesh, name: 'all' }),
        ],
        mesh,
      ),
    ).toEqual({
      mode: 'DISABLE',
      decidedBy: decidedBy('all', 'istio-system'),
      ports: [],
    });
  });

  it('takes a workload without labels for one that no selector takes', () => {
    expect(
      effectiveMtls(
        { namespace: 'shop' },
        [policy({ ...strict, ...ofCheckout })],
        mesh,
      ).mode,
    ).toBe('PERMISSIVE');
  });
});

describe('mtlsModeOfPort', () => {
  const mtls: EffectiveMtls = {
    mode: 'STRICT',
    ports: [{ port: 8080, mode: 'DISABLE', decidedBy: decidedBy('ports') }],
  };

  it.each([
    [8080, 'DISABLE'],
    [9090, 'STRICT'],
    [undefined, 'STRICT'],
  ])('of %s is %s', (port, mode) => {
    expect(mtlsModeOfPort(mtls, port)).toBe(mode);
  });
});

import { meshPod } from './meshPod.ts';
import { effectiveMtls } from './mtls.ts';
import type { PeerAuthentication, Pod } from './objects.ts';
import { sampleGatewayPod, samplePod, strictMtls } from './sampleObjects.ts';

describe('a pod without sidecar', () => {
  const plain = (options: Partial<Parameters<typeof samplePod>[0]>) =>
    samplePod({ app: 'web', hash: '5bd56f48dd', sidecar: false, ...options });

  it.each<[string, Pod, string]>([
    ['a Rollout', plain({ rollout: true }), 'web'],
    ['a Deployment', plain({ version: 'v2' }), 'web-v2'],
  ])('is named after %s by its hash', (_, pod, workload) => {
    expect(meshPod(pod)).toMatchObject({ workload, proxy: 'none' });
  });

  it('takes revision and service from the first label that has them', () => {
    const pod = plain({ version: 'v1' });
    pod.metadata.labels!['app.kubernetes.io/version'] = '3.1';
    pod.metadata.labels!['app.kubernetes.io/name'] = 'website';
    expect(meshPod(pod)).toMatchObject({
      canonicalService: 'website',
      canonicalRevision: '3.1',
      version: 'v1',
    });
  });
});

it('tells a gateway from a sidecar, also when the sidecar is a native one', () => {
  expect(meshPod(sampleGatewayPod()).proxy).toBe('gateway');
  const native = samplePod({ app: 'web', hash: 'aaa' });
  const proxy = native.spec!.containers!.pop()!;
  native.spec!.initContainers = [proxy];
  expect(meshPod(native).proxy).toBe('sidecar');
});

it('ignores behaviour annotations that are no sensible numbers', () => {
  const pod = samplePod({
    app: 'web',
    hash: 'aaa',
    annotations: {
      'lab.meshway.dev/error-rate': '1.5',
      'lab.meshway.dev/latency-ms': 'fast',
    },
  });
  expect(meshPod(pod)).toMatchObject({ errorRate: 0, latencyMs: 12 });
});

describe('effective mTLS', () => {
  const pod = meshPod(samplePod({ app: 'web', hash: 'aaa' }));
  const policy = (
    namespace: string,
    spec: PeerAuthentication['spec'],
  ): PeerAuthentication => ({ metadata: { name: 'p', namespace }, spec });
  const workload = policy('bookinfo', {
    selector: { matchLabels: { app: 'web' } },
    mtls: { mode: 'UNSET' },
    portLevelMtls: { 9090: { mode: 'DISABLE' } },
  });

  it.each<[string, PeerAuthentication[], number, string]>([
    ['no policy', [], 9080, 'PERMISSIVE'],
    ['the mesh', [strictMtls('istio-system')], 9080, 'STRICT'],
    [
      'the namespace before the mesh',
      [
        strictMtls('istio-system'),
        policy('bookinfo', { mtls: { mode: 'PERMISSIVE' } }),
      ],
      9080,
      'PERMISSIVE',
    ],
    [
      'the namespace when the workload says UNSET',
      [workload, strictMtls()],
      9080,
      'STRICT',
    ],
    ['the port before all', [workload, strictMtls()], 9090, 'DISABLE'],
    ['not another namespace', [strictMtls('shop')], 9080, 'PERMISSIVE'],
  ])('is decided by %s', (_, policies, port, mode) => {
    expect(effectiveMtls(pod, port, policies)).toBe(mode);
  });
});

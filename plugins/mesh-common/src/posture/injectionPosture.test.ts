import { object } from '../__fixtures__/objects';
import { pod, scene } from './__fixtures__/scene';
import { askedDataPlane, type AskingPod } from './askedDataPlane';
import { injectionPosture, podInjection } from './injectionPosture';

const namespace = (labels: Record<string, string>, name = 'shop') =>
  object('Namespace', name, { labels });
const status = (revision: unknown) => ({
  'sidecar.istio.io/status': JSON.stringify({
    initContainers: ['istio-init'],
    revision,
  }),
});

const ENABLED = { 'istio-injection': 'enabled' };
const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };

const CASES: [string, AskingPod, Record<string, string>, string, string?][] = [
  ['no label at all', {}, {}, 'none: no label asks for a sidecar'],
  [
    'a namespace that injects',
    {},
    ENABLED,
    'sidecar: namespace label istio-injection=enabled',
  ],
  [
    'a pod that declines',
    { labels: { 'sidecar.istio.io/inject': 'false' } },
    ENABLED,
    'none: pod label sidecar.istio.io/inject=false',
  ],
  [
    'a pod that declines in the old way',
    { annotations: { 'sidecar.istio.io/inject': 'false' } },
    ENABLED,
    'none: pod annotation sidecar.istio.io/inject=false',
  ],
  [
    'a label that says yes where the annotation says no: the label counts',
    {
      labels: { 'sidecar.istio.io/inject': 'true' },
      annotations: { 'sidecar.istio.io/inject': 'false' },
    },
    ENABLED,
    'sidecar: namespace label istio-injection=enabled',
  ],
  [
    'a pod that asks in a namespace that declines: no webhook hears it',
    { labels: { 'sidecar.istio.io/inject': 'true' } },
    { 'istio-injection': 'disabled' },
    'none: namespace label istio-injection=disabled',
  ],
  [
    'a pod that asks by itself',
    { labels: { 'sidecar.istio.io/inject': 'true' } },
    {},
    'sidecar: pod label sidecar.istio.io/inject=true',
  ],
  [
    'an annotation alone: no webhook hears it',
    { annotations: { 'sidecar.istio.io/inject': 'true' } },
    {},
    'none: no label asks for a sidecar',
  ],
  [
    'a value that is neither true nor false, in a namespace that injects',
    { labels: { 'sidecar.istio.io/inject': 'yes' } },
    ENABLED,
    'sidecar: namespace label istio-injection=enabled',
  ],
  [
    'a value that is neither true nor false, alone',
    { labels: { 'sidecar.istio.io/inject': 'yes' } },
    {},
    'none: no label asks for a sidecar',
  ],
  [
    'a revision of the namespace',
    {},
    { 'istio.io/rev': 'canary' },
    'sidecar: namespace label istio.io/rev=canary',
    'canary',
  ],
  [
    'a revision of the pod: it counts only where the namespace is silent',
    { labels: { 'istio.io/rev': 'canary' } },
    {},
    'sidecar: pod label istio.io/rev=canary',
    'canary',
  ],
  [
    'revisions of pod and namespace: that of the namespace counts',
    { labels: { 'istio.io/rev': 'canary' } },
    { 'istio.io/rev': 'stable' },
    'sidecar: namespace label istio.io/rev=stable',
    'stable',
  ],
  [
    'a revision beside istio-injection: the older label counts',
    { labels: { 'istio.io/rev': 'pod' } },
    { 'istio.io/rev': 'canary', ...ENABLED },
    'sidecar: namespace label istio-injection=enabled',
  ],
  [
    'a pod that declines and names a revision',
    {
      labels: { 'istio.io/rev': 'canary', 'sidecar.istio.io/inject': 'false' },
    },
    {},
    'none: pod label sidecar.istio.io/inject=false',
  ],
  [
    'the network of the node',
    { hostNetwork: true },
    { ...ENABLED, ...AMBIENT },
    'none: it uses the network of its node',
  ],
  [
    'an ambient namespace',
    {},
    AMBIENT,
    'ambient: namespace label istio.io/dataplane-mode=ambient',
  ],
  [
    'an ambient pod',
    { labels: AMBIENT },
    { 'istio.io/dataplane-mode': 'none' },
    'ambient: pod label istio.io/dataplane-mode=ambient',
  ],
  [
    'a pod that leaves ambient mode',
    { labels: { 'istio.io/dataplane-mode': 'none' } },
    AMBIENT,
    'none: pod label istio.io/dataplane-mode=none',
  ],
  [
    'both: a pod with a sidecar stays out of ambient mode',
    {},
    { ...ENABLED, ...AMBIENT },
    'sidecar: namespace label istio-injection=enabled',
  ],
  [
    'a sidecar declined in an ambient namespace',
    { labels: { 'sidecar.istio.io/inject': 'false' } },
    AMBIENT,
    'ambient: namespace label istio.io/dataplane-mode=ambient',
  ],
];

describe('askedDataPlane', () => {
  it.each(CASES)('%s', (...[, asking, labels, expected, revision]) => {
    const { dataPlane, by, ...rest } = askedDataPlane(
      asking,
      namespace(labels),
    );
    expect(`${dataPlane}: ${by}`).toBe(expected);
    expect(rest).toEqual(revision === undefined ? {} : { revision });
  });

  it.each([
    'kube-system',
    'kube-public',
    'kube-node-lease',
    'local-path-storage',
  ])('asks nothing in %s', name => {
    expect(askedDataPlane({}, namespace(ENABLED, name))).toEqual({
      dataPlane: 'none',
      by: 'Istio injects nothing into this namespace',
    });
  });

  it('does not guess without the namespace', () => {
    expect(
      askedDataPlane(
        { labels: { 'sidecar.istio.io/inject': 'true' } },
        undefined,
      ),
    ).toEqual({ dataPlane: 'unknown', by: 'its namespace is not known' });
  });
});

describe('podInjection', () => {
  const asked = {
    dataPlane: 'sidecar',
    by: 'namespace label istio-injection=enabled',
  };

  it.each([
    [
      'the status of the injector',
      { ...status('1-30'), 'istio.io/rev': 'x' },
      '1-30',
    ],
    [
      'the annotation where the status has none',
      { ...status(''), 'istio.io/rev': 'x' },
      'x',
    ],
    [
      'the annotation where the status is odd',
      { ...status(7), 'istio.io/rev': 'x' },
      'x',
    ],
    [
      'the annotation where the status is no JSON',
      { 'sidecar.istio.io/status': '{', 'istio.io/rev': 'x' },
      'x',
    ],
    [
      'the annotation where the status is no object',
      { 'sidecar.istio.io/status': 'null', 'istio.io/rev': 'x' },
      'x',
    ],
    [
      'the annotation where the status is a word',
      { 'sidecar.istio.io/status': '"revision"', 'istio.io/rev': 'x' },
      'x',
    ],
    [
      'the annotation where the status names no revision',
      { 'sidecar.istio.io/status': '{}', 'istio.io/rev': 'x' },
      'x',
    ],
  ])('takes the revision from %s', (_, annotations, revision) => {
    expect(podInjection(pod('a', { annotations }), namespace(ENABLED))).toEqual(
      {
        pod: 'a',
        dataPlane: 'sidecar',
        revision,
        asked,
      },
    );
  });

  it('does not take the label of a pod for the revision that injected it', () => {
    expect(
      podInjection(
        pod('a', { labels: { 'istio.io/rev': 'canary' } }),
        namespace(ENABLED),
      ),
    ).toEqual({ pod: 'a', dataPlane: 'sidecar', asked });
  });

  it.each([
    [
      'a native sidecar',
      pod('a', { dataPlane: 'native-sidecar' }),
      'native-sidecar',
    ],
    [
      'an init container that ends, as the one of Istio before 1.29 does',
      pod('a', {
        dataPlane: 'none',
        spec: { containers: [], initContainers: [{ name: 'istio-proxy' }] },
      }),
      'none',
    ],
    [
      'a native sidecar of something else',
      pod('a', {
        dataPlane: 'none',
        spec: { initContainers: [{ name: 'logs', restartPolicy: 'Always' }] },
      }),
      'none',
    ],
    ['redirection to ztunnel', pod('a', { dataPlane: 'ambient' }), 'ambient'],
    [
      'a redirection that is not done yet',
      pod('a', {
        dataPlane: 'none',
        annotations: { 'ambient.istio.io/redirection': 'pending' },
      }),
      'none',
    ],
  ])('tells %s', (_, one, dataPlane) => {
    expect(podInjection(one, undefined)).toMatchObject({ dataPlane });
  });

  it('tells no revision of a pod without a sidecar', () => {
    const one = pod('a', { dataPlane: 'ambient', annotations: status('1-30') });
    expect(podInjection(one, undefined)).not.toHaveProperty('revision');
  });
});

describe('injectionPosture', () => {
  const summary = (
    ...planes: ('sidecar' | 'native-sidecar' | 'ambient' | 'none')[]
  ) =>
    injectionPosture(
      scene({
        pods: planes.map((dataPlane, i) => pod(`p${i}`, { dataPlane })),
      }),
    ).summary;

  it('sums up the pods', () => {
    expect([
      summary(),
      summary('sidecar'),
      summary('native-sidecar', 'native-sidecar'),
      summary('none'),
      summary('sidecar', 'sidecar', 'none'),
      summary('none', 'ambient', 'none', 'native-sidecar', 'sidecar'),
    ]).toEqual([
      'No pod runs.',
      'The only pod has a sidecar.',
      'All 2 pods have a native sidecar.',
      'The only pod has no proxy.',
      '2 of 3 pods have a sidecar, 1 has no proxy.',
      '1 of 5 pods has a sidecar, 1 has a native sidecar, 1 has ztunnel (ambient mode), 2 have no proxy.',
    ]);
  });

  it('does not count pods that have ended or are being deleted', () => {
    const gone = pod('gone');
    gone.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    const { podCount, summary: text } = injectionPosture(
      scene({
        pods: [
          gone,
          pod('failed', { status: { phase: 'Failed' } }),
          pod('done', { status: { phase: 'Succeeded' } }),
          pod('starts', { status: { phase: 'Pending' } }),
        ],
      }),
    );
    expect([podCount, text]).toEqual([1, 'The only pod has a sidecar.']);
  });

  const notes = (
    labels: Record<string, string> | undefined,
    ...pods: ReturnType<typeof pod>[]
  ) =>
    injectionPosture(scene({ namespace: labels && namespace(labels), pods }))
      .notes;

  it('says when pods are older than the label', () => {
    expect(
      notes(
        ENABLED,
        pod('a', { dataPlane: 'none' }),
        pod('b'),
        pod('c', { dataPlane: 'none' }),
      ),
    ).toEqual([
      {
        severity: 'error',
        text: 'Pods a and c have no sidecar, and namespace label istio-injection=enabled asks for one. Labels count only when a pod is made: restart them.',
      },
    ]);
  });

  it.each([
    [
      'a pod without a proxy in an ambient namespace',
      AMBIENT,
      pod('a', { dataPlane: 'none' }),
      'error',
      'Pod a has no redirection to ztunnel, and namespace label istio.io/dataplane-mode=ambient asks for ambient mode. Look at istio-cni and ztunnel on the node.',
    ],
    [
      'a sidecar in an ambient namespace',
      AMBIENT,
      pod('a'),
      'warning',
      'Pod a has a sidecar, and namespace label istio.io/dataplane-mode=ambient asks for ambient mode. A pod with a sidecar stays out of it: restart it.',
    ],
    [
      'a sidecar that nothing asks for any more',
      {},
      pod('a', { dataPlane: 'native-sidecar' }),
      'warning',
      'Pod a has a sidecar and would not get one again: no label asks for a sidecar. The next restart takes it out of the mesh.',
    ],
    [
      'ztunnel where a sidecar is asked for',
      ENABLED,
      pod('a', { dataPlane: 'ambient' }),
      'warning',
      'Pod a has ztunnel, and namespace label istio-injection=enabled asks for a sidecar. The next restart gives it one.',
    ],
    [
      'another revision than the label names, which may be a tag',
      { 'istio.io/rev': 'prod' },
      pod('a', { annotations: status('1-30') }),
      'info',
      'Pod a has a sidecar of revision 1-30, and namespace label istio.io/rev=prod asks for prod. That is right when prod is a tag for 1-30; otherwise restart it.',
    ],
  ])('says %s', (_, labels, one, severity, text) => {
    expect(notes(labels, one)).toEqual([{ severity, text }]);
  });

  it.each([
    [
      'the revision that the label names',
      { 'istio.io/rev': '1-30' },
      pod('a', { annotations: status('1-30') }),
    ],
    [
      'a sidecar of a revision nobody knows',
      { 'istio.io/rev': '1-30' },
      pod('a'),
    ],
    [
      'a sidecar of any revision where the label names none',
      ENABLED,
      pod('a', { annotations: status('1-30') }),
    ],
    ['ambient mode as asked', AMBIENT, pod('a', { dataPlane: 'ambient' })],
    [
      'a pod that wants no proxy',
      ENABLED,
      pod('a', {
        dataPlane: 'none',
        labels: { 'sidecar.istio.io/inject': 'false' },
      }),
    ],
    [
      'ztunnel that is just being taken away',
      {},
      pod('a', { dataPlane: 'ambient' }),
    ],
    [
      'anything while the namespace is not known',
      undefined,
      pod('a', { dataPlane: 'none' }),
    ],
  ])('says nothing of %s', (_, labels, one) => {
    expect(notes(labels, one)).toEqual([]);
  });

  it('shows first the pods that differ, and at most a hundred', () => {
    const pods = Array.from({ length: 120 }, (_, i) => pod(`p${i}`));
    const posture = injectionPosture(
      scene({ pods: [...pods, pod('odd', { dataPlane: 'none' })] }),
    );
    expect(posture.podCount).toBe(121);
    expect(posture.pods).toHaveLength(100);
    expect(posture.pods.slice(0, 2).map(one => one.pod)).toEqual(['odd', 'p0']);
    expect(posture.summary).toBe(
      '120 of 121 pods have a sidecar, 1 has no proxy.',
    );
  });

  it('names at most twenty notes, and ten pods in each', () => {
    const pods = Array.from({ length: 30 }, (_, i) =>
      pod(`p${i}`, { annotations: status(`r${i}`) }),
    );
    expect(notes({ 'istio.io/rev': 'prod' }, ...pods)).toHaveLength(20);
    const [{ text }] = notes(
      ENABLED,
      ...pods.map((_, i) => pod(`n${i}`, { dataPlane: 'none' })),
    );
    expect(text).toMatch(
      /^Pods n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 and 20 more have no sidecar/,
    );
  });

  const service = (labels: Record<string, string>) =>
    object('Service', 'checkout', { labels });
  const WAYPOINT = 'istio.io/use-waypoint';

  it.each([
    [
      'the Service',
      service({ [WAYPOINT]: 'wp' }),
      { [WAYPOINT]: 'other' },
      {
        name: 'wp',
        namespace: 'shop',
        decidedBy: { kind: 'Service', namespace: 'shop', name: 'checkout' },
      },
    ],
    [
      'the namespace, for one in another namespace',
      service({}),
      { [WAYPOINT]: 'wp', [`${WAYPOINT}-namespace`]: 'infra' },
      {
        name: 'wp',
        namespace: 'infra',
        decidedBy: { kind: 'Namespace', namespace: '', name: 'shop' },
      },
    ],
    [
      'the Service, for none',
      service({ [WAYPOINT]: 'none' }),
      { [WAYPOINT]: 'wp' },
      undefined,
    ],
    ['nobody', service({}), {}, undefined],
  ])('finds the waypoint that %s asks for', (_, one, labels, waypoint) => {
    expect(
      injectionPosture(scene({ service: one, namespace: namespace(labels) }))
        .waypoint,
    ).toEqual(waypoint);
  });

  it('reads what the real injector wrote', () => {
    // pkg/kube/inject/testdata/inject/auth.yaml.injected of Istio 1.31.
    const injected = pod('hello', {
      dataPlane: 'none',
      labels: {
        'security.istio.io/tlsMode': 'istio',
        'service.istio.io/canonical-name': 'hello',
      },
      annotations: {
        'istio.io/rev': 'default',
        'sidecar.istio.io/status':
          '{"initContainers":["istio-init","istio-proxy"],"containers":null,"volumes":["workload-socket","credential-socket","workload-certs","istio-envoy","istio-data","istio-podinfo","istio-token","istiod-ca-cert","istio-ca-crl"],"imagePullSecrets":null,"revision":"default"}',
      },
      spec: {
        containers: [{ name: 'hello' }],
        initContainers: [
          { name: 'istio-init' },
          { name: 'istio-proxy', restartPolicy: 'Always' },
        ],
      },
    });
    expect(injectionPosture(scene({ pods: [injected] }))).toEqual({
      summary: 'The only pod has a native sidecar.',
      pods: [
        {
          pod: 'hello',
          dataPlane: 'native-sidecar',
          revision: 'default',
          asked: {
            dataPlane: 'sidecar',
            by: 'namespace label istio-injection=enabled',
          },
        },
      ],
      podCount: 1,
      notes: [],
    });
  });
});

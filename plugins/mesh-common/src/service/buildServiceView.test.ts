import fc from 'fast-check';
import { deploymentOf, object } from '../__fixtures__/objects';
import { recorded } from '../__fixtures__/recorded';
import { lookupOf } from '../kubernetes/lookupOf';
import type { MeshObject, Rollout } from '../kubernetes';
import type { ArgoCanaryDelivery, SourceFreshness } from '../model';
import type { RequestSample, ServiceTraffic } from '../traffic';
import { buildFleetRow } from './buildFleetRow';
import { buildServiceView } from './buildServiceView';
import { findServiceObjects } from './findServiceObjects';
import type { ServiceObjects } from './ServiceObjects';

/** Ten minutes into the pause of `paused-step1-weight20`. */
const NOW = new Date('2026-11-20T19:49:18Z');
const LIVE = { state: 'live', heardAt: NOW.toISOString() } as const;

function view(
  objects: ServiceObjects,
  traffic?: ServiceTraffic,
  options: {
    now?: Date;
    freshness?: SourceFreshness;
    canaryTraffic?: ServiceTraffic;
  } = {},
) {
  return buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/checkout',
    objects,
    traffic,
    freshness: { cluster: LIVE, metrics: LIVE },
    trustCatalog: false,
    now: NOW,
    ...options,
  });
}

function serviceWith(name: string, objects: MeshObject[]): ServiceObjects {
  const service = object('Service', name, {
    spec: { selector: { app: name } },
  });
  return findServiceObjects(lookupOf([service, ...objects]), 'shop', name)!;
}

const served = (
  pod: string | undefined,
  requests: number,
  part: Partial<RequestSample> = {},
): RequestSample => ({
  reporter: 'destination',
  pod,
  responseCode: '200',
  requests,
  ...part,
});

const over = (...samples: RequestSample[]): ServiceTraffic => ({
  windowSeconds: 60,
  samples,
});

describe('a canary with traffic', () => {
  const { objects } = recorded('paused-step1-weight20');
  const podOf = (hash: string) =>
    objects.pods.find(pod => pod.metadata.name.includes(hash))!.metadata.name;
  const stable = podOf('64498bc78b');
  const canary = podOf('84bf898985');

  it('tells what each revision serves by the pod that reported it', () => {
    const shown = view(
      objects,
      over(
        served(stable, 797.6),
        served(stable, 2.4, { responseCode: '503' }),
        served(canary, 199.2),
        served(canary, 0.8, { responseCode: '500' }),
      ),
    );
    expect(shown.headline).toBe(
      'Canary `1.1.0` takes 20 % of the traffic (step 2 of 7) and waits for a decision. Errors 0.4 % against 0.3 % on stable.',
    );
    const { weights } = shown.delivery as ArgoCanaryDelivery;
    expect(weights.measured).toMatchObject({
      percent: 20,
      requests: 1000,
      settled: true,
    });
    expect(weights.drift).toEqual([]);
    expect(shown.signals).toMatchObject({ requests: 1000 });
    expect(shown.attribution).toEqual({ possible: true });
  });

  it('calls it drift when sampling cannot explain the difference', () => {
    const { delivery } = view(
      objects,
      over(served(stable, 950), served(canary, 50)),
    );
    expect((delivery as ArgoCanaryDelivery).weights.drift).toEqual([
      'Of 1000 requests 5 % went to the canary (95 % interval 3.8 % to 6.5 %), 20 % is written.',
    ]);
  });

  it('does not call it drift with too few requests to tell', () => {
    const { delivery } = view(
      objects,
      over(served(stable, 9), served(canary, 1)),
    );
    expect((delivery as ArgoCanaryDelivery).weights.drift).toEqual([]);
  });

  it('does not call it drift while the window reaches back before the pause', () => {
    const { delivery } = view(
      objects,
      over(served(stable, 950), served(canary, 50)),
      { now: new Date('2026-11-20T19:40:18Z') },
    );
    const { weights } = delivery as ArgoCanaryDelivery;
    expect(weights.measured?.settled).toBe(false);
    expect(weights.drift).toEqual([]);
  });

  it('counts a pod that is gone for the ReplicaSet in its name', () => {
    const { revisions } = view(
      objects,
      over(served('checkout-84bf898985-gone1', 60), served(stable, 60)),
    );
    expect(revisions.map(r => [r.role, r.signals?.requestsPerSecond])).toEqual([
      ['canary', 1],
      ['stable', 1],
    ]);
  });

  it('counts requests that never arrived for the service, not for a revision', () => {
    const shown = view(
      objects,
      over(
        served(stable, 50),
        served(canary, 30),
        served(undefined, 20, {
          reporter: 'source',
          responseCode: '503',
          responseFlags: 'UH',
        }),
      ),
    );
    expect(shown.signals).toMatchObject({ requests: 100, errorShare: 0.2 });
    expect(shown.revisions.map(r => r.signals?.errorShare)).toEqual([0, 0]);
  });

  it('says what to change when revisions cannot be told apart', () => {
    const shown = view(objects, over(served(undefined, 100)));
    expect(shown.attribution).toMatchObject({
      possible: false,
      reason: expect.stringContaining('no pod label'),
    });
    expect(shown.revisions.map(r => r.signals)).toEqual([undefined, undefined]);
    expect(shown.signals?.requests).toBe(100);
    expect(
      (shown.delivery as ArgoCanaryDelivery).weights.measured,
    ).toBeUndefined();
  });

  it('says from when its words are, once the cluster is silent', () => {
    const { headline } = view(objects, undefined, {
      freshness: {
        cluster: {
          state: 'stale',
          heardAt: '2026-11-20T19:48:00Z',
          reason: 'connection refused',
        },
        metrics: LIVE,
      },
    });
    expect(headline).toMatch(/^As last heard at 19:48:00 UTC: Canary `1.1.0`/);
  });
});

describe('the first revision of a service', () => {
  /** What the controller writes until the pods of a new Rollout are ready: it has no stable revision yet. */
  function starting(status: Partial<Rollout['status']>): ServiceObjects {
    const { objects, rollout } = recorded('healthy-initial');
    return {
      ...objects,
      rollouts: [
        {
          ...rollout,
          status: {
            ...rollout.status,
            stableRS: undefined,
            currentStepIndex: 0,
            phase: 'Progressing',
            message: 'more replicas need to be updated',
            ...status,
          },
        },
      ],
    };
  }

  it('is not called a canary, and no weight is missed', () => {
    const shown = view(starting({}));
    expect(shown.headline).toBe(
      '`1.0.0` is the first revision and is on its way: more replicas need to be updated.',
    );
    const { weights } = shown.delivery as ArgoCanaryDelivery;
    expect(weights).toMatchObject({ desired: 0, written: 0, drift: [] });
    const row = buildFleetRow({
      entityRef: 'component:default/checkout',
      title: 'checkout',
      view: shown,
    });
    expect(row.version).toBe('1.0.0');
    expect([row.canaryVersion, row.weight, row.step]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('says why it does not come up', () => {
    const { headline } = view(
      starting({
        phase: 'Degraded',
        message:
          'ProgressDeadlineExceeded: ReplicaSet "checkout-64498bc78b" has timed out progressing.',
      }),
    );
    expect(headline).toBe(
      '`1.0.0` is the first revision and is degraded: ProgressDeadlineExceeded: ReplicaSet "checkout-64498bc78b" has timed out progressing.',
    );
  });
});

describe('services without a canary', () => {
  const v1 = deploymentOf('catalog', 'v1');
  const v2 = deploymentOf('catalog', 'v2');
  const both = serviceWith('catalog', [
    ...Object.values(v1),
    ...Object.values(v2),
  ]);

  it('shows two Deployments by their version label, with their own signals', () => {
    const shown = view(
      both,
      over(
        served(v1.pod.metadata.name, 80),
        served(v2.pod.metadata.name, 20, { responseCode: '500' }),
      ),
    );
    expect(shown.delivery).toMatchObject({
      engine: 'none',
      workloads: [{ name: 'catalog-v1' }, { name: 'catalog-v2' }],
    });
    expect(
      shown.revisions.map(r => [
        r.version,
        r.workload,
        r.role,
        r.signals?.errorShare,
      ]),
    ).toEqual([
      ['v1', 'catalog-v1', 'stable', 0],
      ['v2', 'catalog-v2', 'stable', 1],
    ]);
    expect(shown.headline).toBe(
      '`v1` (1 of 1 pods ready) and `v2` (1 of 1 pods ready) serve all requests. No Rollout and no weighted route moves its traffic: there is nothing to decide here. Errors 20 %.',
    );
  });

  it('falls back to the canonical revision when metrics have no pod', () => {
    const shown = view(
      both,
      over(
        served(undefined, 80, { canonicalRevision: 'v1' }),
        served(undefined, 20, { canonicalRevision: 'v2' }),
      ),
    );
    expect(shown.attribution).toEqual({ possible: true });
    expect(shown.revisions.map(r => r.signals?.requests)).toEqual([80, 20]);
  });

  it('shows a StatefulSet with its pods', () => {
    const template = {
      metadata: { labels: { app: 'db' } },
      spec: { containers: [{ name: 'db', image: 'postgres:17@sha256:abc' }] },
    };
    const set = object('StatefulSet', 'db', {
      spec: { replicas: 2, template },
      status: { updateRevision: 'db-1' },
    });
    const pod = object('Pod', 'db-0', {
      ownedBy: set,
      labels: { 'controller-revision-hash': 'db-1' },
      spec: { containers: [{ name: 'db' }] },
      status: {
        phase: 'Running',
        containerStatuses: [
          { name: 'db', ready: true, state: { running: {} } },
        ],
      },
    });
    const { revisions } = view(serviceWith('db', [set, pod]));
    expect(revisions).toMatchObject([
      {
        hash: 'db-1',
        version: '17',
        readyPods: 1,
        desiredPods: 2,
        role: 'stable',
      },
    ]);
  });

  it('says that nothing stands behind a Service', () => {
    expect(view(serviceWith('empty', [])).headline).toBe(
      'No workload stands behind this service.',
    );
  });

  it('does not choose between two Rollouts', () => {
    const spec = { template: { metadata: { labels: { app: 'twin' } } } };
    const shown = view(
      serviceWith('twin', [
        object('Rollout', 'a', { spec }),
        object('Rollout', 'b', { spec }),
      ]),
    );
    expect(shown.headline).toContain(
      '2 Rollouts stand behind this service (a, b)',
    );
  });

  it('says that a Rollout cannot be read instead of guessing', () => {
    const rollout = object('Rollout', 'odd', {
      spec: {
        template: { metadata: { labels: { app: 'odd' } } },
        strategy: { canary: {} },
      },
      status: { currentStepIndex: 'second' },
    });
    const shown = view(serviceWith('odd', [rollout]));
    expect(shown.headline).toContain('Rollout odd cannot be read');
    expect(shown.unreadable).toEqual([
      expect.stringContaining('Rollout shop/odd: status.currentStepIndex'),
    ]);
  });
});

describe('hostile objects', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('', '0', '-1', 'x'.repeat(900), '__proto__', 'NaN'),
  );
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true }));
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.option(arbitrary, { nil: undefined });

  it('always gives a view with a sentence', () => {
    const rollout = fc.record({
      generation: fc.integer(),
      steps: fc.array(
        fc.oneof(
          fc.record({ setWeight: number }),
          fc.record({
            pause: fc.record({ duration: maybe(fc.oneof(text, number)) }),
          }),
          fc.constant({}),
        ),
      ),
      status: fc.record({
        phase: maybe(fc.oneof(text, fc.constantFrom('Paused', 'Degraded'))),
        message: maybe(text),
        abort: maybe(fc.boolean()),
        currentStepIndex: maybe(fc.integer()),
        currentPodHash: maybe(fc.constantFrom('a', 'b')),
        stableRS: maybe(fc.constantFrom('a', 'b')),
        observedGeneration: maybe(fc.oneof(text, number)),
        pauseConditions: maybe(
          fc.array(fc.record({ reason: text, startTime: text })),
        ),
        canary: maybe(
          fc.record({
            weights: fc.record({ canary: fc.record({ weight: number }) }),
          }),
        ),
      }),
    });
    fc.assert(
      fc.property(rollout, maybe(number), text, (parts, requests, image) => {
        const labels = { app: 'odd' };
        const hostile = object('Rollout', 'odd', {
          spec: {
            template: { metadata: { labels } },
            strategy: { canary: { steps: parts.steps } },
          },
          status: parts.status,
        });
        const replicaSets = ['a', 'b'].map(hash =>
          object('ReplicaSet', `odd-${hash}`, {
            ownedBy: hostile,
            labels: { 'rollouts-pod-template-hash': hash },
            spec: {
              template: { spec: { containers: [{ name: 'c', image }] } },
            },
          }),
        );
        const shown = view(
          serviceWith('odd', [hostile, ...replicaSets]),
          requests === undefined
            ? undefined
            : over(served('odd-a-1', requests), served('odd-b-1', requests)),
        );
        return shown.headline.length > 0 && JSON.stringify(shown) !== '';
      }),
      { numRuns: 300 },
    );
  });
});

describe('two versions behind a route whose weights people move', () => {
  const v1 = deploymentOf('catalog', 'v1');
  const v2 = deploymentOf('catalog', 'v2');
  const subset = (name: string, weight: number) => ({
    destination: { host: 'catalog', subset: name },
    weight,
  });
  const split = (annotations: Record<string, string> = {}) =>
    serviceWith('catalog', [
      ...Object.values(v1),
      ...Object.values(v2),
      object('VirtualService', 'catalog', {
        annotations,
        spec: {
          hosts: ['catalog'],
          http: [{ route: [subset('v1', 80), subset('v2', 20)] }],
        },
      }),
      object('DestinationRule', 'catalog', {
        spec: {
          host: 'catalog',
          subsets: ['v1', 'v2'].map(name => ({
            name,
            labels: { version: name },
          })),
        },
      }),
    ]);

  it('have the roles of a canary, and a verdict once enough requests have come', () => {
    const shown = view(split({ 'meshway.dev/canary': 'v2' }), undefined, {
      canaryTraffic: over(
        served(v1.pod.metadata.name, 7920),
        served(v1.pod.metadata.name, 80, { responseCode: '500' }),
        served(v2.pod.metadata.name, 1900),
        served(v2.pod.metadata.name, 100, { responseCode: '500' }),
      ),
    });
    expect(shown.delivery.engine).toBe('weighted-routes');
    expect(shown.revisions.map(r => [r.version, r.role])).toEqual([
      ['v1', 'stable'],
      ['v2', 'canary'],
    ]);
    expect(shown.verdict?.result).toBe('worse');
    expect(shown.headline).toBe(
      '`v2` takes 20 % of the traffic, `v1` 80 %; the weights are moved by hand. Errors 5 % against 1 % on stable: worse.',
    );
  });

  it('are decided about by whom the VirtualService names, not the Deployments behind it', () => {
    expect(view(split()).consent).toMatchObject({
      given: false,
      reason:
        'VirtualService shop/catalog does not say that this entity may decide about it.',
    });
    expect(
      view(split({ 'meshway.dev/entity': 'component:default/checkout' }))
        .consent,
    ).toEqual({
      given: true,
      by: 'meshway.dev/entity on VirtualService shop/catalog',
    });
  });
});

describe('everything else about a service', () => {
  it('says how it is reached, what protects it and what is wrong with it', () => {
    const v1 = deploymentOf('catalog', 'v1');
    const shown = view(
      serviceWith('catalog', [
        ...Object.values(v1),
        object('VirtualService', 'catalog', {
          spec: {
            hosts: ['catalog'],
            http: [
              { route: [{ destination: { host: 'catalog', subset: 'v9' } }] },
            ],
          },
        }),
        object('PeerAuthentication', 'default', {
          spec: { mtls: { mode: 'STRICT' } },
        }),
      ]),
    );
    expect(shown.exposure.headline).toBe(
      'No Gateway leads to it. Clients inside know it as catalog.shop, without ports.',
    );
    expect(shown.posture.mtls.server).toMatchObject([
      { mode: 'STRICT', decidedBy: { name: 'default' }, enforced: true },
    ]);
    expect(
      shown.findings.map(({ code, object: about }) => [code, about]),
    ).toEqual([['MSH202', 'VirtualService shop/catalog']]);
  });

  it('names each object that cannot be read', () => {
    const { unreadable } = view(
      serviceWith('catalog', [
        object('PeerAuthentication', 'default', {
          spec: { mtls: 'STRICT' } as object,
        }),
      ]),
    );
    expect(unreadable).toEqual([
      expect.stringMatching(/^PeerAuthentication shop\/default: spec\.mtls: /),
    ]);
  });
});

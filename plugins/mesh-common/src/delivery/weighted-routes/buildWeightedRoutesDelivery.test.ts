import { deploymentOf, object } from '../../__fixtures__/objects';
import { lookupOf } from '../../kubernetes/lookupOf';
import { parseObject } from '../../kubernetes';
import { DEFAULT_MESH_SETTINGS, type Revision } from '../../model';
import { findServiceObjects } from '../../service/findServiceObjects';
import { revisionsOf } from '../../service/revisions';
import type { ServiceObjects } from '../../service/ServiceObjects';
import {
  reviews,
  split,
  to,
  virtualService,
  type RawVirtualService,
} from './__fixtures__/reviews';
import { buildWeightedRoutesDelivery } from './buildWeightedRoutesDelivery';
import { planShift } from './planShift';

const now = new Date('2026-11-21T12:00:00Z');

const build = (objects: ServiceObjects, revisions: Revision[] = []) =>
  buildWeightedRoutesDelivery(objects, revisions, now);

const buildFrom = (...raws: RawVirtualService[]) => build(reviews(raws));

const ninetyTen = virtualService(split(to('v1', 90), to('v2', 10)));

describe('a route between two subsets', () => {
  it('tells all about the 90-10 of bookinfo', () => {
    const { plans, ...delivery } = buildFrom(ninetyTen)!;
    expect(delivery).toEqual({
      engine: 'weighted-routes',
      workloads: ['v1', 'v2', 'v3'].map(version => ({
        kind: 'Deployment',
        namespace: 'shop',
        name: `reviews-${version}`,
      })),
      route: {
        virtualService: { namespace: 'shop', name: 'reviews' },
        protocol: 'http',
        index: 0,
        name: undefined,
      },
      destinations: [
        {
          host: 'reviews',
          subset: 'v1',
          weight: 90,
          role: 'stable',
          hashes: ['hashv1'],
        },
        {
          host: 'reviews',
          subset: 'v2',
          weight: 10,
          role: 'canary',
          hashes: ['hashv2'],
        },
      ],
      matched: [],
      ladder: [5, 10, 25, 50, 100],
      phase: 'Paused',
      message: 'v2 gets 10 % of the traffic.',
      waitsForDecision: true,
      holds: [
        {
          code: 'waits-for-decision',
          sentence:
            'v2 waits for a decision: nobody but a person moves its weight.',
        },
      ],
      weights: {
        desired: 10,
        written: 10,
        routes: [
          { where: 'VirtualService shop/reviews, route http/0', percent: 10 },
        ],
        measured: undefined,
        drift: [],
      },
      gitOps: undefined,
    });
    expect(Object.keys(plans)).toEqual(['promote', 'roll-back', 'shift']);
  });

  it.each([
    [100, 0, 'v2 gets 0 % of the traffic.'],
    [0, 100, 'v2 gets 100 % of the traffic.'],
  ])('is at rest at %d and %d', (stable, canary, message) => {
    expect(
      buildFrom(virtualService(split(to('v1', stable), to('v2', canary)))),
    ).toMatchObject({
      phase: 'Healthy',
      message,
      waitsForDecision: false,
      holds: [],
      weights: { desired: canary, written: canary, drift: [] },
    });
  });

  it('waits between two versions; a split between three is at rest unless it names its canary', () => {
    const three = split(to('v1', 50), to('v2', 25), to('v3', 25));
    expect(buildFrom(virtualService(three))).toMatchObject({
      phase: 'Healthy',
      waitsForDecision: false,
      holds: [],
    });
    expect(
      buildFrom(
        virtualService(three, { annotations: { 'meshway.dev/canary': 'v3' } }),
      ),
    ).toMatchObject({ phase: 'Paused', waitsForDecision: true });
    expect(
      buildFrom(virtualService(split(to('v1', 0), to('v2', 50), to('v3', 50)))),
    ).toMatchObject({ phase: 'Healthy' });
    expect(
      buildFrom(virtualService(split(to('v1', 50), to('v2', 0), to('v3', 50)))),
    ).toMatchObject({ phase: 'Paused', waitsForDecision: true });
  });

  it('gives the share of three versions, and that of the two between which weight is moved', () => {
    const delivery = buildFrom(
      virtualService(split(to('v1', 20), to('v2', 50), to('v3', 30))),
    )!;
    expect(delivery.message).toBe('v3 gets 60 % of what it shares with v1.');
    expect(delivery.weights.written).toBe(60);
    expect(
      delivery.destinations.map(({ weight, role }) => [weight, role]),
    ).toEqual([
      [20, 'stable'],
      [50, 'other'],
      [30, 'canary'],
    ]);
  });

  it('leaves a third version without weight out of the words', () => {
    expect(
      buildFrom(virtualService(split(to('v1', 60), to('v2', 0), to('v3', 40))))!
        .message,
    ).toBe('v3 gets 40 % of the traffic.');
  });

  it('takes weights as shares of their sum', () => {
    const delivery = buildFrom(
      virtualService(split(to('v1', 3), to('v2', 1))),
    )!;
    expect(delivery.destinations.map(({ weight }) => weight)).toEqual([75, 25]);
    expect(delivery.weights.written).toBe(25);
  });

  it('says that nothing is written where all weights are left out', () => {
    expect(buildFrom(virtualService(split(to('v1'), to('v2'))))).toMatchObject({
      phase: 'Healthy',
      message: 'Neither v1 nor v2 gets any traffic.',
      destinations: [{ weight: 0 }, { weight: 0 }],
      weights: { desired: 0, written: undefined, routes: [], drift: [] },
    });
  });

  it('holds weights that Istio refuses', () => {
    expect(
      buildFrom(virtualService(split(to('v1', 50), to('v2', 2 ** 31)))),
    ).toMatchObject({
      weights: { written: 0 },
      holds: [
        {
          code: 'invalid-spec',
          sentence:
            'reviews:v2 has the weight 2147483648, which Istio refuses.',
          mend: 'Correct it in the VirtualService.',
        },
      ],
    });
    expect(
      buildFrom(virtualService(split(to('v1', 0), to('v2', 2 ** 31 - 1))))!
        .holds,
    ).toEqual([]);
    expect(
      buildFrom(virtualService(split(to('v1', 50), to('v2', 0.5))))!.holds,
    ).toHaveLength(1);
  });
});

describe('what cannot answer', () => {
  it('is degraded when the canary gets requests without a ready pod', () => {
    expect(build(reviews([ninetyTen], { v1: 1, v2: 0 }))).toMatchObject({
      phase: 'Degraded',
      message: 'v2 has the weight 10, but no ready pod: its requests fail.',
      waitsForDecision: false,
      holds: [
        {
          code: 'canary-not-ready',
          sentence:
            'v2 has the weight 10, but no ready pod: its requests fail.',
          mend: 'Mend the pods of v2, or take its weight away.',
        },
      ],
    });
  });

  it('is degraded when stable has no ready pod', () => {
    expect(build(reviews([ninetyTen], { v1: 0, v2: 1 }))!.holds).toEqual([
      {
        code: 'stable-lacks-replicas',
        sentence: 'v1 has the weight 90, but no ready pod: its requests fail.',
        mend: 'Mend the pods of v1, or take its weight away.',
      },
    ]);
  });

  it('is degraded when a subset is in no DestinationRule', () => {
    const delivery = buildFrom(
      virtualService(split(to('v1', 90), to('v9', 10))),
    )!;
    expect(delivery.phase).toBe('Degraded');
    expect(delivery.destinations[1]).toEqual({
      host: 'reviews',
      subset: 'v9',
      weight: 10,
      role: 'canary',
      hashes: [],
    });
    expect(delivery.holds).toEqual([
      {
        code: 'route-missing',
        sentence:
          'v9 has the weight 10, but no DestinationRule for reviews has the subset v9: its requests fail.',
        mend: 'Add the subset v9 to the DestinationRule, or take its weight away.',
      },
    ]);
  });

  it('does not mind what gets no requests', () => {
    expect(
      build(
        reviews([virtualService(split(to('v1', 100), to('v9', 0)))], { v1: 1 }),
      )!.phase,
    ).toBe('Healthy');
  });

  it('does not judge a Service of somebody else', () => {
    expect(
      buildFrom(
        virtualService(
          split(to('v1', 50), to('v2', 25), to('other-service', 25)),
        ),
      ),
    ).toMatchObject({
      phase: 'Healthy',
      message: 'reviews:v2 gets 33.3 % of what it shares with reviews:v1.',
      destinations: [{}, {}, { role: 'other', hashes: [] }],
    });
  });
});

describe('what is behind a destination', () => {
  it('is nothing when the Service has no selector', () => {
    const objects = reviews([ninetyTen]);
    objects.service.spec.selector = undefined;
    expect(
      build(objects)!.destinations.flatMap(({ hashes }) => hashes),
    ).toEqual([]);
  });

  it('is told by all labels of the subset', () => {
    const objects = reviews([ninetyTen]);
    objects.destinationRules[0].spec.subsets[1].labels = {
      version: 'v2',
      line: 'green',
    };
    expect(build(objects)!.destinations[1].hashes).toEqual([]);
  });

  it('is told by the hash that a controller adds to the pods', () => {
    const objects = reviews([ninetyTen]);
    objects.destinationRules[0].spec.subsets[1].labels = {
      'pod-template-hash': 'hashv2',
    };
    expect(build(objects)!.destinations[1].hashes).toEqual(['hashv2']);
  });

  it('is not told by the DestinationRule of another host', () => {
    const objects = reviews([ninetyTen]);
    objects.destinationRules[0].spec.host = 'ratings';
    expect(build(objects)!.holds.map(({ code }) => code)).toEqual([
      'route-missing',
      'route-missing',
    ]);
    objects.destinationRules[0].spec.host = undefined;
    expect(build(objects)!.phase).toBe('Degraded');
  });

  it('is told by the DestinationRule of a wildcard', () => {
    const objects = reviews([ninetyTen]);
    objects.destinationRules[0].spec.host = '*.shop.svc.cluster.local';
    expect(build(objects)!.holds.map(({ code }) => code)).toEqual([
      'waits-for-decision',
    ]);
  });

  it('is told by full names under the domain of the cluster', () => {
    const host = 'reviews.shop.svc.example.org';
    const raw = virtualService({
      http: [
        {
          route: ['v1', 'v2'].map(subset => ({
            destination: { host, subset },
            weight: 50,
          })),
        },
      ],
    });
    const objects = {
      ...reviews([]),
      virtualServices: [parseObject('VirtualService', raw)],
    };
    expect(build(objects)).toBeUndefined();
    expect(planShift(objects, 60).allowed).toBe(false);
    const mesh = { ...DEFAULT_MESH_SETTINGS, clusterDomain: 'example.org' };
    expect(
      buildWeightedRoutesDelivery(objects, [], now, mesh)!.destinations.map(
        ({ hashes }) => hashes,
      ),
    ).toEqual([['hashv1'], ['hashv2']]);
    expect(planShift(objects, 60, mesh).allowed).toBe(true);
  });

  it('is a StatefulSet too', () => {
    const labels = { app: 'reviews', version: 'v4' };
    const set = object('StatefulSet', 'reviews-v4', {
      createdAt: '2026-11-20T23:00:00Z',
      spec: { template: { metadata: { labels } } },
      status: { updateRevision: 'reviews-v4-1' },
    });
    const { pod } = deploymentOf('reviews', 'v4');
    pod.metadata.labels = {
      ...labels,
      'controller-revision-hash': 'reviews-v4-1',
    };
    pod.metadata.ownerReferences = [
      { kind: 'StatefulSet', name: 'reviews-v4', uid: set.metadata.uid },
    ];
    const v1 = deploymentOf('reviews', 'v1');
    v1.deployment.metadata.creationTimestamp = '2026-11-20T10:00:00Z';
    const objects = findServiceObjects(
      lookupOf([
        object('Service', 'reviews', {
          spec: { selector: { app: 'reviews' } },
        }),
        object('DestinationRule', 'reviews', {
          spec: {
            host: 'reviews',
            subsets: ['v1', 'v4'].map(version => ({
              name: version,
              labels: { version },
            })),
          },
        }),
        set,
        pod,
        ...Object.values(v1),
        parseObject(
          'VirtualService',
          virtualService(split(to('v4', 10), to('v1', 90))),
        ),
      ]),
      'shop',
      'reviews',
    )!;
    expect(build(objects)).toMatchObject({
      phase: 'Paused',
      workloads: [
        { kind: 'Deployment', name: 'reviews-v1' },
        { kind: 'StatefulSet', name: 'reviews-v4' },
      ],
      destinations: [
        { role: 'canary', hashes: ['reviews-v4-1'] },
        { role: 'stable', hashes: ['hashv1'] },
      ],
    });
  });
});

describe('weights', () => {
  /** Revisions of the 90-10 with so many requests in the last two minutes. */
  function measured(
    requests: Record<string, number>,
    raws: RawVirtualService[],
  ) {
    const objects = reviews(raws);
    const revisions = revisionsOf(objects).map(({ revision }) => ({
      ...revision,
      signals: Object.hasOwn(requests, revision.hash)
        ? {
            requestsPerSecond: requests[revision.hash] / 120,
            requests: requests[revision.hash],
            windowSeconds: 120,
          }
        : undefined,
    }));
    return build(objects, revisions)!.weights;
  }

  /** Written 10 %, never changed since it was created. */
  const untouched = (creationTimestamp: string, http: object[] = []) =>
    virtualService(
      { http: [...http, { route: [to('v1', 90), to('v2', 10)] }] },
      { generation: 1, creationTimestamp },
    );
  const long = '2026-11-21T11:57:30Z';
  const short = '2026-11-21T11:57:31Z';

  it('are measured between stable and canary alone', () => {
    const { measured: share, drift } = measured(
      { hashv1: 960, hashv2: 40, hashv3: 5000 },
      [ninetyTen],
    );
    expect(share).toMatchObject({ percent: 4, requests: 1000, settled: false });
    expect(share!.low).toBeCloseTo(2.95, 1);
    expect(share!.high).toBeCloseTo(5.4, 1);
    expect(drift).toEqual([]);
  });

  it.each([
    [{ hashv1: 960 }],
    [{ hashv2: 960 }],
    [{ hashv1: 0, hashv2: 0 }],
    [{}],
  ])('are not measured by %j', requests => {
    expect(measured(requests, [ninetyTen]).measured).toBeUndefined();
  });

  it('drift when measured otherwise, since they are as old as the VirtualService', () => {
    expect(
      measured({ hashv1: 960, hashv2: 40 }, [untouched(long)]),
    ).toMatchObject({
      measured: { settled: true },
      drift: [
        'Of 1000 requests 4 % went to the canary (95 % interval 3 % to 5.4 %), 10 % is written.',
      ],
    });
    expect(
      measured({ hashv1: 700, hashv2: 300 }, [untouched(long)]).drift,
    ).toEqual([
      'Of 1000 requests 30 % went to the canary (95 % interval 27.2 % to 32.9 %), 10 % is written.',
    ]);
    expect(
      measured({ hashv1: 905, hashv2: 95 }, [untouched(long)]).drift,
    ).toEqual([]);
  });

  it.each([
    ['the window is older than they are', [untouched(short)]],
    [
      'they may have been moved',
      [
        {
          ...untouched(long),
          metadata: { ...untouched(long).metadata, generation: 2 },
        },
      ],
    ],
    [
      'chosen requests go past them',
      [untouched(long, [{ match: [{ port: 1 }], route: [to('v2')] }])],
    ],
    [
      'another route shares out as well',
      [
        {
          ...untouched(long),
          metadata: {
            ...untouched(long).metadata,
            annotations: { 'meshway.dev/canary': 'v2' },
          },
        },
        virtualService(split(to('v1', 90), to('v2', 10)), { name: 'other' }),
      ],
    ],
    ['nobody knows how old they are', [untouched('')]],
  ])('are not called drifted when %s', (_, raws) => {
    expect(measured({ hashv1: 960, hashv2: 40 }, raws)).toMatchObject({
      measured: { settled: false },
      drift: [],
    });
  });

  it('differ between two routes', () => {
    const chosen = virtualService(split(to('v1', 90), to('v2', 10)), {
      annotations: { 'meshway.dev/canary': 'v2' },
    });
    const other = (weight: number) =>
      virtualService(
        {
          http: [
            {
              name: 'outside',
              route: [to('v3', 300), to('v2', weight), to('v1', 1000 - weight)],
            },
          ],
        },
        { name: 'other' },
      );
    const { weights } = buildFrom(chosen, other(500))!;
    expect(weights.routes).toEqual([
      { where: 'VirtualService shop/reviews, route http/0', percent: 10 },
      { where: 'VirtualService shop/other, route outside', percent: 50 },
    ]);
    expect(weights.drift).toEqual([
      'VirtualService shop/other, route outside gives the canary 50 %, VirtualService shop/reviews, route http/0 10 %.',
    ]);
    expect(buildFrom(chosen, other(104))!.weights.drift).toEqual([]);
    expect(buildFrom(chosen, other(105))!.weights.drift).toHaveLength(1);
    expect(buildFrom(chosen, other(95))!.weights.drift).toHaveLength(1);
  });

  it('do not count a route between other versions', () => {
    const chosen = virtualService(split(to('v1', 90), to('v2', 10)), {
      annotations: { 'meshway.dev/canary': 'v2' },
    });
    const other = virtualService(split(to('v3', 50), to('v2', 50)), {
      name: 'other',
    });
    const third = virtualService(split(to('v3', 50), to('v1', 50)), {
      name: 'third',
    });
    expect(buildFrom(chosen, other, third)!.weights.routes).toHaveLength(1);
  });
});

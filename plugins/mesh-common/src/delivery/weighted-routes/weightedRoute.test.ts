import type { ServiceObjects } from '../../service/ServiceObjects';
import {
  reviews,
  split,
  to,
  virtualService,
  type RawVirtualService,
} from './__fixtures__/reviews';
import {
  buildWeightedRoutesDelivery,
  roleOfHash,
} from './buildWeightedRoutesDelivery';

const now = new Date('2026-11-21T12:00:00Z');

const build = (objects: ServiceObjects) =>
  buildWeightedRoutesDelivery(objects, [], now);

const buildFrom = (...raws: RawVirtualService[]) => build(reviews(raws));

/** Role of each destination in order, such as `stable canary other`. */
const rolesIn = (objects: ServiceObjects) =>
  build(objects)!
    .destinations.map(({ role }) => role)
    .join(' ');

describe('which one is the canary', () => {
  it.each([
    ['the newest', {}, 'stable canary'],
    [
      'what the annotation names',
      { 'meshway.dev/canary': 'v1' },
      'canary stable',
    ],
    [
      'what the annotation names in full',
      { 'meshway.dev/canary': 'reviews:v1' },
      'canary stable',
    ],
  ])('is %s', (_, annotations, roles) => {
    expect(
      rolesIn(
        reviews([
          virtualService(split(to('v1', 10), to('v2', 90)), { annotations }),
        ]),
      ),
    ).toBe(roles);
  });

  it('is the newest wherever it stands and whatever it gets', () => {
    for (const weight of [0, 49, 50, 51, 100]) {
      expect(
        rolesIn(
          reviews([
            virtualService(split(to('v2', weight), to('v1', 100 - weight))),
          ]),
        ),
      ).toBe('canary stable');
    }
  });

  it('is the last in the route when two are as new', () => {
    const objects = reviews([
      virtualService(split(to('v2', 50), to('v3', 30), to('v1', 20))),
    ]);
    objects.deployments[1].metadata.creationTimestamp =
      objects.deployments[2].metadata.creationTimestamp;
    expect(rolesIn(objects)).toBe('stable other canary');
  });

  it('is the last in the route when one has no workload yet', () => {
    expect(
      rolesIn(
        reviews([virtualService(split(to('v2', 100), to('v1', 0)))], { v2: 1 }),
      ),
    ).toBe('stable canary');
  });

  it('is the last in the route when it is not known when one was created', () => {
    const objects = reviews([
      virtualService(split(to('v2', 50), to('v1', 50))),
    ]);
    objects.deployments[0].metadata.creationTimestamp = undefined;
    expect(rolesIn(objects)).toBe('stable canary');
  });

  it('is a guess, and said to be, when the annotation means several', () => {
    const { holds } = buildFrom(
      virtualService(split(to('v1', 90), to('v2', 10)), {
        annotations: { 'meshway.dev/canary': 'reviews' },
      }),
    )!;
    expect(holds[0]).toEqual({
      code: 'invalid-spec',
      sentence:
        'Annotation meshway.dev/canary says "reviews", which is 2 of the destinations reviews:v1, reviews:v2.',
      mend: 'Correct it in the VirtualService.',
    });
  });

  it('does not repeat an absurdly long annotation', () => {
    const { holds } = buildFrom(
      virtualService(split(to('v1', 90), to('v2', 10)), {
        annotations: { 'meshway.dev/canary': 'x'.repeat(61) },
      }),
    )!;
    expect(holds[0].sentence).toContain(` says "${'x'.repeat(60)}", which`);
  });

  it('is named by host when each version has its own Service', () => {
    for (const canary of ['reviews-v1', 'reviews-v1.shop.svc.cluster.local']) {
      const objects = reviews([
        virtualService(
          split(
            to('reviews-v1.shop.svc.cluster.local', 90),
            to('reviews-v2', 10),
          ),
          { annotations: { 'meshway.dev/canary': canary } },
        ),
      ]);
      expect(rolesIn(objects)).toBe('canary stable');
      expect(build(objects)!.destinations.map(({ hashes }) => hashes)).toEqual([
        ['hashv1'],
        ['hashv2'],
      ]);
    }
  });

  it('is told by the newest of several workloads behind a destination', () => {
    const objects = reviews([
      virtualService(split(to('v2', 50), to('old', 50))),
    ]);
    objects.destinationRules[0].spec.subsets.push({ name: 'old', labels: {} });
    // v1 and v3 are behind the subset, v2 is not.
    for (const i of [0, 2]) {
      objects.replicaSets[i].spec.template!.metadata!.labels!.line = 'old';
    }
    objects.destinationRules[0].spec.subsets[3].labels = { line: 'old' };
    expect(rolesIn(objects)).toBe('stable canary');
    expect(build(objects)!.destinations[1].hashes.sort()).toEqual([
      'hashv1',
      'hashv3',
    ]);
  });

  it('tells the revision of every hash', () => {
    const delivery = buildFrom(
      virtualService(split(to('v1', 20), to('v2', 50), to('v3', 30))),
    )!;
    expect(
      ['hashv1', 'hashv2', 'hashv3', 'hashv4'].map(hash =>
        roleOfHash(delivery, hash),
      ),
    ).toEqual(['stable', undefined, 'canary', undefined]);
  });
});

describe('which route is moved', () => {
  const routeIn = (...raws: RawVirtualService[]) => {
    const { virtualService: vs, protocol, index } = buildFrom(...raws)!.route;
    return `${vs.name} ${protocol}/${index}`;
  };
  const jason = { headers: { 'end-user': { exact: 'jason' } } };
  const both = [to('v1', 90), to('v2', 10)];

  it('is none where every route has one destination', () => {
    // istio samples/bookinfo/networking/virtual-service-reviews-jason-v2-v3.yaml
    expect(
      buildFrom(
        virtualService({
          http: [{ match: [jason], route: [to('v2')] }, { route: [to('v3')] }],
        }),
      ),
    ).toBeUndefined();
  });

  it('is none where both destinations are the same', () => {
    expect(
      buildFrom(virtualService(split(to('v1', 50), to('v1', 50)))),
    ).toBeUndefined();
    expect(
      buildFrom(virtualService(split(to('v9', 50), to('v9', 50)))),
    ).toBeUndefined();
  });

  it('is none where one destination reaches the pods of the other too', () => {
    expect(
      buildFrom(
        virtualService({
          http: [
            {
              route: [
                { destination: { host: 'reviews' }, weight: 90 },
                to('v2', 10),
              ],
            },
          ],
        }),
      ),
    ).toBeUndefined();
  });

  it('is none where the other destination is a Service of somebody else', () => {
    expect(
      buildFrom(virtualService(split(to('v1', 90), to('other-service', 10)))),
    ).toBeUndefined();
    expect(
      buildFrom(
        virtualService({ http: [{ route: [to('v1', 90), { weight: 10 }] }] }),
      ),
    ).toBeUndefined();
  });

  it('is none while the VirtualService cannot be read', () => {
    const unreadable = virtualService({ http: 'all of it' });
    expect(buildFrom(unreadable)).toBeUndefined();
  });

  it('is the one that takes all requests, beside those that choose some', () => {
    expect(
      routeIn(
        virtualService({
          http: [{ match: [jason], route: both }, { route: both }],
        }),
      ),
    ).toBe('reviews http/1');
  });

  it.each([
    [{ uri: { prefix: '/' } }, 1],
    [{ uri: { prefix: '/' }, ignoreUriCase: true }, 1],
    [{ uri: { prefix: '/api' } }, 0],
    [{ uri: { exact: '/' } }, 0],
    [{ uri: { prefix: '/' }, port: 80 }, 0],
  ])('knows whether %j takes all requests', (match, index) => {
    expect(
      routeIn(
        virtualService({
          http: [
            { match: [jason], route: both },
            { match: [jason, match], route: both },
            { match: [], route: both },
          ],
        }),
      ),
    ).toBe(`reviews http/${index === 1 ? 1 : 2}`);
  });

  it('is never one behind a route that takes all requests', () => {
    expect(
      buildFrom(
        virtualService({ http: [{ route: [to('v1')] }, { route: both }] }),
      ),
    ).toBeUndefined();
  });

  it('is an http route before a tls route before a tcp route', () => {
    const http = [{ match: [jason], route: both }];
    const tls = [{ match: [{ sniHosts: ['a.example.com'] }], route: both }];
    const tcp = [{ route: both }];
    expect(routeIn(virtualService({ tcp, tls, http }))).toBe('reviews http/0');
    expect(routeIn(virtualService({ tcp, tls }))).toBe('reviews tls/0');
    expect(routeIn(virtualService({ tcp }))).toBe('reviews tcp/0');
  });

  it('is in the VirtualService that names its canary', () => {
    const other = virtualService(
      { http: [{ route: both }] },
      { name: 'other' },
    );
    const annotated = virtualService(
      { http: [{ match: [jason], route: both }] },
      { annotations: { 'meshway.dev/canary': 'v2' } },
    );
    expect(routeIn(other, annotated)).toBe('reviews http/0');
  });

  it('cannot be told where two are as good', () => {
    const one = { match: [{ uri: { prefix: '/a' } }], route: both };
    const other = { match: [{ uri: { prefix: '/b' } }], route: both };
    const { holds } = buildFrom(virtualService({ http: [one, other] }))!;
    expect(holds.map(({ code }) => code)).toEqual([
      'route-missing',
      'waits-for-decision',
    ]);
    expect(holds[0]).toEqual({
      code: 'route-missing',
      sentence:
        'VirtualService shop/reviews, route http/0 and VirtualService shop/reviews, route http/1 share out the traffic of this service alike: which one to move cannot be told.',
      mend: 'Share it out in one route, or put the annotation meshway.dev/canary on the VirtualService whose weights are moved.',
    });
  });

  it('names five of many that are as good', () => {
    const http = [...Array(7).keys()].map(i => ({
      match: [{ port: i + 1 }],
      route: both,
    }));
    const [hold] = buildFrom(virtualService({ http }))!.holds;
    expect(hold.sentence.match(/route http/g)).toHaveLength(5);
  });
});

describe('the ladder', () => {
  const ladderOf = (steps: string) =>
    buildFrom(
      virtualService(split(to('v1', 90), to('v2', 10)), {
        annotations: { 'meshway.dev/weight-steps': steps },
      }),
    )!;

  it.each([
    ['1,50,100', [1, 50, 100]],
    ['20', [20, 100]],
    [' 10 , 20 ', [10, 20, 100]],
    ['100', [100]],
  ])('is %j as it is written', (steps, ladder) => {
    expect(ladderOf(steps).ladder).toEqual(ladder);
    expect(ladderOf(steps).holds.map(({ code }) => code)).toEqual([
      'waits-for-decision',
    ]);
  });

  it.each([
    '',
    '5,5',
    '10,5',
    '0,50',
    '50,101',
    'a',
    '5,,10',
    '1e1',
    '0x10',
    '5.5',
    '-5',
    '5%',
  ])('is the usual one for %j, and says why', steps => {
    expect(ladderOf(steps).ladder).toEqual([5, 10, 25, 50, 100]);
    expect(ladderOf(steps).holds[0]).toEqual({
      code: 'invalid-spec',
      sentence: `Annotation meshway.dev/weight-steps says "${steps}", which are not whole percents that rise, such as 5,25,50: 5, 10, 25, 50, 100 is used.`,
      mend: 'Correct it in the VirtualService.',
    });
  });

  it('does not repeat an absurdly long annotation', () => {
    expect(ladderOf('9'.repeat(61)).holds[0].sentence).toContain(
      ` says "${'9'.repeat(60)}", which`,
    );
  });
});

describe('requests that other routes take', () => {
  const matchedIn = (http: object[]) =>
    buildFrom(virtualService({ http }))!.matched;
  const shared = { route: [to('v1', 90), to('v2', 10)] };

  it('says who goes where without being shared out', () => {
    expect(
      matchedIn([
        {
          match: [{ headers: { 'end-user': { exact: 'jason' } } }],
          route: [to('v2')],
        },
        {
          match: [
            { uri: { prefix: '/api' }, method: { exact: 'GET' } },
            { uri: { regex: '/v[0-9]+' }, queryParams: { beta: {} } },
          ],
          route: [to('v1', 50), to('v2', 50), to('v3', 0)],
        },
        { match: [{ port: 8080 }], redirect: { uri: '/' } },
        { match: [{ port: 8081 }], route: [to('v1', 0), to('v3', 0)] },
        shared,
        { match: [{ port: 1 }], route: [to('v1')] },
      ]),
    ).toEqual([
      'Requests whose header end-user is jason go to reviews:v2.',
      'Requests whose path begins with /api and method is GET, or whose path matches /v[0-9]+ and parameter beta is there go to reviews:v1 and reviews:v2.',
      'Requests whose port is 8080 go to no destination.',
      'Requests whose port is 8081 go to no destination.',
    ]);
  });

  it('says what goes on behind a route that chooses', () => {
    expect(
      matchedIn([
        { ...shared, match: [{ sourceLabels: { app: 'web', tier: 'front' } }] },
        { route: [to('v3')] },
      ]),
    ).toEqual(['All other requests go to reviews:v3.']);
  });

  it.each([
    [{ scheme: { exact: 'https' } }, 'scheme is https'],
    [{ authority: { prefix: 'www.' } }, 'authority begins with www.'],
    [
      { headers: { a: {}, b: { regex: 'x+' } } },
      'header a is there and header b matches x+',
    ],
    [
      { withoutHeaders: { a: {}, b: { exact: 'x' } } },
      'header a is absent and header b is not x',
    ],
    [
      { withoutHeaders: { a: { prefix: 'x' }, b: { regex: 'y' } } },
      'header a does not begin with x and header b does not match y',
    ],
    [
      { gateways: ['mesh', 'istio-system/public'] },
      'gateway is mesh or istio-system/public',
    ],
    [
      { sourceLabels: { app: 'web', tier: 'front' } },
      'sender is app=web or tier=front',
    ],
    [{ sourceNamespace: 'shop' }, 'namespace is shop'],
    [{ sniHosts: ['a.example.com'] }, 'SNI is a.example.com'],
    [{ destinationSubnets: ['10.0.0.0/8'] }, 'address is 10.0.0.0/8'],
  ])('puts %j into words', (match, words) => {
    expect(matchedIn([{ match: [match], route: [to('v2')] }, shared])).toEqual([
      `Requests whose ${words} go to reviews:v2.`,
    ]);
  });

  it('speaks of connections where there are no requests', () => {
    expect(
      buildFrom(
        virtualService({
          tcp: [{ match: [{ port: 9001 }], route: [to('v2')] }, shared],
        }),
      )!.matched,
    ).toEqual(['Connections whose port is 9001 go to reviews:v2.']);
  });

  it('says what those send who delegate to it', () => {
    const path = { uri: { prefix: '/reviews' } };
    const delegate = { name: 'reviews' };
    const rest = { route: [to('v1')] };
    const delegated = (http: object[], namespace = 'shop') =>
      buildFrom(
        virtualService({ http: [shared] }),
        virtualService(
          { hosts: ['reviews'], http },
          { name: 'root', namespace },
        ),
      )!.matched;
    const said = [
      'VirtualService shop/root delegates only requests whose path begins with /reviews, or whose header user is jason.',
    ];
    const match = [path, { headers: { user: { exact: 'jason' } } }];
    expect(delegated([{ match, delegate }, rest])).toEqual(said);
    expect(
      delegated([{ match, delegate: { ...delegate, namespace: 'shop' } }]),
    ).toEqual(said);
    expect(delegated([{ delegate }])).toEqual([]);
    expect(delegated([{ match, delegate: { name: 'other' } }])).toEqual([]);
    expect(
      delegated([{ match, delegate: { ...delegate, namespace: 'edge' } }]),
    ).toEqual([]);
    expect(
      buildFrom(
        virtualService({ hosts: ['reviews'], http: [shared] }),
        virtualService(
          { hosts: ['reviews'], http: [{ match, delegate }] },
          { name: 'root' },
        ),
      )!.matched,
    ).toEqual([]);
  });

  it('says no more than fits', () => {
    const match = [{ uri: { prefix: `/${'x'.repeat(400)}` } }];
    const sentences = matchedIn([
      ...Array(11).fill({ match, route: [to('v2')] }),
      shared,
    ]);
    expect(sentences).toHaveLength(10);
    expect(sentences[0]).toBe(
      `Requests whose path begins with /${'x'.repeat(300)}`
        .slice(0, 300)
        .concat('… go to reviews:v2.'),
    );
  });
});

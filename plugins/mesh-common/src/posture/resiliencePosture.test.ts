import { object } from '../__fixtures__/objects';
import { recorded } from '../__fixtures__/recorded';
import { DEFAULT_MESH_SETTINGS as mesh } from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import { kind, scene, unreadable } from './__fixtures__/scene';
import { buildPosture } from './buildPosture';

const route = kind('VirtualService');
const rule = kind('DestinationRule');
const VS = { kind: 'VirtualService', namespace: 'shop', name: 'default' };
const DR = { kind: 'DestinationRule', namespace: 'shop', name: 'default' };

const posture = (parts: Partial<ServiceObjects>) =>
  buildPosture(scene(parts), mesh).resilience;
const here = (more: object = {}, host = 'checkout') => ({
  route: [{ destination: { host } }],
  ...more,
});
const routes = (...http: object[]) =>
  posture({ virtualServices: [route({ http })] });
const destinations = (spec: object) =>
  posture({ destinationRules: [rule({ host: 'checkout', ...spec })] })
    .destinations;

const RETRIES =
  'up to 2 retries when a connection fails, a stream is refused, or gRPC says unavailable or cancelled';
const NO_TIMEOUT = 'no timeout: a request may take as long as it takes';
const CONNECTIONS =
  'no limit on connections and requests; connecting may take 10s';
const NO_OUTLIER = 'no outlier detection: a failing pod stays in';
const BALANCING = 'to the pod with the fewest requests';

it('says what Istio does when nobody says more', () => {
  expect(posture({})).toEqual({
    summary:
      'No timeout: a request may take as long as it takes; up to 2 retries when a connection fails, a stream is refused, or gRPC says unavailable or cancelled; no outlier detection: a failing pod stays in.',
    routes: [
      {
        routes: [],
        settings: [
          { topic: 'timeout', text: NO_TIMEOUT },
          { topic: 'retries', text: RETRIES },
        ],
      },
    ],
    destinations: [
      {
        settings: [
          { topic: 'connections', text: CONNECTIONS },
          { topic: 'outlier-detection', text: NO_OUTLIER },
          { topic: 'load-balancing', text: BALANCING },
        ],
      },
    ],
    notes: [],
  });
});

it('reads a recorded canary, whose routes only set weights', () => {
  const { objects } = recorded('healthy-initial');
  const { summary, routes: found } = buildPosture(objects, mesh).resilience;
  expect(summary).toMatch(
    /^No timeout: .*; up to 2 retries .*; no outlier detection: /,
  );
  expect(found).toEqual([
    {
      routes: [expect.stringMatching(/: primary$/)],
      settings: [
        { topic: 'timeout', text: NO_TIMEOUT },
        { topic: 'retries', text: RETRIES },
      ],
    },
  ]);
});

describe('routes', () => {
  const texts = (more: object) =>
    routes(here(more)).routes[0].settings.map(
      ({ topic, text, decidedBy }) =>
        `${topic}: ${text}${decidedBy ? ` (${decidedBy.kind})` : ''}`,
    );
  const timeout = (text: string) => [text, `retries: ${RETRIES}`];
  const retries = (text: string) => [
    `timeout: ${NO_TIMEOUT}`,
    `retries: ${text} (VirtualService)`,
  ];
  const fault = (...faults: string[]) => [
    `timeout: ${NO_TIMEOUT}`,
    `retries: ${RETRIES}`,
    ...faults.map(text => `fault: ${text} (VirtualService)`),
  ];

  it.each<[string, object, string[]]>([
    [
      'a timeout',
      { timeout: '5s' },
      timeout(
        'timeout: a request ends after 5s, retries included (VirtualService)',
      ),
    ],
    [
      'a timeout of 0, which is none',
      { timeout: '0.0s' },
      timeout(`timeout: ${NO_TIMEOUT} (VirtualService)`),
    ],
    [
      'retries',
      { retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,503' } },
      retries('up to 3 retries of 2s each on 5xx,503'),
    ],
    [
      'a retry on what Istio thinks fit',
      { retries: { attempts: 1, retryOn: '' } },
      retries(
        'up to 1 retry on connect-failure,refused-stream,unavailable,cancelled',
      ),
    ],
    [
      '0 attempts, which is none',
      { retries: { attempts: 0 } },
      retries('no retries'),
    ],
    [
      'retries without attempts, which is none',
      { retries: { perTryTimeout: '1s' } },
      retries('no retries'),
    ],
    [
      'a delay',
      { fault: { delay: { fixedDelay: '3s', percentage: { value: 0.5 } } } },
      fault('0.5 % of the requests wait 3s first, on purpose'),
    ],
    [
      'a delay in the old form',
      { fault: { delay: { fixedDelay: '3s', percent: 7 } } },
      fault('7 % of the requests wait 3s first, on purpose'),
    ],
    [
      'a delay without a percentage, which is none',
      { fault: { delay: { fixedDelay: '3s' } } },
      fault(),
    ],
    ['a delay of no length', { fault: { delay: { percent: 7 } } }, fault()],
    [
      'failures',
      { fault: { abort: { httpStatus: 503, percentage: { value: 10 } } } },
      fault('10 % of the requests are answered HTTP 503, on purpose'),
    ],
    [
      'gRPC failures and a delay',
      {
        fault: {
          delay: { fixedDelay: '3s', percent: 1 },
          abort: { grpcStatus: 'UNAVAILABLE', percentage: { value: 10 } },
        },
      },
      fault(
        '1 % of the requests wait 3s first, on purpose',
        '10 % of the requests are answered gRPC UNAVAILABLE, on purpose',
      ),
    ],
    [
      'failures without a percentage, which are none',
      { fault: { abort: { httpStatus: 503 } } },
      fault(),
    ],
  ])('say %s', (_, more, expected) => {
    expect(texts(more)).toEqual(expected);
  });

  it('are one entry when they say the same, and leave out those that lead elsewhere', () => {
    const parts: Partial<ServiceObjects> = {
      siblings: [object('Service', 'checkout-canary')],
      virtualServices: [
        route({
          http: [
            here({ name: 'slow', timeout: '9s' }),
            here({ timeout: '1s' }),
            here({ name: 'cart', timeout: '7s' }, 'cart'),
            { name: 'redirect', redirect: { uri: '/' } },
            { name: 'odd', route: [{}] },
            here({ timeout: '1s' }, 'checkout-canary'),
          ],
        }),
        route(
          { http: [here({}, 'checkout.shop.svc.cluster.local')] },
          { namespace: 'web', name: 'web' },
        ),
      ],
    };
    const { routes: found, summary } = posture(parts);
    const timeouts = (text: string, decidedBy?: object) => [
      { topic: 'timeout', text, ...(decidedBy && { decidedBy }) },
      { topic: 'retries', text: RETRIES },
    ];
    expect(found).toEqual([
      {
        routes: ['default: slow'],
        settings: timeouts('a request ends after 9s, retries included', VS),
      },
      {
        routes: ['default: route 2', 'default: route 6'],
        settings: timeouts('a request ends after 1s, retries included', VS),
      },
      { routes: ['web: route 1'], settings: timeouts(NO_TIMEOUT) },
    ]);
    expect(summary).toBe(
      `Timeouts differ by route; ${RETRIES}; ${NO_OUTLIER}.`,
    );
  });

  it('are at most twenty entries of ten names', () => {
    const different = Array.from({ length: 30 }, (_, i) =>
      here({ timeout: `${i + 1}s` }),
    );
    expect(routes(...different).routes).toHaveLength(20);
    const same = Array.from({ length: 30 }, () => here());
    expect(routes(...same).routes[0].routes).toHaveLength(10);
  });
});

describe('destinations', () => {
  const [connections, outlier, balancing] = [0, 1, 2].map(
    index => (trafficPolicy: object) =>
      destinations({ trafficPolicy })[0].settings[index],
  );

  it.each<[object, string]>([
    [{}, CONNECTIONS],
    [{ tcp: { maxConnections: 0 }, http: { maxRetries: -1 } }, CONNECTIONS],
    [
      { tcp: { maxConnections: 1, connectTimeout: '1s', idleTimeout: '1h' } },
      'at most 1 connection; connecting may take 1s; an idle connection is closed after 1h',
    ],
    [
      {
        tcp: { maxConnections: 100, idleTimeout: '1h' },
        http: {
          http1MaxPendingRequests: 10,
          http2MaxRequests: 50,
          maxRequestsPerConnection: 2,
          maxRetries: 3,
          idleTimeout: '5m',
        },
      },
      'at most 100 connections, 10 waiting requests, 50 requests at once, 2 requests per connection and 3 retries at once; connecting may take 10s; an idle connection is closed after 5m',
    ],
    [
      {
        http: {
          http1MaxPendingRequests: 1,
          http2MaxRequests: 1,
          maxRequestsPerConnection: 1,
          maxRetries: 1,
        },
      },
      'at most 1 waiting request, 1 request at once, 1 request per connection and 1 retry at once; connecting may take 10s',
    ],
  ])('say of connections %j', (connectionPool, text) => {
    expect(connections({ connectionPool })).toEqual({
      topic: 'connections',
      text,
      decidedBy: DR,
    });
  });

  it.each<[object, string]>([
    [
      {},
      'a pod is left out for 30s or longer after 5 errors (5xx) in a row, checked every 10s, at most 10 % of the pods',
    ],
    [
      {
        consecutive5xxErrors: 3,
        consecutiveGatewayErrors: 2,
        interval: '1s',
        baseEjectionTime: '1m',
        maxEjectionPercent: 50,
      },
      'a pod is left out for 1m or longer after 3 errors (5xx) or 2 gateway errors (502, 503, 504) in a row, checked every 1s, at most 50 % of the pods',
    ],
    [
      {
        consecutive5xxErrors: 0,
        consecutiveGatewayErrors: 2,
        maxEjectionPercent: 0,
      },
      'a pod is left out for 30s or longer after 2 gateway errors (502, 503, 504) in a row, checked every 10s, at most 10 % of the pods',
    ],
    [
      { consecutive5xxErrors: 0 },
      'outlier detection without effect: it counts no errors',
    ],
  ])('say of outliers %j', (outlierDetection, text) => {
    expect(outlier({ outlierDetection })).toEqual({
      topic: 'outlier-detection',
      text,
      decidedBy: DR,
    });
  });

  it.each<[object, string]>([
    [{}, BALANCING],
    [{ simple: 'UNSPECIFIED' }, BALANCING],
    [{ simple: 'LEAST_REQUEST' }, BALANCING],
    [{ simple: 'ROUND_ROBIN' }, 'to each pod in turn'],
    [{ simple: 'RANDOM' }, 'to a random pod'],
    [{ simple: 'PASSTHROUGH' }, 'to the address that the client asked for'],
    [
      { consistentHash: { httpHeaderName: 'x-user' } },
      'to the pod that the hash of header x-user points to',
    ],
    [
      { consistentHash: { httpCookie: { name: 'sid' } } },
      'to the pod that the hash of cookie sid points to',
    ],
    [
      { consistentHash: { httpQueryParameterName: 'q' } },
      'to the pod that the hash of query parameter q points to',
    ],
    [
      { consistentHash: { useSourceIp: true } },
      'to the pod that the hash of the client address points to',
    ],
  ])('say of balancing %j', (loadBalancer, text) => {
    expect(balancing({ loadBalancer })).toEqual({
      topic: 'load-balancing',
      text,
      decidedBy: DR,
    });
  });

  it('differ by subset and port', () => {
    const limit = (maxConnections: number) => ({
      connectionPool: { tcp: { maxConnections } },
    });
    const found = destinations({
      trafficPolicy: {
        ...limit(1),
        portLevelSettings: [
          { port: { number: 80 }, ...limit(1) },
          { port: { number: 81 } },
        ],
      },
      subsets: [
        { name: 'same', trafficPolicy: limit(1) },
        { name: 'other', trafficPolicy: limit(2) },
        {
          name: 'ports',
          trafficPolicy: {
            portLevelSettings: [{ port: { number: 90 }, ...limit(3) }],
          },
        },
      ],
    }).map(
      ({ subset, port, settings }) => `${subset} ${port}: ${settings[0].text}`,
    );
    expect(found).toEqual([
      'undefined undefined: at most 1 connection; connecting may take 10s',
      'undefined 81: no limit on connections and requests; connecting may take 10s',
      'same 81: at most 1 connection; connecting may take 10s',
      'other undefined: at most 2 connections; connecting may take 10s',
      'other 80: at most 2 connections; connecting may take 10s',
      'other 81: at most 2 connections; connecting may take 10s',
      'ports 81: no limit on connections and requests; connecting may take 10s',
      'ports 90: at most 3 connections; connecting may take 10s',
    ]);
  });

  it('differ by sibling, whose own rule counts', () => {
    const { destinations: found, summary } = posture({
      siblings: [
        object('Service', 'checkout-canary'),
        object('Service', 'checkout-other'),
      ],
      destinationRules: [
        rule({
          host: 'checkout-canary',
          trafficPolicy: { outlierDetection: {} },
        }),
      ],
    });
    expect(
      found.map(({ service, settings }) => `${service}: ${settings[1].text}`),
    ).toEqual([
      `undefined: ${NO_OUTLIER}`,
      'checkout-canary: a pod is left out for 30s or longer after 5 errors (5xx) in a row, checked every 10s, at most 10 % of the pods',
    ]);
    expect(summary).toBe(
      `No timeout: a request may take as long as it takes; ${RETRIES}; outlier detection differs by subset or port.`,
    );
  });

  it('are at most twenty', () => {
    const subsets = Array.from({ length: 90 }, (_, i) => ({
      name: `s${i}`,
      trafficPolicy: { connectionPool: { tcp: { maxConnections: i + 1 } } },
    }));
    expect(destinations({ subsets })).toHaveLength(20);
  });
});

describe('notes', () => {
  const texts = (parts: Partial<ServiceObjects>) =>
    posture(parts).notes.map(({ severity, text }) => `${severity}: ${text}`);

  it('warn of faults', () => {
    expect(
      texts({
        virtualServices: [
          route({
            http: [
              here({
                fault: { abort: { httpStatus: 500, percentage: { value: 5 } } },
              }),
            ],
          }),
        ],
      }),
    ).toEqual([
      'warning: VirtualService shop/default injects faults: 5 % of the requests are answered HTTP 500, on purpose.',
    ]);
  });

  it.each<[string, object]>([
    ['host', { trafficPolicy: { outlierDetection: { consecutiveErrors: 5 } } }],
    [
      'port',
      {
        trafficPolicy: {
          portLevelSettings: [
            {
              port: { number: 80 },
              outlierDetection: { consecutiveErrors: 5 },
            },
          ],
        },
      },
    ],
    [
      'subset',
      {
        subsets: [
          {
            name: 'a',
            trafficPolicy: { outlierDetection: { consecutiveErrors: 5 } },
          },
        ],
      },
    ],
  ])(
    'warn of a field that Istio does not read any more, of a %s',
    (_, spec) => {
      expect(
        texts({ destinationRules: [rule({ host: 'checkout', ...spec })] }),
      ).toEqual([
        'warning: consecutiveErrors in DestinationRule shop/default has no effect any more: use consecutive5xxErrors.',
      ]);
    },
  );

  it('name clients that obey another rule, or none', () => {
    expect(
      texts({
        destinationRules: [
          rule({ host: '*.local' }, { namespace: 'web', name: 'all' }),
          rule({ host: 'checkout' }, { name: 'b' }),
          rule(
            {
              host: 'checkout',
              workloadSelector: { matchLabels: { app: 'x' } },
            },
            { name: 'x' },
          ),
        ],
      }),
    ).toEqual([
      'info: Clients in namespace web obey DestinationRule web/all instead.',
      'info: Clients in namespace shop with app=x obey DestinationRule shop/x instead.',
    ]);
    expect(
      texts({
        destinationRules: [
          rule({ host: 'checkout' }),
          rule(
            {
              host: 'checkout.shop.svc.cluster.local',
              workloadSelector: { matchLabels: { app: 'x' } },
            },
            { namespace: 'web', name: 'x' },
          ),
        ],
      }),
    ).toEqual([
      "info: Clients in namespace web obey no DestinationRule and get Istio's defaults.",
      'info: Clients in namespace web with app=x obey DestinationRule web/x instead.',
    ]);
  });

  it('name what cannot be read', () => {
    expect(texts({ virtualServices: [unreadable('VirtualService')] })).toEqual([
      'warning: VirtualService shop/broken cannot be read and is left out: spec.hosts: Invalid input: expected array, received number',
    ]);
  });
});

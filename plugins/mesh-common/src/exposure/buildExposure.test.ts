import { object } from '../__fixtures__/objects';
import { lookupOf } from '../kubernetes/lookupOf';
import type { MeshObject } from '../kubernetes';
import { findServiceObjects } from '../service';
import { buildExposure } from './buildExposure';

const service = object('Service', 'catalog', {
  spec: {
    selector: { app: 'catalog' },
    clusterIP: '10.0.0.7',
    ports: [{ port: 8080, name: 'http', targetPort: 'http' }],
  },
});

function expose(...objects: MeshObject[]) {
  const all = objects.some(
    ({ kind, metadata }) => kind === 'Service' && metadata.name === 'catalog',
  )
    ? objects
    : [service, ...objects];
  return buildExposure(findServiceObjects(lookupOf(all), 'shop', 'catalog')!);
}

const HTTP = { number: 80, name: 'http', protocol: 'HTTP' };
const HTTPS = { number: 443, name: 'https', protocol: 'HTTPS' };

function gateway(...servers: object[]) {
  return object('Gateway', 'public', {
    namespace: 'ingress',
    spec: { selector: { istio: 'ingressgateway' }, servers },
  });
}

function virtualService(spec: object, name = 'web', namespace = 'shop') {
  return object('VirtualService', name, {
    namespace,
    spec: { hosts: ['www.example.com'], gateways: ['ingress/public'], ...spec },
  });
}

const toCatalog = [{ destination: { host: 'catalog' } }];
const web = virtualService({ http: [{ route: toCatalog }] });

const sentences = (exposure: ReturnType<typeof expose>) =>
  exposure.gateways.flatMap(({ entrances }) =>
    entrances.map(({ sentence }) => sentence),
  );

describe('exposure from outside', () => {
  it('is over HTTPS, with HTTP sent on to it', () => {
    const exposure = expose(
      web,
      gateway(
        {
          port: HTTP,
          hosts: ['*.example.com'],
          tls: { httpsRedirect: true },
        },
        {
          port: HTTPS,
          hosts: ['*.example.com'],
          tls: { mode: 'SIMPLE', credentialName: 'example-tls' },
        },
      ),
    );
    expect(exposure.headline).toBe(
      'Clients outside reach it at https://www.example.com. Clients inside call catalog.shop, port 8080.',
    );
    expect(exposure.gateways).toEqual([
      {
        namespace: 'ingress',
        name: 'public',
        state: 'found',
        selector: { istio: 'ingressgateway' },
        entrances: [
          {
            hosts: ['www.example.com'],
            port: 80,
            protocol: 'HTTP',
            encryption: 'redirect',
            virtualService: 'VirtualService shop/web',
            sentence:
              'http://www.example.com: the Gateway sends clients on to HTTPS.',
          },
          {
            hosts: ['www.example.com'],
            port: 443,
            protocol: 'HTTPS',
            encryption: 'terminated',
            tlsMode: 'SIMPLE',
            credentialName: 'example-tls',
            virtualService: 'VirtualService shop/web',
            sentence:
              'https://www.example.com: encrypted up to the Gateway, with the certificate in Secret example-tls.',
          },
        ],
      },
    ]);
    expect(exposure.problems).toEqual([]);
  });

  it('is plain HTTP as in the bookinfo sample, with its star for a host', () => {
    const exposure = expose(
      virtualService({ hosts: ['*'], http: [{ route: toCatalog }] }),
      gateway({ port: { ...HTTP, number: 8080 }, hosts: ['*'] }),
    );
    expect(sentences(exposure)).toEqual([
      'any host name, port 8080: not encrypted.',
    ]);
    expect(exposure.headline).toMatch(
      /^Clients outside reach it at any host name, port 8080\./,
    );
  });

  it.each([
    [
      'MUTUAL',
      'mutual',
      'https://www.example.com:8443: encrypted up to the Gateway, and clients must show one too.',
    ],
    [
      'OPTIONAL_MUTUAL',
      'terminated',
      'https://www.example.com:8443: encrypted up to the Gateway.',
    ],
    [
      'QUANTUM',
      'unknown',
      'www.example.com, port 8443: the Gateway does not say how it is encrypted.',
    ],
  ])('with TLS mode %s is %s', (mode, encryption, sentence) => {
    const exposure = expose(
      web,
      gateway({
        port: { ...HTTPS, number: 8443 },
        hosts: ['www.example.com'],
        tls: { mode, serverCertificate: '/etc/cert.pem' },
      }),
    );
    expect(exposure.gateways[0].entrances[0]).toMatchObject({
      encryption,
      tlsMode: mode,
    });
    expect(sentences(exposure)).toEqual([sentence]);
    expect(exposure.problems).toEqual([]);
  });

  it('passes TLS through by SNI, which is what a Gateway does without a mode', () => {
    const exposure = expose(
      virtualService({
        hosts: ['*.example.com'],
        tls: [
          { match: [{ sniHosts: ['db.example.com'] }], route: toCatalog },
          {
            match: [{ sniHosts: ['orders.example.com'] }],
            route: [{ destination: { host: 'orders' } }],
          },
        ],
        // Nobody follows it: the Gateway does not see requests.
        http: [{ route: toCatalog }],
      }),
      gateway({ port: HTTPS, hosts: ['*.example.com'], tls: {} }),
    );
    expect(exposure.gateways[0].entrances).toMatchObject([
      {
        hosts: ['db.example.com'],
        encryption: 'passthrough',
        tlsMode: 'PASSTHROUGH',
        sentence:
          'db.example.com, port 443: encrypted up to the service; the Gateway does not open it.',
      },
    ]);
  });

  it.each([
    [
      'bare TCP',
      { port: { number: 31400, protocol: 'TCP' } },
      'www.example.com, port 31400: not encrypted.',
    ],
    [
      'TCP behind TLS',
      {
        port: { number: 31400, protocol: 'TLS' },
        tls: { mode: 'SIMPLE', credentialName: 'c' },
      },
      'www.example.com, port 31400: encrypted up to the Gateway, with the certificate in Secret c.',
    ],
  ])('goes over %s by tcp routes', (_, server, sentence) => {
    const exposure = expose(
      virtualService({
        tcp: [{ match: [{ port: 31400 }], route: toCatalog }],
        http: [{ route: [{ destination: { host: 'orders' } }] }],
      }),
      gateway({ ...server, hosts: ['*'] }, { port: HTTP, hosts: ['*'] }),
    );
    expect(sentences(exposure)).toEqual([sentence]);
  });

  it('is at none of the ports that lead by no VirtualService', () => {
    const exposure = expose(
      virtualService({
        tls: [{ match: [{ sniHosts: ['www.example.com'] }], route: toCatalog }],
      }),
      gateway(
        { hosts: ['*'], tls: {} },
        {
          port: { number: 15443, protocol: 'TLS' },
          hosts: ['*'],
          tls: { mode: 'AUTO_PASSTHROUGH' },
        },
      ),
    );
    expect(sentences(exposure)).toEqual([]);
  });

  it('shows the first of several certificates', () => {
    const exposure = expose(
      web,
      gateway({
        port: { ...HTTPS, protocol: 'https' },
        hosts: ['*'],
        tls: { mode: 'SIMPLE', credentialNames: ['rsa', 'ecdsa'] },
      }),
    );
    expect(exposure.gateways[0].entrances[0]).toMatchObject({
      credentialName: 'rsa',
      encryption: 'terminated',
    });
    expect(exposure.problems).toEqual([]);
  });

  it('is at the port and the Gateway that a route asks for', () => {
    const exposure = expose(
      virtualService({
        gateways: ['ingress/public', 'mesh'],
        http: [
          { match: [{ port: 8080 }], route: toCatalog },
          { match: [{ gateways: ['mesh'] }], route: toCatalog },
        ],
      }),
      gateway(
        { port: HTTP, hosts: ['*'] },
        { port: { ...HTTP, number: 8080 }, hosts: ['*'] },
      ),
    );
    expect(sentences(exposure)).toEqual([
      'http://www.example.com:8080: not encrypted.',
    ]);
    expect(
      exposure.routes.map(({ gateways, inside }) => [gateways, inside]),
    ).toEqual([
      [['ingress/public'], true],
      [[], true],
    ]);
  });

  it.each([
    ['of the namespace', 'shop/www.example.com', true],
    ['of every namespace', '*/www.example.com', true],
    ['of another namespace', 'orders/www.example.com', false],
    ["of the Gateway's namespace", './www.example.com', false],
  ])('holds for VirtualServices %s', (_, host, reaches) => {
    const exposure = expose(web, gateway({ port: HTTP, hosts: [host] }));
    expect(sentences(exposure)).toHaveLength(reaches ? 1 : 0);
  });

  it('says that there is none', () => {
    const exposure = expose();
    expect(exposure.headline).toBe(
      'No Gateway leads to it. Clients inside call catalog.shop, port 8080.',
    );
    expect(exposure).toMatchObject({ gateways: [], routes: [], problems: [] });
  });

  it('counts the addresses it does not name', () => {
    const hosts = ['a', 'b', 'c', 'd', 'e'].map(name => `${name}.example.com`);
    const exposure = expose(
      virtualService({ hosts, http: [{ route: toCatalog }] }),
      gateway({ port: HTTP, hosts }),
    );
    expect(exposure.headline).toMatch(
      /^Clients outside reach it at http:\/\/a.example.com, http:\/\/b.example.com, http:\/\/c.example.com and 2 more\./,
    );
  });
});

describe('problems of exposure', () => {
  const problems = (...objects: MeshObject[]) => expose(...objects).problems;

  it('names a Gateway that is missing', () => {
    const exposure = expose(web);
    expect(exposure.gateways).toEqual([
      { namespace: 'ingress', name: 'public', state: 'missing', entrances: [] },
    ]);
    expect(exposure.headline).toMatch(
      /^It hangs on Gateway ingress\/public, and nobody outside comes in that way\./,
    );
    expect(exposure.problems).toEqual([
      'VirtualService shop/web hangs on Gateway ingress/public, which is not there: nobody outside comes in that way.',
    ]);
  });

  it('names a Gateway that cannot be read', () => {
    const broken = object('Gateway', 'public', {
      namespace: 'ingress',
      spec: { servers: 'many' },
    });
    const exposure = expose(web, broken);
    expect(exposure.gateways[0].state).toBe('unreadable');
    expect(exposure.problems).toEqual([
      'Gateway ingress/public cannot be read.',
    ]);
  });

  it('names hosts that the Gateway does not serve', () => {
    expect(
      problems(
        web,
        gateway({ port: HTTP, hosts: ['*.shop.example', 'a.com', 'a.com'] }),
      ),
    ).toEqual([
      'Gateway ingress/public serves *.shop.example and a.com: none of the hosts of VirtualService shop/web (www.example.com).',
    ]);
  });

  it('says when the Gateway has no port for that kind of route', () => {
    expect(
      problems(
        web,
        gateway({
          port: HTTPS,
          hosts: ['www.example.com'],
          tls: { mode: 'PASSTHROUGH' },
        }),
      ),
    ).toEqual([
      'Gateway ingress/public serves the hosts of VirtualService shop/web on no port that takes its routes.',
    ]);
  });

  it('says when the Gateway does not see the VirtualService', () => {
    expect(
      problems(
        virtualService({ exportTo: ['.'], http: [{ route: toCatalog }] }),
        gateway({ port: HTTP, hosts: ['*'] }),
      ),
    ).toEqual([
      'VirtualService shop/web hangs on Gateway ingress/public and is not exported to namespace ingress: add it to exportTo.',
    ]);
  });

  it('says when TLS lacks its settings or its certificate', () => {
    expect(
      problems(
        virtualService({
          http: [{ route: toCatalog }],
          tcp: [{ route: toCatalog }],
        }),
        gateway(
          { port: HTTPS, hosts: ['*'] },
          {
            port: { ...HTTPS, number: 444 },
            hosts: ['*'],
            tls: { mode: 'SIMPLE' },
          },
          {
            port: { ...HTTPS, number: 445 },
            hosts: ['*'],
            tls: { mode: 'MUTUAL', tlsCertificates: [{}] },
          },
        ),
      ),
    ).toEqual([
      'Gateway ingress/public, port 443, is for HTTPS and has no tls.',
      'Gateway ingress/public, port 444, has no certificate: name a Secret in credentialName.',
    ]);
  });

  it('names a host that Istio does not complete', () => {
    expect(
      problems(
        virtualService({
          gateways: ['mesh'],
          http: [{ route: [{ destination: { host: 'catalog.shop' } }] }],
        }),
      ),
    ).toEqual([
      'VirtualService shop/web says "catalog.shop", which is no Service to Istio: write catalog.shop.svc.cluster.local.',
    ]);
  });

  it('does not ask about Gateways of routes that lead elsewhere', () => {
    expect(
      expose(
        virtualService({
          hosts: ['catalog'],
          http: [{ route: [{ destination: { host: 'orders' } }] }],
        }),
      ),
    ).toMatchObject({ gateways: [], problems: [] });
  });
});

describe('routes of exposure', () => {
  it('are rows with words for what they ask and do', () => {
    const { routes } = expose(
      virtualService({
        gateways: ['mesh', 'ingress/public'],
        http: [
          {
            name: 'beta',
            match: [
              {
                headers: { 'x-beta': { exact: 'yes' } },
                uri: { prefix: '/api' },
              },
              { queryParams: { beta: {} } },
            ],
            route: [
              {
                destination: {
                  host: 'catalog',
                  subset: 'canary',
                  port: { number: 8080 },
                },
              },
            ],
            rewrite: { uri: '/', authority: 'beta.example.com' },
            timeout: '5s',
            retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,reset' },
            mirror: { host: 'orders', subset: 'next' },
            mirrorPercentage: { value: 12.5 },
            fault: {
              delay: { fixedDelay: '1s', percentage: { value: 10 } },
              abort: { httpStatus: 503, percentage: { value: 1 } },
            },
            headers: {
              request: { set: { a: '1' }, remove: ['b'] },
              response: { add: { c: '2' } },
            },
          },
          {
            route: [
              {
                destination: { host: 'catalog', subset: 'stable' },
                weight: 90,
              },
              {
                destination: { host: 'catalog', subset: 'canary' },
                weight: 10,
              },
            ],
          },
        ],
      }),
    );
    expect(routes).toEqual([
      {
        virtualService: 'VirtualService shop/web',
        protocol: 'http',
        name: 'beta',
        inside: true,
        gateways: ['ingress/public'],
        hosts: ['www.example.com'],
        matches: [
          'path begins with /api and header x-beta is yes',
          'parameter beta is there',
        ],
        destinations: [
          {
            host: 'catalog',
            subset: 'canary',
            port: 8080,
            percent: 100,
            own: true,
          },
        ],
        effects: [
          'It rewrites the path to / and the host to beta.example.com.',
          'It gives up after 5s.',
          'It retries up to 3 times of 2s each, on 5xx, reset.',
          'It delays 10 % of the requests by 1s, on purpose.',
          'It fails 1 % of the requests with 503, on purpose.',
          'It sends a copy of 12.5 % of the requests to orders, subset next.',
          'It changes request headers a and b and response header c.',
        ],
      },
      {
        virtualService: 'VirtualService shop/web',
        protocol: 'http',
        inside: true,
        gateways: ['ingress/public'],
        hosts: ['www.example.com'],
        matches: [],
        destinations: [
          { host: 'catalog', subset: 'stable', percent: 90, own: true },
          { host: 'catalog', subset: 'canary', percent: 10, own: true },
        ],
        effects: [],
      },
    ]);
  });

  it.each([
    [
      { redirect: { scheme: 'https', redirectCode: 308 } },
      'It sends clients on to HTTPS (308).',
    ],
    [
      { redirect: { authority: 'a.com', port: 8443, uri: '/x' } },
      'It sends clients on to host a.com, port 8443 and path /x (301).',
    ],
    [
      { redirect: { prefixRewrite: '/v2' } },
      'It sends clients on to paths under /v2 (301).',
    ],
    [{ redirect: {} }, 'It sends clients on to the same place (301).'],
    [{ directResponse: { status: 404 } }, 'The proxy answers 404 by itself.'],
    [{ timeout: '0s' }, 'It waits for an answer without limit.'],
    [{ retries: { attempts: 0 } }, 'It does not retry.'],
    [
      { fault: { delay: { fixedDelay: '1s', percent: 5 } } },
      'It delays 5 % of the requests by 1s, on purpose.',
    ],
    [{ retries: { attempts: 1 } }, 'It retries up to 1 time.'],
    [
      { rewrite: { uriRegexRewrite: { match: '^/a', rewrite: '/b' } } },
      'It rewrites what matches ^/a in the path to /b.',
    ],
    [
      { mirror: { host: 'orders', port: { number: 81 } } },
      'It sends a copy of 100 % of the requests to orders, port 81.',
    ],
    [
      { mirrors: [{ destination: { host: 'a' }, percentage: { value: 5 } }] },
      'It sends a copy of 5 % of the requests to a.',
    ],
    [
      {
        fault: {
          abort: { grpcStatus: 'UNAVAILABLE', percentage: { value: 50 } },
        },
      },
      'It fails 50 % of the requests with UNAVAILABLE, on purpose.',
    ],
  ])('say of %j: %s', (action, sentence) => {
    const { routes } = expose(
      virtualService({ hosts: ['catalog'], http: [action] }),
    );
    expect(routes[0].effects).toEqual([sentence]);
  });

  it.each([
    [{ mirror: { host: 'orders' }, mirrorPercentage: { value: 0 } }],
    // Istio delays and fails nobody without a percentage (`TranslateFault`).
    [{ fault: { delay: { fixedDelay: '5s' }, abort: { httpStatus: 500 } } }],
    [{ rewrite: {} }],
    [{ headers: { request: {} } }],
  ])('say nothing of %j, which does nothing', action => {
    const { routes } = expose(
      virtualService({ hosts: ['catalog'], http: [action] }),
    );
    expect(routes[0].effects).toEqual([]);
  });

  it('count weights as parts of their sum, and not at all with one destination', () => {
    const { routes } = expose(
      virtualService({
        http: [
          {
            route: [
              { destination: { host: 'catalog' }, weight: 1 },
              { destination: { host: 'orders' }, weight: 3 },
            ],
          },
          { route: [{ destination: { host: 'catalog' }, weight: 0 }] },
          {
            route: [
              { destination: { host: 'catalog' } },
              { destination: { host: 'orders' } },
            ],
          },
        ],
      }),
    );
    expect(
      routes.map(({ destinations }) => destinations.map(one => one.percent)),
    ).toEqual([[25, 75], [100], [0, 0]]);
    expect(routes[0].destinations.map(one => one.own)).toEqual([true, false]);
  });

  it('leave out what a shared VirtualService does for others', () => {
    const shared = {
      http: [
        { name: 'secure', redirect: { scheme: 'https' } },
        { name: 'orders', route: [{ destination: { host: 'orders' } }] },
        { name: 'catalog', route: toCatalog },
      ],
    };
    const shown = (spec: object) =>
      expose(virtualService(spec)).routes.map(({ name }) => name);
    expect(shown(shared)).toEqual(['catalog']);
    expect(shown({ ...shared, hosts: ['catalog'] })).toEqual([
      'secure',
      'orders',
      'catalog',
    ]);
    expect(shown({ http: [shared.http[0], shared.http[2]] })).toEqual([
      'secure',
      'catalog',
    ]);
  });

  it('take every request when one of their matches does', () => {
    const { routes } = expose(
      virtualService({
        http: [{ match: [{ uri: { exact: '/' } }, {}], route: toCatalog }],
      }),
    );
    expect(routes[0].matches).toEqual([]);
  });

  it('are the service’s own when they only send it copies', () => {
    const { routes } = expose(
      virtualService({
        hosts: ['orders'],
        http: [
          {
            route: [{ destination: { host: 'orders' } }],
            mirror: { host: 'catalog' },
          },
        ],
      }),
    );
    expect(routes).toHaveLength(1);
  });

  it('are of the hosts that outside and inside have in common', () => {
    const { routes, gateways } = expose(
      virtualService({
        gateways: undefined,
        hosts: ['catalog'],
        http: [{ route: toCatalog }],
      }),
    );
    expect(routes[0]).toMatchObject({ inside: true, gateways: [] });
    expect(gateways).toEqual([]);
  });
});

describe('delegated routes', () => {
  const root = (http: object[], spec: object = {}) =>
    virtualService({ http, ...spec }, 'root', 'ingress');
  const part = (http: object[], spec: object = {}) =>
    object('VirtualService', 'part', { spec: { http, ...spec } });
  const delegate = { delegate: { name: 'part', namespace: 'shop' } };

  it('are put in the place of the route that delegates', () => {
    const exposure = expose(
      root([
        {
          name: 'shop',
          match: [{ uri: { prefix: '/shop' } }],
          timeout: '9s',
          ...delegate,
        },
      ]),
      part([
        {
          name: 'items',
          match: [{ uri: { prefix: '/shop/items' }, method: { exact: 'GET' } }],
          route: toCatalog,
        },
        { route: toCatalog, timeout: '1s' },
      ]),
      gateway({ port: HTTP, hosts: ['*'] }),
    );
    expect(exposure.problems).toEqual([]);
    expect(sentences(exposure)).toEqual([
      'http://www.example.com: not encrypted.',
    ]);
    expect(exposure.routes).toMatchObject([
      {
        virtualService: 'VirtualService ingress/root',
        delegate: 'VirtualService shop/part',
        name: 'shop-items',
        matches: ['path begins with /shop/items and method is GET'],
        effects: ['It gives up after 9s.'],
        // The short name is of the namespace that writes it.
        destinations: [{ host: 'catalog', own: true }],
      },
      {
        name: 'shop',
        matches: ['path begins with /shop'],
        effects: ['It gives up after 1s.'],
      },
    ]);
  });

  it('are left out where they contradict, as Istio does', () => {
    const exposure = expose(
      root([{ match: [{ uri: { prefix: '/shop' } }], ...delegate }]),
      part([
        { name: 'x', match: [{ uri: { prefix: '/' } }], route: toCatalog },
      ]),
    );
    expect(exposure.routes).toEqual([]);
    expect(exposure.problems).toEqual([
      'A route "x" of VirtualService shop/part can never match where VirtualService ingress/root delegates to it: Istio leaves it out.',
      'VirtualService shop/part has no hosts, and no VirtualService leads to it: nothing follows it.',
    ]);
  });

  it('say when they are not exported to the one that delegates', () => {
    expect(
      expose(
        root([delegate]),
        part([{ route: toCatalog }], { exportTo: ['.'] }),
      ).problems,
    ).toContain(
      'VirtualService shop/part is not exported to namespace ingress: nothing follows that part of VirtualService ingress/root.',
    );
  });

  it('say when they are missing or have hosts of their own', () => {
    const own = (http: object[]) =>
      virtualService({ hosts: ['catalog'], gateways: ['mesh'], http });
    const problem =
      'VirtualService shop/web delegates to VirtualService shop/part, which is not there or has hosts: nothing follows that part of VirtualService shop/web.';
    expect(expose(own([delegate])).problems).toEqual([problem]);
    expect(
      expose(own([delegate]), part([{ route: toCatalog }], { hosts: ['a'] }))
        .problems,
    ).toEqual([problem]);
  });

  it('say when nobody delegates to them', () => {
    expect(expose(part([{ route: toCatalog }])).problems).toEqual([
      'VirtualService shop/part has no hosts, and no VirtualService leads to it: nothing follows it.',
    ]);
  });
});

describe('exposure inside', () => {
  const inside = (spec: object, annotations?: Record<string, string>) =>
    expose(object('Service', 'catalog', { spec, annotations })).inside;
  const selector = { app: 'catalog' };

  it('is by its names and ports', () => {
    expect(inside({ selector, ports: [{ port: 80, name: 'http' }] })).toEqual({
      hosts: ['catalog', 'catalog.shop', 'catalog.shop.svc.cluster.local'],
      aliases: [],
      ports: [{ port: 80, name: 'http', protocol: 'HTTP' }],
      notes: [],
    });
  });

  it.each([
    [{ port: 80 }, 'detected'],
    [{ port: 80, name: 'web' }, 'detected'],
    [{ port: 80, name: 'http-web' }, 'HTTP'],
    [{ port: 80, name: 'tcp' }, 'TCP'],
    [{ port: 80, name: 'grpc-web-x' }, 'GRPC-WEB'],
    [{ port: 80, name: 'http', appProtocol: 'grpc' }, 'GRPC'],
    [{ port: 80, appProtocol: 'kubernetes.io/h2c' }, 'HTTP2'],
    [{ port: 80, appProtocol: 'kubernetes.io/ws' }, 'HTTP'],
    [{ port: 80, appProtocol: 'kubernetes.io/wss' }, 'HTTPS'],
    [{ port: 80, name: 'http', protocol: 'UDP' }, 'UDP'],
    [{ port: 3306, name: 'db' }, 'TCP'],
  ])('takes %j for %s', (port, protocol) => {
    expect(inside({ selector, ports: [port] }).ports[0].protocol).toBe(
      protocol,
    );
  });

  it.each([
    [
      { selector, clusterIP: 'None' },
      'It is headless: its name leads to each pod by itself.',
    ],
    [{}, 'It selects no pods: someone else says where its requests go.'],
    [
      { selector: {} },
      'It selects no pods: someone else says where its requests go.',
    ],
    [
      { type: 'ExternalName', externalName: 'db.example.com' },
      'It has no pods: it is a name for db.example.com.',
    ],
    [
      { selector, type: 'LoadBalancer' },
      'It has a load balancer of its own: clients outside can reach it past every Gateway.',
    ],
    [
      { selector, type: 'NodePort' },
      'It has a port on every node: clients that reach a node can reach it past every Gateway.',
    ],
  ])('notes of %j', (spec, note) => {
    expect(inside(spec).notes).toEqual([note]);
  });

  it.each([
    ['*', []],
    ['., orders', ['Only proxies in namespaces shop, orders see it.']],
    ['.', ['Only proxies in namespace shop see it.']],
    ['~', ['No proxy of the mesh sees it: it is exported to nobody.']],
    [' ', []],
  ])('exported to %j', (exportTo, notes) => {
    expect(
      inside({ selector }, { 'networking.istio.io/exportTo': exportTo }).notes,
    ).toEqual(notes);
  });

  it('is also by the names of other routes that lead to it', () => {
    const mesh = { gateways: ['mesh'], http: [{ route: toCatalog }] };
    const { inside: found, headline } = expose(
      virtualService({ ...mesh, hosts: ['shop.example.com', 'catalog', '*'] }),
      virtualService({ ...mesh, hosts: ['root'] }, 'b'),
      virtualService({ ...mesh, hosts: ['root'] }, 'c'),
      virtualService({ ...mesh, hosts: ['out.com'], gateways: ['x/y'] }, 'd'),
      virtualService(
        { ...mesh, hosts: ['*.local'], http: [{ redirect: {} }] },
        'e',
      ),
    );
    expect(found.aliases).toEqual([
      'shop.example.com',
      'root.shop.svc.cluster.local',
    ]);
    expect(headline).toMatch(
      /Clients inside call shop.example.com and root.shop.svc.cluster.local, or catalog.shop, port 8080\.$/,
    );
  });

  it('says in its headline which ports there are', () => {
    const headline = (ports: object[]) =>
      expose(object('Service', 'catalog', { spec: { selector, ports } }))
        .headline;
    expect(headline([])).toBe(
      'No Gateway leads to it. Clients inside know it as catalog.shop, without ports.',
    );
    expect(headline([{ port: 80 }, { port: 81 }, { port: 80 }])).toBe(
      'No Gateway leads to it. Clients inside call catalog.shop, ports 80 and 81.',
    );
  });
});

describe('absurdly long objects', () => {
  const long = 'x'.repeat(900);
  const many = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));

  it('are cut, and what is missing is counted', () => {
    const exposure = expose(
      virtualService({
        hosts: ['catalog', ...many(300, i => `${i}${long}`)],
        gateways: many(100, i => `${i}/${long}`),
        http: many(60, i => ({
          match: many(30, () => ({ uri: { exact: `${i}${long}` } })),
          route: many(30, () => ({ destination: { host: 'catalog' } })),
          headers: { request: { remove: many(50, () => long) } },
        })),
      }),
    );
    expect(exposure.routes).toHaveLength(50);
    expect(exposure.routes[0].matches).toHaveLength(20);
    expect(exposure.routes[0].destinations).toHaveLength(20);
    expect(exposure.routes[0].effects[0]).toHaveLength(301);
    expect(exposure.gateways).toHaveLength(20);
    expect(exposure.problems).toHaveLength(20);
    expect(exposure.notShown).toEqual({ routes: 10, problems: 0 });
  });

  it('do not multiply where they delegate', () => {
    const match = many(200, i => ({ port: i + 1 }));
    const matches = many(200, i => ({ method: { exact: `${i}` } }));
    const exposure = expose(
      virtualService({
        hosts: ['catalog'],
        http: [{ match, delegate: { name: 'part' } }],
      }),
      object('VirtualService', 'part', {
        spec: { http: [{ match: matches, route: toCatalog }] },
      }),
    );
    expect(exposure.routes[0].matches).toHaveLength(20);
  });
});

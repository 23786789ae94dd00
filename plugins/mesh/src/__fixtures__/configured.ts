import {
  buildServiceView,
  findServiceObjects,
  lookupOf,
  parseObject,
  type MeshKind,
  type ReadingGap,
  type ServiceView,
} from '@meshway/plugin-mesh-common';
import { ENTITY_REF, healthyService, live, NOW } from './views';

const LABELS = { app: 'productpage' };

function object(kind: MeshKind, name: string, spec: object, extra = {}) {
  return parseObject(kind, {
    metadata: {
      name,
      namespace: kind === 'Namespace' ? undefined : 'bookinfo',
      uid: `${kind}/${name}`,
      resourceVersion: '1',
      ...extra,
    },
    spec,
    status: {},
  });
}

function pod(name: string, version: string, ...containers: string[]) {
  return object(
    'Pod',
    name,
    { containers: containers.map(container => ({ name: container })) },
    {
      labels: { ...LABELS, version },
      ownerReferences: [
        {
          kind: 'ReplicaSet',
          name: 'productpage-6d8f7c5b9',
          uid: 'ReplicaSet/productpage-6d8f7c5b9',
        },
      ],
    },
  );
}

const template = {
  metadata: { labels: LABELS },
  spec: { containers: [{ name: 'productpage', image: 'productpage:1.20.1' }] },
};

/** A Deployment with its Service in a namespace that asks for sidecars. */
const BASE = [
  object(
    'Namespace',
    'bookinfo',
    {},
    { labels: { 'istio-injection': 'enabled' } },
  ),
  object('Service', 'productpage', {
    selector: LABELS,
    ports: [{ name: 'http', port: 9080, targetPort: 9080 }],
  }),
  object('Deployment', 'productpage', {
    replicas: 3,
    selector: { matchLabels: LABELS },
    template,
  }),
  object(
    'ReplicaSet',
    'productpage-6d8f7c5b9',
    { replicas: 3, template },
    {
      labels: { ...LABELS, 'pod-template-hash': '6d8f7c5b9' },
      ownerReferences: [
        {
          kind: 'Deployment',
          name: 'productpage',
          uid: 'Deployment/productpage',
        },
      ],
    },
  ),
];

const PODS = ['x7k2p', 'q9m4d', 'z3w8t'].map((suffix, index) =>
  pod(
    `productpage-6d8f7c5b9-${suffix}`,
    index < 2 ? 'v1' : 'v2',
    'productpage',
    'istio-proxy',
  ),
);

const STRICT = object('PeerAuthentication', 'default', {
  mtls: { mode: 'STRICT' },
});

const GATEWAY = object(
  'Gateway',
  'public',
  {
    selector: { istio: 'ingressgateway' },
    servers: [
      {
        hosts: ['shop.example.com'],
        port: { number: 443, name: 'https', protocol: 'HTTPS' },
        tls: { mode: 'SIMPLE', credentialName: 'shop-example-com' },
      },
      {
        hosts: ['shop.example.com'],
        port: { number: 80, name: 'http', protocol: 'HTTP' },
        tls: { httpsRedirect: true },
      },
    ],
  },
  { namespace: 'istio-ingress' },
);

const to = (weight: number, subset: string) => ({
  destination: { host: 'productpage', subset, port: { number: 9080 } },
  weight,
});

const EXPOSED = [
  GATEWAY,
  object('VirtualService', 'productpage', {
    hosts: ['shop.example.com', 'productpage'],
    gateways: ['istio-ingress/public', 'mesh'],
    http: [
      {
        name: 'testers',
        match: [{ headers: { 'end-user': { exact: 'jason' } } }],
        route: [to(100, 'v2')],
        timeout: '5s',
      },
      {
        name: 'primary',
        route: [to(80, 'v1'), to(20, 'v2')],
        timeout: '5s',
        retries: { attempts: 2, perTryTimeout: '2s', retryOn: '5xx' },
      },
    ],
  }),
  object('DestinationRule', 'productpage', {
    host: 'productpage',
    trafficPolicy: {
      outlierDetection: {
        consecutive5xxErrors: 5,
        interval: '10s',
        baseEjectionTime: '30s',
      },
      connectionPool: { http: { http2MaxRequests: 200 } },
    },
    subsets: [
      { name: 'v1', labels: { version: 'v1' } },
      { name: 'v2', labels: { version: 'v2' } },
    ],
  }),
];

const ONLY_GATEWAY = object('AuthorizationPolicy', 'productpage', {
  selector: { matchLabels: LABELS },
  action: 'ALLOW',
  rules: [
    {
      from: [
        {
          source: {
            principals: ['cluster.local/ns/istio-ingress/sa/public'],
          },
        },
      ],
      to: [{ operation: { methods: ['GET'] } }],
    },
  ],
});

const SITUATIONS = {
  /** Encrypted, in the mesh, closed to strangers, reachable from outside. */
  strict: [
    ...PODS,
    STRICT,
    ONLY_GATEWAY,
    object('RequestAuthentication', 'tokens', {
      selector: { matchLabels: LABELS },
      jwtRules: [{ issuer: 'https://login.example.com' }],
    }),
    ...EXPOSED,
  ],
  /** As Istio has it by default. */
  permissive: PODS,
  /** One pod without a sidecar, one port in plain text, one client that does not encrypt. */
  mixed: [
    ...PODS.slice(1),
    pod('productpage-6d8f7c5b9-x7k2p', 'v1', 'productpage'),
    object('PeerAuthentication', 'productpage', {
      selector: { matchLabels: LABELS },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 9080: { mode: 'DISABLE' } },
    }),
    object('DestinationRule', 'productpage-plain', {
      host: 'productpage',
      trafficPolicy: { tls: { mode: 'DISABLE' } },
    }),
    object('VirtualService', 'productpage', {
      hosts: ['productpage'],
      http: [
        {
          fault: { delay: { fixedDelay: '3s', percentage: { value: 10 } } },
          route: [{ destination: { host: 'productpage' } }],
        },
      ],
    }),
  ],
  /** Nobody may call. */
  closed: [...PODS, STRICT, object('AuthorizationPolicy', 'nobody', {})],
  /** Some kinds may not be read. */
  gaps: PODS,
  /** More routes than fit a screen. */
  'many-routes': [
    ...PODS,
    STRICT,
    GATEWAY,
    object('VirtualService', 'productpage', {
      hosts: ['shop.example.com'],
      gateways: ['istio-ingress/public'],
      http: Array.from({ length: 14 }, (_, i) => ({
        name: `area-${i + 1}`,
        match: [
          {
            uri: { prefix: `/areas/${i + 1}/` },
            headers: { 'x-tenant': { regex: `^(alpha|beta|gamma)-${i}$` } },
          },
        ],
        rewrite: { uri: '/' },
        timeout: `${i + 1}s`,
        route: [
          {
            destination: { host: 'productpage', port: { number: 9080 } },
            weight: 100 - i,
          },
          ...(i > 0
            ? [
                {
                  destination: {
                    host: 'productpage-next.bookinfo.svc.cluster.local',
                  },
                  weight: i,
                },
              ]
            : []),
        ],
      })),
    }),
  ],
  /** Errors and warnings. */
  findings: [
    ...PODS,
    object('VirtualService', 'productpage', {
      hosts: ['shop.example.com'],
      gateways: ['istio-ingress/absent'],
      http: [{ route: [to(60, 'v1'), to(30, 'canary')] }],
    }),
    object('DestinationRule', 'productpage', {
      host: 'productpage',
      subsets: [{ name: 'v1', labels: { version: 'v9' } }],
    }),
    object('AuthorizationPolicy', 'productpage', {
      selector: { matchLabels: LABELS },
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/shop/sa/cart'] } }],
        },
      ],
    }),
  ],
} as const;

/** How a service is protected, reached and configured. */
export type ConfiguredSituation = keyof typeof SITUATIONS;

const GAPS: ReadingGap[] = [
  'AuthorizationPolicy',
  'DestinationRule',
  'PeerAuthentication',
  'VirtualService',
].map(kind => ({
  kind,
  reason: `The portal's account may not read ${kind} objects in cluster lab.`,
  mend: `Add this rule to the portal's ClusterRole:\n- apiGroups: [istio.io]\n  resources: [${kind.toLowerCase()}]\n  verbs: [get, list, watch]`,
}));

/** The service, with what the core says of objects such as these. */
export function configuredService(
  situation: ConfiguredSituation,
  now: Date = NOW,
): ServiceView {
  const { posture, exposure, findings, freshness } = buildServiceView({
    cluster: 'lab',
    entityRef: ENTITY_REF,
    objects: findServiceObjects(
      lookupOf([...BASE, ...SITUATIONS[situation]]),
      'bookinfo',
      'productpage',
    )!,
    freshness: {
      cluster: live(now),
      metrics: live(now),
      ...(situation === 'gaps' && { gaps: GAPS }),
    },
    trustCatalog: true,
    now,
  });
  return { ...healthyService(now), posture, exposure, findings, freshness };
}

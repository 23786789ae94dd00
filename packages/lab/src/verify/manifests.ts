/** The name of every Rollout that is driven: each has a namespace of its own. */
export const NAME = 'checkout';

const ROLLOUTS = 'argoproj.io/v1alpha1';
const NETWORKING = 'networking.istio.io/v1';

/** Image of a version. */
export function image(version: string): string {
  return `registry.example.com/shop/checkout:${version}`;
}

/** The pod template of every workload. */
export function podTemplate(
  options: {
    version?: string;
    annotations?: Record<string, string>;
  } = {},
) {
  return {
    metadata: { labels: { app: NAME }, annotations: options.annotations ?? {} },
    spec: {
      containers: [
        {
          name: NAME,
          image: image(options.version ?? '1.0.0'),
          ports: [{ name: 'http', containerPort: 8080 }],
        },
      ],
    },
  };
}

/** A Rollout with a strategy. */
export function rollout(strategy: object, spec: object = {}) {
  return {
    apiVersion: ROLLOUTS,
    kind: 'Rollout',
    metadata: { name: NAME, labels: { app: NAME } },
    spec: {
      replicas: 2,
      revisionHistoryLimit: 5,
      selector: { matchLabels: { app: NAME } },
      template: podTemplate(),
      strategy,
      ...spec,
    },
  };
}

const HTTP = [{ name: 'http', port: 80, targetPort: 8080 }];

/** A Service that selects the pods of the Rollout. */
export function service(name: string, ports: object[] = HTTP) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: NAME }, ports },
  };
}

/** Stable and canary subset of the one Service. */
export function subsets() {
  return {
    apiVersion: NETWORKING,
    kind: 'DestinationRule',
    metadata: { name: NAME },
    spec: {
      host: NAME,
      subsets: [
        { name: 'stable', labels: { app: NAME } },
        { name: 'canary', labels: { app: NAME } },
      ],
    },
  };
}

/** A split between two destinations, all of it to the first. */
export function split(stable: object, canary: object, protocol = 'http') {
  const port = protocol === 'http' ? {} : { port: { number: 443 } };
  return [
    { destination: { ...stable, ...port }, weight: 100 },
    { destination: { ...canary, ...port }, weight: 0 },
  ];
}

/** The destinations of a subset-level split. */
export const BY_SUBSET = split(
  { host: NAME, subset: 'stable' },
  { host: NAME, subset: 'canary' },
);

/** The destinations of a host-level split. */
export const BY_HOST = split(
  { host: `${NAME}-stable` },
  { host: `${NAME}-canary` },
);

/** A VirtualService with one HTTP route. */
export function virtualService(route: object, options: { name?: string } = {}) {
  const { name = NAME } = options;
  return virtualServiceWith({ http: [{ name: 'primary', route }] }, { name });
}

/** A VirtualService with any routes. */
export function virtualServiceWith(
  routes: object,
  options: { name?: string; hosts?: string[] } = {},
) {
  const { name = NAME, hosts = [name] } = options;
  return {
    apiVersion: NETWORKING,
    kind: 'VirtualService',
    metadata: { name },
    spec: { hosts, ...routes },
  };
}

/** Traffic routing by the subsets of one DestinationRule. */
export function bySubset(istio: object = {}) {
  return {
    istio: {
      virtualService: { name: NAME, routes: ['primary'] },
      destinationRule: {
        name: NAME,
        stableSubsetName: 'stable',
        canarySubsetName: 'canary',
      },
      ...istio,
    },
  };
}

/** Everything of a canary whose traffic is split between two subsets. */
export function subsetCanary(
  steps: object[],
  options: { canary?: object; spec?: object; routing?: object } = {},
): object[] {
  return [
    service(NAME),
    subsets(),
    virtualService(BY_SUBSET),
    rollout(
      {
        canary: {
          steps,
          trafficRouting: { ...bySubset(), ...options.routing },
          ...options.canary,
        },
      },
      options.spec,
    ),
  ];
}

/** Everything of a canary whose traffic is split between two Services. */
export function hostCanary(
  steps: object[],
  options: { canary?: object; spec?: object; routing?: object } = {},
): object[] {
  return [
    service(`${NAME}-stable`),
    service(`${NAME}-canary`),
    virtualService(BY_HOST),
    rollout(
      {
        canary: {
          stableService: `${NAME}-stable`,
          canaryService: `${NAME}-canary`,
          steps,
          trafficRouting: {
            istio: { virtualService: { name: NAME, routes: ['primary'] } },
            ...options.routing,
          },
          ...options.canary,
        },
      },
      options.spec,
    ),
  ];
}

/** Everything of a blue-green Rollout. */
export function blueGreen(
  options: { blueGreen?: object; spec?: object } = {},
): object[] {
  return [
    service(NAME),
    service(`${NAME}-preview`),
    rollout(
      {
        blueGreen: {
          activeService: NAME,
          previewService: `${NAME}-preview`,
          autoPromotionEnabled: false,
          scaleDownDelaySeconds: 3600,
          ...options.blueGreen,
        },
      },
      options.spec,
    ),
  ];
}

/** A metric that asks the lab's Prometheus for a constant; `conditions` says what becomes of it. */
export function analysisTemplate(
  name: string,
  prometheus: string,
  metric: object,
) {
  return {
    apiVersion: ROLLOUTS,
    kind: 'AnalysisTemplate',
    metadata: { name },
    spec: {
      metrics: [
        {
          name: 'success-rate',
          provider: {
            prometheus: { address: prometheus, query: 'vector(0.97)' },
          },
          ...metric,
        },
      ],
    },
  };
}

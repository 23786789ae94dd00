import type { ConfigObject } from '../objects/ConfigObject';

/** A service whose objects fit together; each caller gets its own to break. */
export function ordersConfig() {
  const metadata = { name: 'orders', namespace: 'orders' };
  const subset = (name: string) => ({ name, labels: { app: 'orders' } });
  return {
    namespace: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'orders',
        annotations: { 'meshway.dev/owner': 'group:default/shop' },
      } as { name: string; annotations?: Record<string, string> },
    },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata },
      spec: {
        selector: { app: 'orders' } as Record<string, string>,
        ports: [{ name: 'http', port: 80, targetPort: 'http' }] as {
          name: string;
          port: number;
          targetPort: number | string;
        }[],
      },
    },
    rollout: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: {
        ...metadata,
        annotations: {
          'meshway.dev/entity': 'component:default/orders',
        } as Record<string, string>,
      },
      spec: {
        replicas: 5 as unknown,
        selector: { matchLabels: { app: 'orders' } },
        template: {
          metadata: { labels: { app: 'orders' } },
          spec: {
            containers: [
              {
                name: 'orders',
                image: 'orders:1.0.0',
                ports: [{ name: 'http', containerPort: 8080 }],
              },
            ],
          },
        },
        strategy: {
          canary: {
            trafficRouting: {
              istio: {
                virtualService: { name: 'orders', routes: ['primary'] },
                destinationRule: {
                  name: 'orders',
                  stableSubsetName: 'stable',
                  canarySubsetName: 'canary',
                },
              },
            },
            steps: [{ setWeight: 20 }, { pause: {} }],
          },
        },
      },
    },
    gateway: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { ...metadata },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [
          {
            port: { number: 80, name: 'http', protocol: 'HTTP' },
            hosts: ['orders.example.com'],
          },
        ],
      },
    },
    virtualService: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { ...metadata },
      spec: {
        hosts: ['orders.example.com', 'orders'],
        gateways: ['orders', 'mesh'],
        http: [
          {
            name: 'primary',
            route: [
              destination('orders', 'stable', 100),
              destination('orders', 'canary', 0),
            ],
          },
        ] as {
          name: string;
          match?: object[];
          route: ReturnType<typeof destination>[];
        }[],
      },
    },
    destinationRule: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { ...metadata },
      spec: { host: 'orders', subsets: [subset('stable'), subset('canary')] },
    },
  };
}

/** The objects of a service, by what they are. */
export type OrdersConfig = ReturnType<typeof ordersConfig>;

/** One destination of a route. */
export function destination(
  host: string,
  subset: string,
  weight: number,
): {
  destination: { host: string; subset: string; port?: { number: number } };
  weight: number;
} {
  return { destination: { host, subset }, weight };
}

/** As a reader of files hands them over. */
export function toConfigObjects(config: Partial<OrdersConfig>): ConfigObject[] {
  return Object.values(config).map(raw => ({
    source: `${raw.kind.toLowerCase()}.yaml`,
    apiVersion: raw.apiVersion,
    kind: raw.kind,
    name: raw.metadata.name,
    namespace: 'namespace' in raw.metadata ? raw.metadata.namespace : undefined,
    raw,
  }));
}

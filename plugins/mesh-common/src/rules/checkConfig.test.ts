import {
  destination,
  ordersConfig,
  toConfigObjects,
  type OrdersConfig,
} from './__fixtures__/orders';
import { checkConfig } from './checkConfig';

type Break = (config: OrdersConfig) => void;

/** Breaks a good service in one way; returns what the rules say. */
function findingsAfter(change: Break, without: (keyof OrdersConfig)[] = []) {
  const config: Partial<OrdersConfig> & OrdersConfig = ordersConfig();
  change(config);
  for (const key of without) delete (config as Partial<OrdersConfig>)[key];
  return checkConfig(toConfigObjects(config)).map(
    ({ code, object, message }) => `${code} ${object}: ${message}`,
  );
}

const firstRoute = (config: OrdersConfig) =>
  config.virtualService.spec.http[0].route;

describe('checkConfig', () => {
  it('finds nothing in a service whose objects fit together', () => {
    expect(checkConfig(toConfigObjects(ordersConfig()))).toEqual([]);
  });

  const breaks: [string, Break, string[]][] = [
    [
      'a field of the wrong type',
      config => {
        config.rollout.spec.replicas = 'five';
      },
      [
        'MSH101 Rollout orders/orders (rollout.yaml): It cannot be read: spec.replicas: Invalid input: expected number, received string.',
      ],
    ],
    [
      'an object in another namespace',
      config => {
        config.gateway.metadata.namespace = 'shop';
      },
      [
        'MSH102 Gateway shop/orders (gateway.yaml): It is in namespace "shop", the service in "orders".',
        'MSH204 VirtualService orders/orders (virtualservice.yaml): It hangs on Gateway "orders", and there is none.',
      ],
    ],
    [
      'an object without namespace',
      config => {
        Reflect.deleteProperty(config.gateway.metadata, 'namespace');
      },
      [
        'MSH102 Gateway orders (gateway.yaml): It names no namespace; the service is in "orders".',
        'MSH204 VirtualService orders/orders (virtualservice.yaml): It hangs on Gateway "orders", and there is none.',
      ],
    ],
    [
      'a destination that is misspelt',
      config => {
        for (const one of firstRoute(config)) one.destination.host = 'order';
      },
      [
        'MSH201 VirtualService orders/orders (virtualservice.yaml): Route "primary" leads to "order", and there is no such Service.',
        'MSH201 VirtualService orders/orders (virtualservice.yaml): Route "primary" leads to "order", and there is no such Service.',
      ],
    ],
    [
      'a subset that the DestinationRule does not have',
      config => {
        config.virtualService.spec.http.unshift({
          name: 'beta',
          match: [{ uri: { prefix: '/beta' } }],
          route: [destination('orders.orders.svc.cluster.local', 'beta', 100)],
        });
      },
      [
        'MSH202 VirtualService orders/orders (virtualservice.yaml): Route "beta" leads to subset "beta" of "orders.orders.svc.cluster.local", whose DestinationRule has "stable", "canary".',
      ],
    ],
    [
      'weights that make 120',
      config => {
        firstRoute(config)[1].weight = 20;
      },
      [
        'MSH203 VirtualService orders/orders (virtualservice.yaml): Route "primary" has weights that add up to 120.',
      ],
    ],
    [
      'a Gateway that is not there',
      config => {
        config.virtualService.spec.gateways = ['front', 'mesh'];
      },
      [
        'MSH204 VirtualService orders/orders (virtualservice.yaml): It hangs on Gateway "front", and there is none.',
      ],
    ],
    [
      'a port that the Service does not have',
      config => {
        firstRoute(config)[0].destination.port = { number: 8080 };
      },
      [
        'MSH205 VirtualService orders/orders (virtualservice.yaml): Route "primary" leads to "orders", port 8080; the Service has 80.',
      ],
    ],
    [
      'a Service with two ports and a route that does not choose',
      config => {
        config.service.spec.ports.push({
          name: 'grpc',
          port: 81,
          targetPort: 8080,
        });
        firstRoute(config)[1].destination.port = { number: 81 };
      },
      [
        'MSH205 VirtualService orders/orders (virtualservice.yaml): Route "primary" leads to "orders" without a port; the Service has 80, 81.',
      ],
    ],
    [
      'a route whose name the Rollout does not know',
      config => {
        config.virtualService.spec.http[0].name = 'main';
      },
      [
        'MSH301 Rollout orders/orders (rollout.yaml): It moves weights in route "primary" of VirtualService "orders", and there is none.',
      ],
    ],
    [
      'a VirtualService whose name the Rollout does not know',
      config => {
        config.virtualService.metadata.name = 'routes';
      },
      [
        'MSH301 Rollout orders/orders (rollout.yaml): It moves weights in VirtualService "orders", and there is none.',
      ],
    ],
    [
      'a third subset, which the controller would drop',
      config => {
        config.destinationRule.spec.subsets.push({
          name: 'v1',
          labels: { app: 'orders' },
        });
      },
      [
        'MSH302 Rollout orders/orders (rollout.yaml): It would drop subset "v1" of DestinationRule "orders".',
      ],
    ],
    [
      'a third destination, which the controller would delete',
      config => {
        config.destinationRule.spec.subsets.push({
          name: 'v1',
          labels: { app: 'orders' },
        });
        firstRoute(config)[0].weight = 90;
        firstRoute(config).push(destination('orders', 'v1', 10));
      },
      [
        'MSH302 Rollout orders/orders (rollout.yaml): It would drop subset "v1" of DestinationRule "orders".',
        'MSH303 VirtualService orders/orders (virtualservice.yaml): Route "primary" leads to "stable", "canary", "v1"; Rollout "orders" wants "stable" and "canary".',
      ],
    ],
    [
      'a selector that fits no pod',
      config => {
        config.service.spec.selector.version = 'v1';
      },
      [
        "MSH304 Service orders/orders (service.yaml): No workload's pods have app=orders, version=v1.",
      ],
    ],
    [
      'a Rollout that does not select its own pods',
      config => {
        config.rollout.spec.selector.matchLabels.app = 'order';
      },
      [
        'MSH305 Rollout orders/orders (rollout.yaml): Its selector wants app=order, which its pods do not have.',
      ],
    ],
    [
      'a port that no container names',
      config => {
        config.service.spec.ports[0].targetPort = 'web';
      },
      [
        'MSH306 Service orders/orders (service.yaml): Its port 80 leads to "web", and no container names a port so.',
      ],
    ],
    [
      'nobody named who may decide',
      config => {
        config.namespace.metadata.annotations = {};
        config.rollout.metadata.annotations = {};
      },
      [
        'MSH401 Rollout orders/orders (rollout.yaml): Neither it nor its Namespace names an entity or an owner.',
      ],
    ],
  ];
  it.each(breaks)('finds %s', (_, change, expected) => {
    expect(findingsAfter(change)).toEqual(expected);
  });

  it('finds every seam to a DestinationRule that is missing', () => {
    expect(findingsAfter(() => {}, ['destinationRule'])).toEqual([
      'MSH202 VirtualService orders/orders (virtualservice.yaml): Route "primary" leads to subset "stable" of "orders", whose DestinationRule has none.',
      'MSH202 VirtualService orders/orders (virtualservice.yaml): Route "primary" leads to subset "canary" of "orders", whose DestinationRule has none.',
      'MSH302 Rollout orders/orders (rollout.yaml): It writes into DestinationRule "orders", and there is none in its namespace.',
    ]);
  });

  const fine: [string, Break][] = [
    [
      'a host outside the mesh',
      config => {
        config.virtualService.spec.http.unshift({
          name: 'maps',
          match: [{ uri: { prefix: '/maps' } }],
          route: [destination('maps.example.com', 'any', 100)],
        });
      },
    ],
    [
      'a shared Gateway of another namespace',
      config => {
        config.virtualService.spec.gateways = ['istio-ingress/shared', 'mesh'];
      },
    ],
    [
      'consent by the Namespace alone',
      config => {
        config.rollout.metadata.annotations = {};
      },
    ],
  ];
  it.each(fine)('is content with %s', (_, change) => {
    expect(findingsAfter(change)).toEqual([]);
  });

  it('keeps what it says short, however much is wrong', () => {
    const config = ordersConfig();
    config.virtualService.spec.http = Array.from(
      { length: 60 },
      (_, index) => ({
        name: `${index}${'x'.repeat(900)}`,
        match: [{ uri: { prefix: `/${index}` } }],
        route: [destination('orders', 'beta', 100)],
      }),
    );
    const findings = checkConfig(toConfigObjects(config)).filter(
      ({ code }) => code === 'MSH202',
    );
    expect(findings).toHaveLength(50);
    expect(findings[0].message).toMatch(/^Route "0x{592}….$/);
  });

  it('tells programs which object is meant, and people where to read on', () => {
    const config = ordersConfig();
    firstRoute(config)[1].weight = 20;
    expect(checkConfig(toConfigObjects(config))).toMatchObject([
      {
        code: 'MSH203',
        severity: 'warning',
        ref: { kind: 'VirtualService', namespace: 'orders', name: 'orders' },
        docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
      },
    ]);
  });
});

import { object } from '../../__fixtures__/objects';
import type { MeshKind, ObjectOf, Pod } from '../../kubernetes';
import type { ServiceObjects } from '../../service/ServiceObjects';

type DataPlane = 'sidecar' | 'native-sidecar' | 'ambient' | 'none';

/** A pod of `checkout`, as Istio's injector or CNI leaves it. */
export function pod(
  name: string,
  parts: {
    dataPlane?: DataPlane;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    spec?: object;
    status?: object;
  } = {},
): Pod {
  const { dataPlane = 'sidecar' } = parts;
  const container = {
    name: 'checkout',
    ports: [{ name: 'http', containerPort: 8080 }],
  };
  return object('Pod', name, {
    labels: { app: 'checkout', ...parts.labels },
    annotations: {
      ...(dataPlane === 'ambient' && {
        'ambient.istio.io/redirection': 'enabled',
      }),
      ...parts.annotations,
    },
    spec: {
      containers:
        dataPlane === 'sidecar'
          ? [container, { name: 'istio-proxy' }]
          : [container],
      initContainers:
        dataPlane === 'native-sidecar'
          ? [{ name: 'istio-proxy', restartPolicy: 'Always' }]
          : [],
      ...parts.spec,
    },
    status: parts.status,
  });
}

/** Service `shop/checkout` with one pod in the mesh, and what a situation adds. */
export function scene(parts: Partial<ServiceObjects> = {}): ServiceObjects {
  return {
    service: object('Service', 'checkout', {
      spec: {
        selector: { app: 'checkout' },
        ports: [{ port: 80, targetPort: 8080 }],
      },
    }),
    namespace: object('Namespace', 'shop', {
      labels: { 'istio-injection': 'enabled' },
    }),
    rollouts: [],
    deployments: [],
    statefulSets: [],
    replicaSets: [],
    pods: [pod('checkout-1')],
    virtualServices: [],
    destinationRules: [],
    siblings: [],
    gateways: [],
    serviceEntries: [],
    peerAuthentications: [],
    authorizationPolicies: [],
    requestAuthentications: [],
    telemetries: [],
    sidecars: [],
    analysisRuns: [],
    experiments: [],
    ...parts,
  };
}

/** `kind('PeerAuthentication')(spec, { namespace, name })`: an object named `default` in `shop`. */
export function kind<K extends MeshKind>(what: K) {
  return (
    spec: object,
    {
      name = 'default',
      ...rest
    }: {
      name?: string;
      namespace?: string;
      createdAt?: string;
      annotations?: Record<string, string>;
    } = {},
  ): ObjectOf<K> => object(what, name, { ...rest, spec });
}

/** An object whose spec the API server holds and Meshway cannot read. */
export function unreadable<K extends MeshKind>(what: K): ObjectOf<K> {
  return object(what, 'broken', { spec: { selector: 7, host: 7, hosts: 7 } });
}

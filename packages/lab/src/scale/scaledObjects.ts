import { stringify } from 'yaml';
import {
  SCALE_OWNER,
  scaledServices,
  type ScaledService,
} from './scaledServices.ts';

/** On every Namespace of the scale scenario, by which it is found again. */
export const SCALE_LABEL = 'lab.meshway.dev/scale';

const REQUESTS_PER_SECOND = 0.5;

const PLURALS: Record<string, string> = {
  Service: 'services',
  ConfigMap: 'configmaps',
  Deployment: 'deployments',
  Rollout: 'rollouts',
  VirtualService: 'virtualservices',
  DestinationRule: 'destinationrules',
  PeerAuthentication: 'peerauthentications',
};

/** An object and the collection it goes to. */
export interface ScaledObject {
  path: string;
  object: Manifest;
}

interface Manifest {
  metadata: { name: string; labels?: object; annotations?: object };
  [part: string]: unknown;
}

/**
 * What the services are made of: a Service with a Deployment or a Rollout behind it, one pod each, strict mTLS, and
 * calls from each to the next of its namespace.
 */
export function scaledObjects(count: number): {
  namespaces: ScaledObject[];
  contents: ScaledObject[];
} {
  const byNamespace = new Map<string, ScaledService[]>();
  for (const service of scaledServices(count)) {
    const { namespace } = service;
    byNamespace.set(namespace, [
      ...(byNamespace.get(namespace) ?? []),
      service,
    ]);
  }
  return {
    namespaces: [...byNamespace.keys()].map(namespaceOf),
    contents: [...byNamespace].flatMap(([namespace, services]) => [
      ...sharedOf(namespace, services),
      ...services.flatMap(objectsOf),
    ]),
  };
}

function namespaceOf(name: string): ScaledObject {
  return {
    path: '/api/v1/namespaces',
    object: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: { 'istio-injection': 'enabled', [SCALE_LABEL]: 'true' },
        annotations: { 'meshway.dev/owner': SCALE_OWNER },
      },
    },
  };
}

function sharedOf(
  namespace: string,
  services: ScaledService[],
): ScaledObject[] {
  const clients = services.map(({ name }, index) => ({
    name: `callers of ${name}`,
    from: services[(index + 1) % services.length].name,
    host: name,
    port: 80,
    requestsPerSecond: REQUESTS_PER_SECOND,
  }));
  return [
    objectIn(namespace, 'security.istio.io/v1', 'PeerAuthentication', {
      metadata: { name: 'default' },
      spec: { mtls: { mode: 'STRICT' } },
    }),
    objectIn(namespace, 'v1', 'ConfigMap', {
      metadata: {
        name: 'traffic',
        labels: { 'lab.meshway.dev/traffic': 'true' },
      },
      data: { 'traffic.yaml': stringify({ clients }) },
    }),
  ];
}

function objectsOf({
  namespace,
  name,
  workload,
}: ScaledService): ScaledObject[] {
  const labels = { app: name };
  const metadata = { name, labels };
  const spec = {
    replicas: 1,
    revisionHistoryLimit: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels: { ...labels, version: 'v1' } },
      spec: {
        containers: [
          {
            name,
            image: `registry.example.com/${namespace}/${name}:1.0.0`,
            ports: [{ name: 'http', containerPort: 8080 }],
          },
        ],
      },
    },
  };
  const service = objectIn(namespace, 'v1', 'Service', {
    metadata,
    spec: {
      selector: labels,
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    },
  });
  if (workload === 'Deployment') {
    return [
      service,
      objectIn(namespace, 'apps/v1', 'Deployment', { metadata, spec }),
    ];
  }
  const destination = (subset: string, weight: number) => ({
    destination: { host: name, subset },
    weight,
  });
  return [
    service,
    objectIn(namespace, 'networking.istio.io/v1', 'DestinationRule', {
      metadata,
      spec: {
        host: name,
        subsets: [
          { name: 'stable', labels },
          { name: 'canary', labels },
        ],
      },
    }),
    objectIn(namespace, 'networking.istio.io/v1', 'VirtualService', {
      metadata,
      spec: {
        hosts: [name],
        http: [
          {
            name: 'primary',
            route: [destination('stable', 100), destination('canary', 0)],
          },
        ],
      },
    }),
    objectIn(namespace, 'argoproj.io/v1alpha1', 'Rollout', {
      metadata,
      spec: {
        ...spec,
        strategy: {
          canary: {
            trafficRouting: {
              istio: {
                virtualService: { name, routes: ['primary'] },
                destinationRule: {
                  name,
                  stableSubsetName: 'stable',
                  canarySubsetName: 'canary',
                },
              },
            },
            steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 50 }],
          },
        },
      },
    }),
  ];
}

function objectIn(
  namespace: string,
  apiVersion: string,
  kind: string,
  rest: Manifest,
): ScaledObject {
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  return {
    path: `/${root}/${apiVersion}/namespaces/${namespace}/${PLURALS[kind]}`,
    object: { apiVersion, kind, ...rest },
  };
}

import type {
  DestinationRule,
  MeshObjects,
  PeerAuthentication,
  Pod,
  Service,
  VirtualService,
} from './objects.ts';

/** Objects for tests, in the shape the real API server and injector give them. */

let serial = 0;

/** A ready pod of a ReplicaSet; `rollout` marks it with Argo Rollouts' hash label. */
export function samplePod(options: {
  app: string;
  namespace?: string;
  version?: string;
  hash: string;
  rollout?: boolean;
  sidecar?: boolean;
  ready?: boolean;
  annotations?: Record<string, string>;
}): Pod {
  const { app, hash, namespace = 'bookinfo', version, rollout } = options;
  serial += 1;
  const workload = rollout ? app : `${app}-${version ?? 'v1'}`;
  const sidecar = options.sidecar ?? true;
  return {
    metadata: {
      name: `${workload}-${hash}-${serial}`,
      namespace,
      uid: `uid-${serial}`,
      annotations: options.annotations,
      labels: {
        app,
        ...(version && { version }),
        [rollout ? 'rollouts-pod-template-hash' : 'pod-template-hash']: hash,
        ...(sidecar && {
          'security.istio.io/tlsMode': 'istio',
          'service.istio.io/canonical-name': app,
          'service.istio.io/canonical-revision': version ?? 'latest',
        }),
      },
      ownerReferences: [
        { kind: 'ReplicaSet', name: `${workload}-${hash}`, controller: true },
      ],
    },
    spec: {
      serviceAccountName: `${namespace}-${app}`,
      containers: [
        { name: app, ports: [{ name: 'http', containerPort: 9080 }] },
        ...(sidecar
          ? [
              {
                name: 'istio-proxy',
                env: [
                  { name: 'ISTIO_META_CLUSTER_ID', value: 'Kubernetes' },
                  { name: 'ISTIO_META_WORKLOAD_NAME', value: workload },
                  { name: 'TRUST_DOMAIN', value: 'cluster.local' },
                ],
              },
            ]
          : []),
      ],
    },
    status: {
      phase: 'Running',
      podIP: `10.244.0.${serial}`,
      conditions: [
        { type: 'Ready', status: options.ready === false ? 'False' : 'True' },
      ],
    },
  };
}

/** The shared ingress gateway. */
export function sampleGatewayPod(): Pod {
  const pod = samplePod({
    app: 'istio-ingressgateway',
    namespace: 'istio-system',
    hash: 'gw',
    rollout: true,
  });
  pod.metadata.labels = { ...pod.metadata.labels, istio: 'ingressgateway' };
  pod.spec!.containers = pod.spec!.containers!.slice(1);
  return pod;
}

/** A Service on port 9080 for the pods labelled `app`. */
export function sampleService(
  name: string,
  options: { namespace?: string; app?: string; created?: string } = {},
): Service {
  return {
    metadata: {
      name,
      namespace: options.namespace ?? 'bookinfo',
      creationTimestamp: options.created ?? '2026-01-01T00:00:00Z',
    },
    spec: {
      selector: { app: options.app ?? name },
      ports: [{ name: 'http', port: 9080, targetPort: 9080 }],
    },
  };
}

/** A VirtualService that sidecars apply, with `[subset or host, weight]` destinations. */
export function sampleVirtualService(
  name: string,
  destinations: { host?: string; subset?: string; weight?: number }[],
  namespace = 'bookinfo',
): VirtualService {
  return {
    metadata: { name, namespace },
    spec: {
      hosts: [name],
      http: [
        {
          name: 'primary',
          route: destinations.map(({ host = name, subset, weight }) => ({
            destination: { host, subset },
            weight,
          })),
        },
      ],
    },
  };
}

/** A DestinationRule with subsets by label. */
export function sampleDestinationRule(
  host: string,
  subsets: Record<string, Record<string, string>>,
  namespace = 'bookinfo',
): DestinationRule {
  return {
    metadata: { name: host, namespace },
    spec: {
      host,
      subsets: Object.entries(subsets).map(([name, labels]) => ({
        name,
        labels,
      })),
    },
  };
}

/** A namespace's STRICT policy. */
export function strictMtls(namespace = 'bookinfo'): PeerAuthentication {
  return {
    metadata: { name: 'default', namespace },
    spec: { mtls: { mode: 'STRICT' } },
  };
}

/** All kinds, empty but for the given ones. */
export function meshObjects(some: Partial<MeshObjects>): MeshObjects {
  return {
    pods: [],
    services: [],
    virtualServices: [],
    destinationRules: [],
    gateways: [],
    peerAuthentications: [],
    ...some,
  };
}

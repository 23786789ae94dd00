import { parseObject, type MeshKind, type ObjectOf } from '../kubernetes';

let uid = 0;

/** An object in namespace `shop` with what the situation needs and nothing more. */
export function object<K extends MeshKind>(
  kind: K,
  name: string,
  parts: {
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownedBy?: { kind: string; metadata: { name: string; uid: string } };
    createdAt?: string;
    spec?: object;
    status?: object;
  } = {},
): ObjectOf<K> {
  const { ownedBy, labels, annotations, namespace, createdAt } = parts;
  uid += 1;
  return parseObject(kind, {
    metadata: {
      name,
      namespace: kind === 'Namespace' ? undefined : namespace ?? 'shop',
      uid: `uid-${uid}`,
      resourceVersion: '1',
      creationTimestamp: createdAt,
      labels,
      annotations,
      ownerReferences: ownedBy && [
        {
          kind: ownedBy.kind,
          name: ownedBy.metadata.name,
          uid: ownedBy.metadata.uid,
        },
      ],
    },
    spec: parts.spec,
    status: parts.status,
  });
}

/** A Deployment with its ReplicaSet and one pod, labelled with its version. */
export function deploymentOf(app: string, version: string) {
  const labels = { app, version };
  const template = {
    metadata: { labels },
    spec: {
      containers: [{ name: app, image: `registry.example.com/${app}:1.20.1` }],
    },
  };
  const name = `${app}-${version}`;
  const deployment = object('Deployment', name, { spec: { template } });
  const hash = `hash${version}`;
  const replicaSet = object('ReplicaSet', `${name}-${hash}`, {
    ownedBy: deployment,
    labels: { ...labels, 'pod-template-hash': hash },
    annotations: { 'deployment.kubernetes.io/revision': '1' },
    spec: { replicas: 1, template },
    status: { readyReplicas: 1 },
  });
  const pod = object('Pod', `${name}-${hash}-abcde`, {
    ownedBy: replicaSet,
    labels,
    spec: {
      containers: [{ name: app }],
      initContainers: [{ name: 'istio-proxy', restartPolicy: 'Always' }],
    },
    status: {
      phase: 'Running',
      containerStatuses: [{ name: app, ready: true, state: { running: {} } }],
      initContainerStatuses: [
        {
          name: 'istio-proxy',
          ready: true,
          started: true,
          state: { running: {} },
        },
      ],
    },
  });
  return { deployment, replicaSet, pod };
}

import type { Container, Pod } from './objects.ts';

/** A pod as its proxy and its peers know it. */
export interface MeshPod {
  /** `namespace/name`. */
  key: string;
  uid: string;
  namespace: string;
  name: string;
  ip: string;
  labels: Record<string, string>;
  proxy: 'sidecar' | 'gateway' | 'none';
  running: boolean;
  ready: boolean;
  workload: string;
  canonicalService: string;
  canonicalRevision: string;
  app: string;
  version: string;
  principal: string;
  cluster: string;
  /** Container ports by name, to resolve a Service's named target port. */
  namedPorts: Record<string, number>;
  /** Share of requests the application answers with 500, 0 to 1. */
  errorRate: number;
  /** Median time the application itself needs, in milliseconds. */
  latencyMs: number;
}

const DEFAULT_LATENCY_MS = 12;

function annotated(pod: Pod, name: string, fallback: number, max: number) {
  const value = Number(pod.metadata.annotations?.[name] ?? fallback);
  return Number.isFinite(value) && value >= 0 && value <= max
    ? value
    : fallback;
}

/**
 * The workload's name as Istio tells it: the pod's own label wins, then what the
 * injector wrote into the proxy, then the heuristic on the hash a ReplicaSet's
 * controller puts on its pods (istio pkg/kube/util.go, WorkloadNameFromPod and
 * GetDeployMetaFromPod; Argo Rollouts' hash has been known there since 1.22).
 */
function workloadName(pod: Pod, proxyEnv: Record<string, string>): string {
  const labels = pod.metadata.labels ?? {};
  const named =
    labels['service.istio.io/workload-name'] ??
    proxyEnv.ISTIO_META_WORKLOAD_NAME;
  if (named) {
    return named;
  }
  const owner = pod.metadata.ownerReferences?.find(
    ({ controller }) => controller,
  );
  if (!owner) {
    return pod.metadata.name;
  }
  const hash =
    labels['rollouts-pod-template-hash'] ?? labels['pod-template-hash'];
  return owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)
    ? owner.name.slice(0, -hash.length - 1)
    : owner.name;
}

/** Reads one pod; the names follow istio pkg/kube/labels/labels.go. */
export function meshPod(pod: Pod): MeshPod {
  const { name, namespace = 'default', labels = {} } = pod.metadata;
  const containers: Container[] = pod.spec?.containers ?? [];
  const proxy = [...containers, ...(pod.spec?.initContainers ?? [])].find(
    container => container.name === 'istio-proxy',
  );
  const env: Record<string, string> = {};
  for (const { name: key, value } of proxy?.env ?? []) {
    if (value) {
      env[key] = value;
    }
  }
  const isGateway =
    containers.length === 1 && containers[0].name === 'istio-proxy';
  const running = pod.status?.phase === 'Running' && Boolean(pod.status.podIP);
  const workload = workloadName(pod, env);
  const namedPorts: Record<string, number> = {};
  for (const port of containers.flatMap(({ ports }) => ports ?? [])) {
    if (port.name) {
      namedPorts[port.name] = port.containerPort;
    }
  }
  let kind: MeshPod['proxy'] = 'none';
  if (proxy) {
    kind = isGateway ? 'gateway' : 'sidecar';
  }
  return {
    key: `${namespace}/${name}`,
    uid: pod.metadata.uid ?? `${namespace}/${name}`,
    namespace,
    name,
    ip: pod.status?.podIP ?? '',
    labels,
    proxy: kind,
    running,
    ready:
      running &&
      !pod.metadata.deletionTimestamp &&
      (pod.status?.conditions ?? []).some(
        ({ type, status }) => type === 'Ready' && status === 'True',
      ),
    workload,
    canonicalService:
      labels['service.istio.io/canonical-name'] ??
      labels['app.kubernetes.io/name'] ??
      labels.app ??
      workload,
    canonicalRevision:
      labels['service.istio.io/canonical-revision'] ??
      labels['app.kubernetes.io/version'] ??
      labels.version ??
      'latest',
    app: labels.app ?? 'unknown',
    version: labels.version ?? 'unknown',
    principal: `spiffe://${
      env.TRUST_DOMAIN ?? 'cluster.local'
    }/ns/${namespace}/sa/${pod.spec?.serviceAccountName ?? 'default'}`,
    cluster: env.ISTIO_META_CLUSTER_ID ?? 'Kubernetes',
    namedPorts,
    errorRate: annotated(pod, 'lab.meshway.dev/error-rate', 0, 1),
    latencyMs: annotated(
      pod,
      'lab.meshway.dev/latency-ms',
      DEFAULT_LATENCY_MS,
      600_000,
    ),
  };
}

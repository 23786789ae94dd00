import { parse } from 'yaml';
import { resolveHost } from './hosts.ts';
import type { ExposedHost } from './mesh.ts';
import type { MeshPod } from './meshPod.ts';
import type { ConfigMap } from './objects.ts';

/** Users outside the mesh, or pods that call by themselves. */
export interface Client {
  name: string;
  requestsPerSecond: number;
  /** Public host, or the mesh host when `from` names the calling pods. */
  host: string;
  path: string;
  headers: Record<string, string>;
  port: number;
  from?: { namespace: string; service: string };
}

/** For each request that reaches `from`, it sends `requests` to `host`. */
export interface Call {
  namespace: string;
  from: string;
  /** Only these versions of the caller; all when empty. */
  versions: string[];
  host: string;
  port: number;
  path: string;
  /** A fraction is a probability. */
  requests: number;
  /** The caller answers 500 when the callee fails. */
  required: boolean;
}

export interface CallGraph {
  clients: Client[];
  calls: Call[];
}

const DEFAULT_CLIENT_RPS = 10;
const MAX_RPS = 500;

function text(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function amount(value: unknown, fallback: number, max: number): number {
  return typeof value === 'number' && value >= 0
    ? Math.min(value, max)
    : fallback;
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter(one => typeof one === 'object' && one !== null)
    : [];
}

function client(
  entry: Record<string, unknown>,
  namespace: string,
): Client | undefined {
  const host = text(entry.host, '');
  const from = text(entry.from, '');
  if (!host) {
    return undefined;
  }
  return {
    name: text(entry.name, host),
    requestsPerSecond: amount(entry.requestsPerSecond, 1, MAX_RPS),
    host: from ? resolveHost(host, namespace) : host,
    path: text(entry.path, '/'),
    headers: Object.fromEntries(
      Object.entries(entry.headers ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]),
    ),
    port: amount(entry.port, 80, 65_535),
    from: from ? { namespace, service: from } : undefined,
  };
}

function call(
  entry: Record<string, unknown>,
  namespace: string,
): Call | undefined {
  const from = text(entry.from, '');
  const to = text(entry.to, '');
  if (!from || !to) {
    return undefined;
  }
  return {
    namespace,
    from,
    versions: Array.isArray(entry.versions) ? entry.versions.map(String) : [],
    host: resolveHost(to, namespace),
    port: amount(entry.port, 80, 65_535),
    path: text(entry.path, '/'),
    requests: amount(entry.requests, 1, 20),
    required: entry.required === true,
  };
}

/**
 * Reads the ConfigMaps labelled `lab.meshway.dev/traffic` (key `traffic.yaml`).
 * Entries that make no sense are left out: a typing error in one scenario must
 * not silence the others.
 */
export function readCallGraph(configMaps: readonly ConfigMap[]): CallGraph {
  const graph: CallGraph = { clients: [], calls: [] };
  for (const { metadata, data } of configMaps) {
    const namespace = metadata.namespace ?? 'default';
    let document: Record<string, unknown>;
    try {
      document = parse(data?.['traffic.yaml'] ?? '') ?? {};
    } catch {
      continue;
    }
    for (const entry of records(document.clients)) {
      graph.clients.push(...[client(entry, namespace)].filter(one => !!one));
    }
    for (const entry of records(document.calls)) {
      graph.calls.push(...[call(entry, namespace)].filter(one => !!one));
    }
  }
  return graph;
}

/** A published host that no scenario names gets users of its own, so that a new service is not silent. */
export function withDefaultClients(
  graph: CallGraph,
  exposed: readonly ExposedHost[],
): CallGraph {
  const named = new Set(graph.clients.map(({ host }) => host));
  const added = exposed
    .filter(({ host }) => !named.has(host))
    .map(({ host, path }) => ({
      name: `default clients of ${host}`,
      requestsPerSecond: DEFAULT_CLIENT_RPS,
      host,
      path,
      headers: {},
      port: 80,
    }));
  return { ...graph, clients: [...graph.clients, ...added] };
}

/** The calls that serving one request makes a pod send. */
export function callsOf(graph: CallGraph, pod: MeshPod): Call[] {
  return graph.calls.filter(
    ({ namespace, from, versions }) =>
      namespace === pod.namespace &&
      from === pod.canonicalService &&
      (versions.length === 0 || versions.includes(pod.version)),
  );
}

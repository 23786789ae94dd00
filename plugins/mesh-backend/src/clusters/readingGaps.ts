import {
  MESH_RESOURCES,
  type MeshKind,
  type ReadingGap,
} from '@meshway/plugin-mesh-common';
import type { ClusterSettings } from './clusterSettings';
import type { KindReading } from './KindWatch';

/**
 * Without these nothing true can be said of any service: which there are, what runs behind them, and of which
 * revision it is. Everything else can be missing and named.
 */
const ESSENTIAL: readonly MeshKind[] = ['Service', 'ReplicaSet', 'Pod'];

/** Those of the root namespace hold for every namespace. */
const MESH_WIDE: readonly MeshKind[] = [
  'AuthorizationPolicy',
  'PeerAuthentication',
  'RequestAuthentication',
  'Sidecar',
  'Telemetry',
];

/** Those of any namespace can be about a service. */
const SHARED: readonly MeshKind[] = [
  'DestinationRule',
  'Gateway',
  'ServiceEntry',
  'VirtualService',
];

/**
 * Why nothing can be said of a cluster though it answers, as a sentence for a user; undefined when something can.
 * Where only some namespaces are read, one that may not be read does not spoil the others.
 */
export function whyUnreadable(
  readings: readonly KindReading[],
): string | undefined {
  for (const kind of ESSENTIAL) {
    const ofKind = readings.filter(reading => reading.kind === kind);
    if (ofKind.every(({ state }) => isGap(state))) return ofKind[0]?.reason;
  }
  return undefined;
}

/**
 * What cannot be read of a cluster that answers.
 *
 * @param namespace - only what a service of this namespace misses; everything without it
 */
export function readingGaps(
  cluster: string,
  readings: readonly KindReading[],
  settings: Pick<ClusterSettings, 'namespaces' | 'mesh'>,
  namespace?: string,
): ReadingGap[] {
  const { namespaces, mesh } = settings;
  if (namespaces && namespace && !namespaces.includes(namespace)) {
    return [
      {
        kind: 'Service',
        reason: `Namespace ${namespace} of cluster ${cluster} is not read.`,
        mend: addNamespace(cluster, namespace),
      },
    ];
  }
  const concerned = readings.filter(
    reading =>
      !namespace ||
      !reading.namespace ||
      [namespace, mesh.rootNamespace].includes(reading.namespace),
  );
  const refused = concerned.flatMap(({ kind, state, reason = '', mend }) =>
    isGap(state) ? [{ kind, reason, ...(mend && { mend }) }] : [],
  );
  const served = (kind: MeshKind) =>
    readings.some(
      reading => reading.kind === kind && reading.state !== 'absent',
    );
  const unread = namespaces
    ? unreadNamespaces(cluster, namespaces, mesh.rootNamespace).filter(
        ({ kind }) => served(kind),
      )
    : [];
  return [...refused, ...unread].sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** What a portal misses that reads only some namespaces. */
function unreadNamespaces(
  cluster: string,
  namespaces: readonly string[],
  rootNamespace: string,
): (ReadingGap & { kind: MeshKind })[] {
  const elsewhere = SHARED.map(kind => ({
    kind,
    reason: `Only some namespaces of cluster ${cluster} are read: what ${plural(
      kind,
    )} of another one say of a service is not known.`,
    mend: `Add the namespaces of gateways and shared routes to mesh.clusters, cluster ${cluster}, key namespaces.`,
  }));
  if (namespaces.includes(rootNamespace)) return elsewhere;
  return [
    ...elsewhere,
    ...MESH_WIDE.map(kind => ({
      kind,
      reason: `Namespace ${rootNamespace} of cluster ${cluster} is not read: what ${plural(
        kind,
      )} there say for the whole mesh is not known.`,
      mend: addNamespace(cluster, rootNamespace),
    })),
  ];
}

function plural(kind: MeshKind): string {
  return MESH_RESOURCES[kind].plural;
}

function addNamespace(cluster: string, namespace: string): string {
  return `Add ${namespace} to mesh.clusters, cluster ${cluster}, key namespaces, and give the portal's account a Role there.`;
}

function isGap(state: KindReading['state']): boolean {
  return state === 'forbidden' || state === 'failed';
}

import { clipped } from '../service/words';
import type {
  ClientTlsMode,
  MeshSettings,
  MtlsMode,
  PostureNote,
  PostureObject,
} from '../model';
import { hasLabels } from '../service/labels';
import type { CalledService } from './calledServices';
import { clientWords, type ClientGroup } from './clientGroups';
import { clientTlsMode } from './clientTls';
import { mtlsModeOfPort } from './effectiveMtls';
import { effectiveTrafficPolicy } from './effectiveTrafficPolicy';
import { objectWords, postureObject } from './postureObject';
import type { ServerGroup } from './serverMtls';
import type { Subject } from './subjects';
import { targetPortOf } from './targetPort';
import { listed } from './wordLists';

/** More subsets and ports than anyone sets apart; each pair is looked at. */
const MAX_SUBSETS = 50;
const MAX_PORTS = 50;

/** Groups of pods by what they take. */
type ServerOf = (subjects: readonly Subject[]) => ServerGroup[];

/** Which calls do not fit, and on which ports. */
interface Conflict {
  client: { mode: ClientTlsMode; decidedBy?: PostureObject };
  server: { mode: MtlsMode; decidedBy?: PostureObject };
  ports: number[];
}

/** A conflict, and between whom it is. */
export interface FoundConflict extends Conflict {
  group: ClientGroup;
  subset?: string;
  /** Those of the pods that take what does not fit. */
  pods: ServerGroup;
  /** How many pods the Service or its subset has. */
  podCount: number;
}

/** Where what clients send is not what the pods take, in words. */
export function mtlsConflicts(
  called: CalledService,
  serverOf: ServerOf,
  mesh: MeshSettings,
): PostureNote[] {
  return conflictsOf(called, serverOf, mesh).map(conflict => ({
    severity: conflict.client.mode === 'MUTUAL' ? 'warning' : 'error',
    text: `${clientWords(conflict.group)} ${doesWords(
      conflict.client,
    )}${callWords(conflict, called)}, and ${takesWords(conflict)}: ${endWords(
      conflict,
      mesh,
    )}`,
  }));
}

/**
 * Where what clients send is not what the pods take. In ambient mode there is no such conflict: ztunnel
 * carries any TLS inside its own (`applyHBONETransportSocketMatches` in cluster_tls.go).
 */
export function conflictsOf(
  called: CalledService,
  serverOf: ServerOf,
  mesh: MeshSettings,
): FoundConflict[] {
  return called.clients.flatMap(group => {
    const subsets = (group.rule?.subsets ?? []).slice(0, MAX_SUBSETS);
    return [undefined, ...subsets].flatMap(entry => {
      const subset = entry?.subset.name;
      const subjects = called.subjects.filter(({ labels }) =>
        hasLabels(labels, entry?.subset.labels),
      );
      return serverOf(subjects).flatMap(pods =>
        conflictsWith(pods, group, subset, called, mesh).map(conflict => ({
          ...conflict,
          group,
          subset,
          pods,
          podCount: subjects.length,
        })),
      );
    });
  });
}

function conflictsWith(
  server: ServerGroup,
  { rule }: ClientGroup,
  subset: string | undefined,
  { service, subjects }: CalledService,
  mesh: MeshSettings,
): Conflict[] {
  const conflicts = new Map<string, Conflict>();
  const ports = service.spec.ports.slice(0, MAX_PORTS);
  for (const port of ports.length > 0 ? ports : [undefined]) {
    const policy = effectiveTrafficPolicy(rule, subset, port?.port);
    const target = port && targetPortOf(port, subjects);
    const mode = mtlsModeOfPort(server, target);
    const client = clientTlsMode(policy, mesh);
    const ofAll = effectiveTrafficPolicy(rule, undefined, port?.port);
    const isSaidOfAll =
      subset !== undefined && policy.tls?.value === ofAll.tls?.value;
    if (isSaidOfAll || !clash(client, mode, server.dataPlane)) continue;

    const decider =
      server.ports.find(entry => entry.port === target)?.decidedBy ??
      server.decidedBy;
    const conflict: Conflict = {
      client: {
        mode: client,
        ...(policy.tls && { decidedBy: postureObject(policy.tls.from) }),
      },
      server: { mode, ...(decider && { decidedBy: decider }) },
      ports: [],
    };
    const key = JSON.stringify(conflict);
    const known = conflicts.get(key) ?? conflict;
    if (port) known.ports.push(port.port);
    conflicts.set(key, known);
  }
  return [...conflicts.values()];
}

function clash(
  client: ClientTlsMode,
  server: MtlsMode,
  dataPlane: Subject['dataPlane'],
): boolean {
  if (dataPlane === 'ambient') return false;
  const takes = dataPlane === 'none' ? 'DISABLE' : server;
  if (takes === 'STRICT') return client !== 'ISTIO_MUTUAL' && client !== 'auto';
  return takes === 'DISABLE' && client === 'ISTIO_MUTUAL';
}

function doesWords({ mode, decidedBy }: Conflict['client']): string {
  const what = {
    DISABLE: 'send plain text',
    SIMPLE: 'start TLS of their own',
    MUTUAL: 'start mTLS with certificates of their own',
    ISTIO_MUTUAL: 'send mTLS',
    'plain-text': 'send plain text',
    auto: 'send what the server takes',
  }[mode];
  return decidedBy
    ? `${what} (${mode}, ${objectWords(decidedBy)})`
    : `${what} (auto mTLS is off)`;
}

function callWords(
  { subset, ports }: FoundConflict,
  { service, isSibling }: CalledService,
): string {
  const noun = ports.length === 1 ? 'port' : 'ports';
  return [
    isSibling ? ` to Service ${service.metadata.name}` : '',
    subset === undefined ? '' : ` to subset ${clipped(subset)}`,
    ports.length === service.spec.ports.length
      ? ''
      : ` on ${noun} ${listed(ports.map(String))}`,
  ].join('');
}

function takesWords({
  server: { mode, decidedBy },
  pods: { subjects, dataPlane },
  podCount,
}: FoundConflict): string {
  const count = subjects.length;
  const isAll = count === podCount;
  const who = isAll ? 'its pods' : `${count} of its ${podCount} pods`;
  const isOne = count === 1 && !isAll;
  if (dataPlane === 'none') return `${who} ${isOne ? 'has' : 'have'} no proxy`;
  const what = mode === 'STRICT' ? 'only mTLS' : 'only plain text';
  const why = decidedBy ? `${mode}, ${objectWords(decidedBy)}` : mode;
  return `${who} ${isOne ? 'takes' : 'take'} ${what} (${why})`;
}

function endWords(
  { client, pods: { dataPlane } }: FoundConflict,
  { autoMtls }: MeshSettings,
): string {
  if (client.mode === 'MUTUAL') {
    return 'such calls fail unless the certificates are of the mesh. Set ISTIO_MUTUAL.';
  }
  if (autoMtls) {
    return 'such calls fail. Take tls out of the DestinationRule, and auto mTLS does what the pods take.';
  }
  return client.mode === 'ISTIO_MUTUAL'
    ? `such calls fail. ${
        dataPlane === 'none'
          ? 'Give the pods a sidecar'
          : 'Let the pods take mTLS'
      }, or set DISABLE in the DestinationRule.`
    : 'such calls fail. Set ISTIO_MUTUAL in a DestinationRule.';
}

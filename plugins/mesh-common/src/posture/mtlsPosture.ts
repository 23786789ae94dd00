import type { PeerAuthentication } from '../kubernetes';
import type {
  EffectiveMtls,
  MeshSettings,
  MtlsMode,
  MtlsPosture,
  PostureNote,
} from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import type { CalledService } from './calledServices';
import { clientTls } from './clientTls';
import { peerAuthenticationScopes } from './effectiveMtls';
import { mtlsConflicts } from './mtlsConflicts';
import { errorsFirst } from './notes';
import { objectWords, postureObject } from './postureObject';
import {
  mtlsBySubject,
  serverGroups,
  serverMtlsView,
  type ServerGroup,
} from './serverMtls';
import type { Subject } from './subjects';
import { unreadableNotes } from './unreadableNotes';
import { listed, pods } from './wordLists';

const MAX_GROUPS = 10;
const MAX_CLIENTS = 50;
/** More than one sentence for each of them nobody reads. */
const MAX_SENTENCES = 3;

/**
 * Encryption between a service and its clients: what its pods take, what clients send, where the two do not fit.
 *
 * @public
 */
export function mtlsPosture(
  objects: ServiceObjects,
  called: readonly CalledService[],
  subjects: readonly Subject[],
  mesh: MeshSettings,
): MtlsPosture {
  const { peerAuthentications, destinationRules } = objects;
  const mtlsOf = mtlsBySubject(subjects, peerAuthentications, mesh);
  const serverOf = (some: readonly Subject[]) => serverGroups(some, mtlsOf);
  const servers = serverOf(subjects);
  return {
    summary: summaryOf(servers, subjects.length),
    server: servers.slice(0, MAX_GROUPS).map(serverMtlsView),
    clients: called
      .flatMap(one => one.clients.flatMap(group => clientTls(one, group, mesh)))
      .slice(0, MAX_CLIENTS),
    notes: errorsFirst([
      ...called.flatMap(one => mtlsConflicts(one, serverOf, mesh)),
      ...unprotected(servers),
      ...withoutEffect(subjects, peerAuthentications, mesh),
      ...unreadableNotes([...peerAuthentications, ...destinationRules]),
    ]),
  };
}

function summaryOf(servers: ServerGroup[], total: number): string {
  if (total === 0) return 'No pod runs, and no workload would make one.';
  const shown = servers
    .slice(0, MAX_SENTENCES)
    .map(server => `${whoWords(server, total)} ${takesWords(server)}.`);
  const hidden = servers
    .slice(MAX_SENTENCES)
    .reduce((sum, { subjects }) => sum + subjects.length, 0);
  if (hidden > 0) shown.push(`For ${hidden} more it is different again.`);
  if (isTemplate(servers[0])) shown.unshift('No pod runs.');
  return shown.join(' ');
}

function isTemplate({ subjects }: ServerGroup): boolean {
  return subjects[0].pod === undefined;
}

function whoWords(server: ServerGroup, total: number): string {
  const count = server.subjects.length;
  if (isTemplate(server)) return count === total ? 'New ones' : 'Some new ones';
  if (count < total) return `${count} of ${pods(total)}`;
  return count === 1 ? 'The only pod' : `All ${pods(count)}`;
}

function takesWords(server: ServerGroup): string {
  const isOne = server.subjects.length === 1 && !isTemplate(server);
  if (server.dataPlane === 'none') {
    return isOne
      ? 'has no proxy and takes plain text, whatever the policies say'
      : 'have no proxy and take plain text, whatever the policies say';
  }
  const why = server.decidedBy
    ? objectWords(server.decidedBy)
    : "Istio's default";
  const verb = isOne ? 'takes' : 'take';
  return `${verb} ${modeWords(server.mode)} (${server.mode}, ${why})${portWords(
    server,
  )}`;
}

function modeWords(mode: MtlsMode): string {
  if (mode === 'PERMISSIVE') return 'mTLS and plain text';
  return mode === 'STRICT' ? 'only mTLS' : 'only plain text';
}

function portWords({ ports }: EffectiveMtls): string {
  return (['STRICT', 'PERMISSIVE', 'DISABLE'] as const)
    .map(mode => ({
      mode,
      numbers: ports
        .filter(entry => entry.mode === mode)
        .map(({ port }) => String(port)),
    }))
    .filter(({ numbers }) => numbers.length > 0)
    .map(({ mode, numbers }) =>
      numbers.length === 1
        ? `; port ${numbers[0]} takes ${modeWords(mode)} (${mode})`
        : `; ports ${listed(numbers)} take ${modeWords(mode)} (${mode})`,
    )
    .join('');
}

function unprotected(servers: ServerGroup[]): PostureNote[] {
  return servers.flatMap(({ mode, decidedBy, dataPlane, subjects }) =>
    mode === 'STRICT' && decidedBy && dataPlane === 'none'
      ? [
          {
            severity: 'error',
            text: `${objectWords(decidedBy)} asks for STRICT, but ${
              subjects.length === 1
                ? '1 pod has no proxy and takes'
                : `${subjects.length} pods have no proxy and take`
            } plain text.`,
          },
        ]
      : [],
  );
}

/** PeerAuthentications that look as if they counted. */
function withoutEffect(
  subjects: readonly Subject[],
  policies: readonly PeerAuthentication[],
  mesh: MeshSettings,
): PostureNote[] {
  const texts = new Set<string>();
  for (const subject of subjects) {
    const scopes = peerAuthenticationScopes(subject, policies, mesh);
    for (const policy of scopes.overruled) {
      texts.add(
        `${words(
          policy,
        )} has no effect: an older one of the same scope counts, and they are not merged.`,
      );
    }
    for (const policy of scopes.selectorInRootNamespace) {
      texts.add(
        `${words(
          policy,
        )} has no effect: in the root namespace Istio ignores those with a selector.`,
      );
    }
    for (const policy of [scopes.namespace, scopes.mesh]) {
      if (policy?.spec.portLevelMtls) {
        texts.add(
          `The ports in ${words(
            policy,
          )} have no effect: they count only beside a selector.`,
        );
      }
    }
  }
  return [...texts].map(text => ({ severity: 'warning', text }));
}

function words(policy: PeerAuthentication): string {
  return objectWords(postureObject(policy));
}

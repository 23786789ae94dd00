import type { PeerAuthentication } from '../kubernetes';
import type {
  EffectiveMtls,
  MeshSettings,
  MtlsMode,
  ServerMtls,
} from '../model';
import { effectiveMtls } from './effectiveMtls';
import type { Subject } from './subjects';

const MAX_NAMES = 10;

/** Pods that take the same. */
export interface ServerGroup extends EffectiveMtls {
  dataPlane: Subject['dataPlane'];
  subjects: Subject[];
}

/** What each pod takes, found once: it is asked again for every subset. */
export function mtlsBySubject(
  subjects: readonly Subject[],
  policies: readonly PeerAuthentication[],
  mesh: MeshSettings,
): (subject: Subject) => EffectiveMtls {
  const known = new Map(
    subjects.map(subject => {
      const asked = effectiveMtls(subject, policies, mesh);
      const isAmbient = subject.dataPlane === 'ambient';
      return [subject, isAmbient ? withoutDisable(asked) : asked];
    }),
  );
  return subject => known.get(subject)!;
}

/** Groups pods by what they take, largest first. */
export function serverGroups(
  subjects: readonly Subject[],
  mtlsOf: (subject: Subject) => EffectiveMtls,
): ServerGroup[] {
  const groups = new Map<string, ServerGroup>();
  for (const subject of subjects) {
    const mtls = mtlsOf(subject);
    const key = JSON.stringify([mtls, subject.dataPlane]);
    const group = groups.get(key);
    if (group) group.subjects.push(subject);
    else {
      const { dataPlane } = subject;
      groups.set(key, { ...mtls, dataPlane, subjects: [subject] });
    }
  }
  return [...groups.values()].sort(
    (a, b) => b.subjects.length - a.subjects.length,
  );
}

export function serverMtlsView({
  mode,
  decidedBy,
  ports,
  dataPlane,
  subjects,
}: ServerGroup): ServerMtls {
  const names = subjects.flatMap(({ pod }) => pod ?? []);
  return {
    mode,
    ...(decidedBy && { decidedBy }),
    ports: ports.slice(0, MAX_NAMES),
    enforced: dataPlane !== 'none',
    podCount: names.length,
    pods: names.slice(0, MAX_NAMES),
  };
}

/** ztunnel only knows whether mTLS is required (pilot/pkg/serviceregistry/ambient/authorization.go). */
function withoutDisable(mtls: EffectiveMtls): EffectiveMtls {
  const taken = (mode: MtlsMode): MtlsMode =>
    mode === 'STRICT' ? mode : 'PERMISSIVE';
  const mode = taken(mtls.mode);
  return {
    ...mtls,
    mode,
    ports: mtls.ports
      .map(entry => ({ ...entry, mode: taken(entry.mode) }))
      .filter(entry => entry.mode !== mode),
  };
}

import type { ClientTls, ClientTlsMode, MeshSettings } from '../model';
import type { CalledService } from './calledServices';
import type { ClientGroup } from './clientGroups';
import {
  effectiveTrafficPolicy,
  portsWithSettings,
  type EffectiveTrafficPolicy,
} from './effectiveTrafficPolicy';
import { postureObject } from './postureObject';

/** More subsets and ports than anyone sets apart; each pair is looked at. */
const MAX_SUBSETS = 50;
const MAX_PORTS = 50;

/**
 * The TLS that a client starts. A `tls` without a mode means DISABLE, the zero of the enum; without any
 * `tls`, auto mTLS asks what the server takes (`buildUpstreamTLSSettings` in
 * pilot/pkg/networking/core/cluster_tls.go).
 *
 * @public
 */
export function clientTlsMode(
  { tls }: EffectiveTrafficPolicy,
  mesh: Pick<MeshSettings, 'autoMtls'>,
): ClientTlsMode {
  if (tls) return tls.value.mode ?? 'DISABLE';
  return mesh.autoMtls ? 'auto' : 'plain-text';
}

/** What the clients of a group do, and for which subsets and ports it differs. */
export function clientTls(
  { service, isSibling }: Pick<CalledService, 'service' | 'isSibling'>,
  { client, rule }: ClientGroup,
  mesh: MeshSettings,
): ClientTls[] {
  const entry = (subset: string | undefined, port: number | undefined) => {
    const policy = effectiveTrafficPolicy(rule, subset, port);
    return {
      ...(client && { clientNamespace: client.namespace }),
      ...(client?.labels && { clientLabels: client.labels }),
      ...(isSibling && { service: service.metadata.name }),
      ...(subset !== undefined && { subset }),
      ...(port !== undefined && { port }),
      mode: clientTlsMode(policy, mesh),
      ...(policy.tls && { decidedBy: postureObject(policy.tls.from) }),
    };
  };
  const base = entry(undefined, undefined);
  const entries: ClientTls[] = [base];
  const subsets = (rule?.subsets ?? [])
    .slice(0, MAX_SUBSETS)
    .map(({ subset }) => subset.name);
  for (const subset of [undefined, ...subsets]) {
    const ofSubset = entry(subset, undefined);
    if (differs(ofSubset, base)) entries.push(ofSubset);
    for (const port of portsWithSettings(rule, subset).slice(0, MAX_PORTS)) {
      const ofPort = entry(subset, port);
      const isNews =
        differs(ofPort, ofSubset) || differs(ofPort, entry(undefined, port));
      if (isNews) entries.push(ofPort);
    }
  }
  return entries;
}

function differs(a: ClientTls, b: ClientTls): boolean {
  return (
    a.mode !== b.mode ||
    a.decidedBy?.name !== b.decidedBy?.name ||
    a.decidedBy?.namespace !== b.decidedBy?.namespace
  );
}

import type { PeerAuthentication } from '../kubernetes';
import type { EffectiveMtls, MeshSettings, MtlsMode } from '../model';
import { oldestFirst } from './creationOrder';
import { hasLabels } from '../service/labels';
import { postureObject } from './postureObject';

/**
 * The PeerAuthentications that count for a workload, and those that look as if they did.
 *
 * @public
 */
export interface PeerAuthenticationScopes {
  mesh?: PeerAuthentication;
  namespace?: PeerAuthentication;
  workload?: PeerAuthentication;
  /** Younger ones of a scope that has one: only the oldest counts, they are never merged. */
  overruled: PeerAuthentication[];
  /** With a selector, in the root namespace: Istio ignores them. */
  selectorInRootNamespace: PeerAuthentication[];
}

/**
 * Finds the PeerAuthentications that count for a workload (`ComposePeerAuthentication` in
 * pilot/pkg/security/authn/policy_applier.go). One that cannot be read counts for nothing.
 *
 * @param workload - namespace and labels of a pod
 * @public
 */
export function peerAuthenticationScopes(
  workload: { namespace: string; labels?: Record<string, string> },
  policies: readonly PeerAuthentication[],
  mesh: Pick<MeshSettings, 'rootNamespace'>,
): PeerAuthenticationScopes {
  const scopes: PeerAuthenticationScopes = {
    overruled: [],
    selectorInRootNamespace: [],
  };
  for (const policy of oldestFirst(policies)) {
    const { namespace } = policy.metadata;
    const isOfRoot = namespace === mesh.rootNamespace;
    if (!isOfRoot && namespace !== workload.namespace) continue;
    if (policy.unreadable) continue;
    const selector = policy.spec.selector?.matchLabels;
    if (!hasLabels(workload.labels, selector)) continue;

    const hasSelector = Object.keys(selector ?? {}).length > 0;
    if (hasSelector && isOfRoot) {
      scopes.selectorInRootNamespace.push(policy);
      continue;
    }
    const ofScope = isOfRoot ? 'mesh' : 'namespace';
    const scope = hasSelector ? 'workload' : ofScope;
    if (scopes[scope]) scopes.overruled.push(policy);
    else scopes[scope] = policy;
  }
  return scopes;
}

/**
 * What a workload takes: from workload to namespace to mesh, the first that says it; Istio's default
 * is PERMISSIVE. Port settings count only in the policy with a selector, and an UNSET port takes what
 * the rest of the workload takes.
 *
 * @param workload - namespace and labels of a pod
 * @public
 */
export function effectiveMtls(
  workload: { namespace: string; labels?: Record<string, string> },
  policies: readonly PeerAuthentication[],
  mesh: Pick<MeshSettings, 'rootNamespace'>,
): EffectiveMtls {
  const scopes = peerAuthenticationScopes(workload, policies, mesh);
  const { spec } = scopes.workload ?? {};
  const decider = [scopes.workload, scopes.namespace, scopes.mesh].find(
    policy => policy && isSet(policy.spec.mtls?.mode),
  );
  const said = decider?.spec.mtls?.mode;
  const mode = isSet(said) ? said : 'PERMISSIVE';
  const ports = Object.entries(spec?.portLevelMtls ?? {})
    .map(([port, mtls]) => ({ port: Number(port), mode: mtls.mode }))
    .flatMap(entry =>
      Number.isInteger(entry.port) && isSet(entry.mode) && entry.mode !== mode
        ? [
            {
              port: entry.port,
              mode: entry.mode,
              decidedBy: postureObject(scopes.workload!),
            },
          ]
        : [],
    )
    .sort((a, b) => a.port - b.port);
  return {
    mode,
    ...(decider && { decidedBy: postureObject(decider) }),
    ports,
  };
}

/**
 * What one port of a pod takes.
 *
 * @param port - of the pod, not of the Service
 * @public
 */
export function mtlsModeOfPort(
  { mode, ports }: EffectiveMtls,
  port: number | undefined,
): MtlsMode {
  return ports.find(entry => entry.port === port)?.mode ?? mode;
}

function isSet(mode: MtlsMode | 'UNSET' | undefined): mode is MtlsMode {
  return mode !== undefined && mode !== 'UNSET';
}

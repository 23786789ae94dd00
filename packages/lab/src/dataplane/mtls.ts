import type { MeshPod } from './meshPod.ts';
import {
  byAge,
  type MtlsMode,
  type PeerAuthentication,
  selects,
} from './objects.ts';

const ROOT_NAMESPACE = 'istio-system';

function mode(value: string | undefined): MtlsMode | undefined {
  return value === 'DISABLE' || value === 'PERMISSIVE' || value === 'STRICT'
    ? value
    : undefined;
}

/**
 * The mode a pod's inbound port really has: workload before namespace before
 * mesh, UNSET inherits, the oldest policy of a scope wins, PERMISSIVE at last
 * (istio pilot/pkg/model/authentication.go).
 */
export function effectiveMtls(
  pod: MeshPod,
  targetPort: number,
  policies: readonly PeerAuthentication[],
): MtlsMode {
  const sorted = [...policies].sort(byAge);
  const hasSelector = ({ spec }: PeerAuthentication) =>
    Object.keys(spec?.selector?.matchLabels ?? {}).length > 0;
  const own = sorted.filter(
    ({ metadata }) => metadata.namespace === pod.namespace,
  );
  const workload = own.find(
    policy =>
      pod.namespace !== ROOT_NAMESPACE &&
      hasSelector(policy) &&
      selects(policy.spec?.selector?.matchLabels, pod.labels),
  );
  const namespace = own.find(policy => !hasSelector(policy));
  const mesh = sorted.find(
    policy =>
      policy.metadata.namespace === ROOT_NAMESPACE && !hasSelector(policy),
  );
  return (
    mode(workload?.spec?.portLevelMtls?.[targetPort]?.mode) ??
    mode(workload?.spec?.mtls?.mode) ??
    mode(namespace?.spec?.mtls?.mode) ??
    mode(mesh?.spec?.mtls?.mode) ??
    'PERMISSIVE'
  );
}

import type { AuthorizationPolicy, RequestAuthentication } from '../kubernetes';
import type {
  AuthorizationPolicyView,
  InjectionPosture,
  MeshSettings,
} from '../model';
import type { NamespacedName } from '../service/hosts';
import { hasLabels } from '../service/labels';
import { label } from './label';
import type { Subject } from './subjects';

type TargetedPolicy = AuthorizationPolicy | RequestAuthentication;
type Scope = AuthorizationPolicyView['scope'];

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/**
 * Whether and why a policy is for a pod (`ShouldAttachPolicy` in pilot/pkg/model/policyattachment.go).
 * A policy with targetRefs is never for an ordinary pod, even when its selector would take it.
 *
 * @public
 */
export function policyScopeAtPod(
  { metadata, spec }: TargetedPolicy,
  pod: Pick<Subject, 'namespace' | 'labels'>,
  mesh: Pick<MeshSettings, 'rootNamespace'>,
): Scope | undefined {
  const isOfRoot = metadata.namespace === mesh.rootNamespace;
  const isOfPod = metadata.namespace === pod.namespace;
  const targets = targetsOf(spec);
  if (targets.length > 0) {
    const gateway = label(pod.labels, GATEWAY_NAME);
    const isTarget = targets.some(
      ({ kind, name }) => kind === 'Gateway' && name === gateway,
    );
    return isOfPod && isTarget ? 'workload' : undefined;
  }
  const selector = spec.selector?.matchLabels;
  if (!(isOfRoot || isOfPod) || !hasLabels(pod.labels, selector)) {
    return undefined;
  }
  if (Object.keys(selector ?? {}).length > 0) return 'workload';
  return isOfRoot ? 'mesh' : 'namespace';
}

/**
 * Whether a policy is for a Service's requests at its waypoint: by Service, by the waypoint's Gateway or
 * by its class. A waypoint never looks at selectors.
 *
 * @public
 */
export function isForWaypoint(
  { metadata, spec }: TargetedPolicy,
  service: NamespacedName,
  waypoint: NonNullable<InjectionPosture['waypoint']>,
  mesh: Pick<MeshSettings, 'rootNamespace'>,
): boolean {
  return targetsOf(spec).some(({ kind, name }) => {
    switch (kind) {
      case 'Service':
        return (
          name === service.name && metadata.namespace === service.namespace
        );
      case 'Gateway':
        return (
          name === waypoint.name && metadata.namespace === waypoint.namespace
        );
      case 'GatewayClass':
        return (
          name === 'istio-waypoint' && metadata.namespace === mesh.rootNamespace
        );
      default:
        return false;
    }
  });
}

/** Whether a policy names the Service itself, so that it counts only at a waypoint. */
export function targetsService(
  { metadata, spec }: TargetedPolicy,
  service: NamespacedName,
): boolean {
  return (
    metadata.namespace === service.namespace &&
    targetsOf(spec).some(
      ({ kind, name }) => kind === 'Service' && name === service.name,
    )
  );
}

/** `GetTargetRefs`: the old single reference counts only without the list. */
function targetsOf({ targetRefs, targetRef }: TargetedPolicy['spec']) {
  if (targetRefs.length > 0) return targetRefs;
  return targetRef ? [targetRef] : [];
}

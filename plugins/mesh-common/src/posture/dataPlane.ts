import type { ObjectMetadata, Pod } from '../kubernetes';
import type { DataPlane } from '../model';
import { SIDECAR } from '../service/pod';

/**
 * How a pod is in the mesh. Only its containers and what Istio's CNI wrote on it tell: labels may have
 * changed since it was made.
 *
 * @public
 */
export function dataPlaneOf({ metadata, spec }: Pod): DataPlane {
  if (spec.containers.some(({ name }) => name === SIDECAR)) return 'sidecar';
  const isNative = spec.initContainers.some(
    ({ name, restartPolicy }) => name === SIDECAR && restartPolicy === 'Always',
  );
  if (isNative) return 'native-sidecar';
  // `PodFullyEnrolled` in cni/pkg/util/podutil.go: `pending` is not in the mesh yet.
  const redirection = metadata.annotations?.['ambient.istio.io/redirection'];
  return redirection === 'enabled' ? 'ambient' : 'none';
}

/**
 * Revision of the control plane that injected a pod. Only the injector's own annotation tells: the
 * label `istio.io/rev` is what was asked for.
 */
export function injectedRevision({
  annotations,
}: ObjectMetadata): string | undefined {
  const revision = statusOf(annotations?.['sidecar.istio.io/status']);
  return typeof revision === 'string' && revision !== ''
    ? revision
    : annotations?.['istio.io/rev'];
}

/** `SidecarInjectionStatus` in pkg/kube/inject/inject.go, as JSON. */
function statusOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    const status: unknown = JSON.parse(text);
    return typeof status === 'object' && status !== null && 'revision' in status
      ? status.revision
      : undefined;
  } catch {
    return undefined;
  }
}

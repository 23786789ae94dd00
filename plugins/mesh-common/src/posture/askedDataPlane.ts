import { clipped } from '../service/words';
import type { Namespace, PodTemplate } from '../kubernetes';
import type { AskedDataPlane } from '../model';
import { label } from './label';

/** `IgnoredNamespaces` in pkg/kube/inject/initializer.go. */
const NEVER_INJECTED = [
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
];

const INJECT = 'sidecar.istio.io/inject';
const STATUS = 'sidecar.istio.io/status';
const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const MODE = 'istio.io/dataplane-mode';

/**
 * What of a pod, or of a pod template, decides.
 *
 * @public
 */
export interface AskingPod {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  hostNetwork?: boolean;
  /** Whether `istioctl kube-inject` has written the sidecar into the template, so that no label needs to ask for one. */
  isWritten?: boolean;
}

/** It leaves its status in the template; the webhook leaves it in the pod alone (`IntoObject` in pkg/kube/inject). */
export function isWritten(template: PodTemplate | undefined): boolean {
  return label(template?.metadata?.annotations, STATUS) !== undefined;
}

/**
 * What labels ask for a pod that would be made now, with Istio's webhooks and CNI as they are installed
 * by default. A sidecar comes before ambient: Istio's CNI leaves a pod with a sidecar alone.
 *
 * @param namespace - undefined when it has not been heard of
 * @public
 */
export function askedDataPlane(
  pod: AskingPod,
  namespace: Namespace | undefined,
): AskedDataPlane {
  if (pod.hostNetwork) {
    return { dataPlane: 'none', by: 'it uses the network of its node' };
  }
  if (pod.isWritten) return { dataPlane: 'sidecar', by: 'the pod template' };
  if (!namespace) {
    return { dataPlane: 'unknown', by: 'its namespace is not known' };
  }
  const sidecar = askedSidecar(pod, namespace);
  return sidecar.dataPlane === 'sidecar'
    ? sidecar
    : askedAmbient(pod, namespace) ?? sidecar;
}

/**
 * The selectors of the webhooks (mutatingwebhook.yaml of the istiod chart), then `injectRequired` in
 * pkg/kube/inject/inject.go.
 */
function askedSidecar(pod: AskingPod, namespace: Namespace): AskedDataPlane {
  const ofNamespace = (key: string) => label(namespace.metadata.labels, key);
  const injection = ofNamespace(INJECTION);
  const namespaceRevision = ofNamespace(REVISION);
  const inject = label(pod.labels, INJECT);
  const podRevision = label(pod.labels, REVISION);

  if (NEVER_INJECTED.includes(namespace.metadata.name)) {
    return none('Istio injects nothing into this namespace');
  }
  if (injection !== undefined && injection !== 'enabled') {
    // No webhook takes such a namespace, whatever the pod says.
    return none(`namespace label ${words(INJECTION, injection)}`);
  }
  if (inject === 'false') return none(`pod label ${INJECT}=false`);

  const revision =
    injection === 'enabled' ? undefined : namespaceRevision ?? podRevision;
  const by = asker();
  if (by === undefined) return none('no label asks for a sidecar');
  // The annotation is the old form: it counts where the label is silent, and only once a webhook was asked.
  const isLabelSilent = inject !== 'true';
  if (isLabelSilent && pod.annotations?.[INJECT] === 'false') {
    return none(`pod annotation ${INJECT}=false`);
  }
  return { dataPlane: 'sidecar', ...(revision && { revision }), by };

  function asker(): string | undefined {
    if (injection === 'enabled') return `namespace label ${INJECTION}=enabled`;
    if (namespaceRevision !== undefined) {
      return `namespace label ${words(REVISION, namespaceRevision)}`;
    }
    if (podRevision !== undefined) {
      return `pod label ${words(REVISION, podRevision)}`;
    }
    return inject === 'true' ? `pod label ${INJECT}=true` : undefined;
  }
}

/** `enablementSelectors` of the istio-cni chart. */
function askedAmbient(
  pod: AskingPod,
  namespace: Namespace,
): AskedDataPlane | undefined {
  const ofPod = label(pod.labels, MODE);
  const ofNamespace = label(namespace.metadata.labels, MODE);
  if (ofPod === 'ambient') {
    return { dataPlane: 'ambient', by: `pod label ${MODE}=ambient` };
  }
  if (ofNamespace !== 'ambient') return undefined;
  return ofPod === 'none'
    ? none(`pod label ${MODE}=none`)
    : { dataPlane: 'ambient', by: `namespace label ${MODE}=ambient` };
}

function none(by: string): AskedDataPlane {
  return { dataPlane: 'none', by };
}

function words(key: string, value: string): string {
  return `${key}=${clipped(value)}`;
}

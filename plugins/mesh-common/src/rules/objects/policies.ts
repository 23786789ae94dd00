import type { Subject } from './ConfigItem';
import type { ConfigSet } from './ConfigSet';

/** An Istio policy and the pods it is for. */
export interface Policy extends Subject {
  /** Empty: every pod of the namespace. */
  selector: Record<string, string>;
}

/** Kinds of which Istio follows one alone for a pod; of the others it adds all up. */
export const EXCLUSIVE = [
  'PeerAuthentication',
  'Sidecar',
  'Telemetry',
] as const;

/** The policies of a kind that choose pods by label; those that name a Gateway or a Service are left out. */
export function policiesOf(
  config: ConfigSet,
  kind:
    | (typeof EXCLUSIVE)[number]
    | 'AuthorizationPolicy'
    | 'RequestAuthentication',
): Policy[] {
  if (kind === 'Sidecar') {
    return config.ofKind(kind).map(({ label, ref, object: { spec } }) => ({
      label,
      ref,
      selector: spec.workloadSelector?.labels ?? {},
    }));
  }
  return config.ofKind(kind).flatMap(({ label, ref, object: { spec } }) => {
    const targeted =
      'targetRefs' in spec && (spec.targetRefs.length > 0 || spec.targetRef);
    const selector = spec.selector?.matchLabels ?? {};
    return targeted ? [] : [{ label, ref, selector }];
  });
}

export function isForAll({ selector }: Policy): boolean {
  return Object.keys(selector).length === 0;
}

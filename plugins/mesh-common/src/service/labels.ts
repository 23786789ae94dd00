import type { Service } from '../kubernetes';
import { ROLLOUT_HASH_LABEL } from '../kubernetes/rolloutHashLabel';

export type Labels = Record<string, string>;

/** Whether labels have all that a selector of Istio asks for; an empty selector takes everything. */
export function hasLabels(
  labels: Labels | undefined,
  wanted: Labels | undefined,
): boolean {
  return Object.entries(wanted ?? {}).every(
    ([key, value]) =>
      labels !== undefined &&
      Object.hasOwn(labels, key) &&
      labels[key] === value,
  );
}

/**
 * What a Service asks of its pods whatever revision it is switched to; undefined when it takes none: without a
 * selector someone else fills its endpoints, and an ExternalName is only a name.
 */
export function selectorOf({ spec }: Service): Labels | undefined {
  if (spec.type === 'ExternalName') return undefined;
  const wanted = Object.entries(spec.selector ?? {}).filter(
    ([key]) => key !== ROLLOUT_HASH_LABEL,
  );
  return wanted.length > 0 ? Object.fromEntries(wanted) : undefined;
}

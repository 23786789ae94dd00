import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';
import type { ReplicaSet } from '../../kubernetes';

type Fields = Record<string, unknown>;

/**
 * The pod template that a Rollout had when a ReplicaSet was made from it.
 *
 * The controller adds to the template of a ReplicaSet what only holds there: the hash label, and the labels and
 * annotations that mark canary and stable pods (`canaryMetadata`, remembered in an annotation). Left in, they would make
 * another revision of it, and a roll back to the stable version would go through all steps (`FindNewReplicaSet` in
 * utils/replicaset/replicaset.go). So would the anti-affinity against the stable pods.
 *
 * @returns why it is none, as a sentence
 */
export function rollBackTemplate(
  template: unknown,
  replicaSet: ReplicaSet,
): Fields | string {
  const { name, labels, annotations } = replicaSet.metadata;
  if (!isFields(template) || !isFields(template.spec)) {
    return `The pod template of ReplicaSet ${name} cannot be read.`;
  }
  const { metadata, spec } = template;
  if (
    !Array.isArray(spec.containers) ||
    spec.containers.length === 0 ||
    !isFields(metadata) ||
    !isFields(metadata.labels) ||
    metadata.labels[ROLLOUT_HASH_LABEL] !== labels?.[ROLLOUT_HASH_LABEL]
  ) {
    return `The pod template that was read is not that of ReplicaSet ${name}.`;
  }
  const injected = injectedMetadata(
    annotations?.['rollout.argoproj.io/ephemeral-metadata'],
  );
  return {
    ...template,
    metadata: {
      ...metadata,
      labels: without(metadata.labels, [
        ROLLOUT_HASH_LABEL,
        ...injected.labels,
      ]),
      ...(isFields(metadata.annotations) && {
        annotations: without(metadata.annotations, injected.annotations),
      }),
    },
    spec: withoutInjectedAffinity(spec),
  };
}

/** Keys of `{"labels": {…}, "annotations": {…}}`. */
function injectedMetadata(text = '{}'): {
  labels: string[];
  annotations: string[];
} {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  const keys = (part: unknown) => (isFields(part) ? Object.keys(part) : []);
  const { labels, annotations }: Fields = isFields(parsed) ? parsed : {};
  return { labels: keys(labels), annotations: keys(annotations) };
}

/** `RemoveInjectedAntiAffinityRule`: empty parts go too, as they were not there before. */
function withoutInjectedAffinity(spec: Fields): Fields {
  const { affinity } = spec;
  if (!isFields(affinity) || !isFields(affinity.podAntiAffinity)) return spec;
  const kept = Object.entries(affinity.podAntiAffinity).flatMap(
    ([key, terms]): [string, unknown][] => {
      if (!Array.isArray(terms)) return [[key, terms]];
      const own = terms.filter(term => !isInjected(term));
      return own.length > 0 ? [[key, own]] : [];
    },
  );
  const rest =
    kept.length > 0
      ? { ...affinity, podAntiAffinity: Object.fromEntries(kept) }
      : without(affinity, ['podAntiAffinity']);
  return Object.keys(rest).length > 0
    ? { ...spec, affinity: rest }
    : without(spec, ['affinity']);
}

/** A required term, or a preferred one with its weight around it. */
function isInjected(term: unknown): boolean {
  if (!isFields(term)) return false;
  const { labelSelector } = isFields(term.podAffinityTerm)
    ? term.podAffinityTerm
    : term;
  return (
    isFields(labelSelector) &&
    Array.isArray(labelSelector.matchExpressions) &&
    labelSelector.matchExpressions.some(
      expression =>
        isFields(expression) && expression.key === ROLLOUT_HASH_LABEL,
    )
  );
}

function without(fields: Fields, keys: string[]): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([key]) => !keys.includes(key)),
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

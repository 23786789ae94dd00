import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';

/**
 * Whether labels fit a selector. The Rollouts controller narrows selectors and subsets by the pod-template hash while
 * it runs; templates do not have that label, so it does not count.
 */
export function fits(
  selector: Record<string, string>,
  labels: Record<string, string>,
): boolean {
  return missingLabels(selector, labels).length === 0;
}

/** What a selector wants and labels do not have, as `key=value`. */
export function missingLabels(
  selector: Record<string, string>,
  labels: Record<string, string>,
): string[] {
  return Object.entries(selector)
    .filter(
      ([key, value]) => key !== ROLLOUT_HASH_LABEL && labels[key] !== value,
    )
    .map(([key, value]) => `${key}=${value}`);
}

/** `app=orders, version=v1`. */
export function shownLabels(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

import type { AllowedPreview } from '../../model';

/** Said of every decision that Git knows nothing of. */
export const STATUS_ONLY =
  "Only the Rollout's status changes: its manifest in Git stays as it is.";

/**
 * How to undo what leads a canary on.
 *
 * @param endsStable - whether nobody is asked before the canary is stable
 */
export function undoByAbort(endsStable: boolean): AllowedPreview['undo'] {
  return {
    possible: true,
    how: endsStable
      ? 'An abort gives all traffic back to the stable version, but only until the canary is stable. After that only a roll back does, through all steps.'
      : 'An abort gives all traffic back to the stable version.',
  };
}

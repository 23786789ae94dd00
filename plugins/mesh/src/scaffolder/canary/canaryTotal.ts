import { MANUAL, type CanaryStepChoice } from './CanaryStepChoice';
import { isTimed, secondsOf } from './canaryProblems';

/** How long a release takes at least, and how many decisions it waits for. */
export function canaryTotal(steps: readonly CanaryStepChoice[]): {
  seconds: number;
  decisions: number;
} {
  return {
    seconds: steps.reduce(
      (sum, { pause }) => sum + ((isTimed(pause) && secondsOf(pause)) || 0),
      0,
    ),
    decisions: steps.filter(({ pause }) => pause === MANUAL).length,
  };
}

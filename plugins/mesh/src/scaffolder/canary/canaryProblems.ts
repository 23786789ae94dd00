import { pauseSeconds } from '@meshway/plugin-mesh-common';
import { MANUAL, MAX_STEPS, type CanaryStepChoice } from './CanaryStepChoice';

/** What is wrong with steps, by its name among the messages, and at which of them. */
export type CanaryProblem =
  | { key: 'empty' | 'tooMany' }
  | { key: 'range' | 'order' | 'duration'; index: number };

/** What is wrong with the steps of a release, in their order. Nothing for steps that Argo Rollouts carries out as shown. */
export function canaryProblems(
  steps: readonly CanaryStepChoice[],
  weightsOnly: boolean,
): CanaryProblem[] {
  const most = largestWeight(weightsOnly);
  const whole: CanaryProblem[] = [];
  if (steps.length === 0) whole.push({ key: 'empty' });
  if (steps.length > MAX_STEPS) whole.push({ key: 'tooMany' });
  return [
    ...whole,
    ...steps.flatMap(({ weight, pause }, index): CanaryProblem[] => {
      const found: CanaryProblem[] = [];
      if (!Number.isInteger(weight) || weight < 1 || weight > most) {
        found.push({ key: 'range', index });
      } else if (index > 0 && weight <= steps[index - 1].weight) {
        found.push({ key: 'order', index });
      }
      if (!weightsOnly && isTimed(pause) && !secondsOf(pause)) {
        found.push({ key: 'duration', index });
      }
      return found;
    }),
  ];
}

/** The share after which there is nothing left to decide comes by itself, but for weights that people move. */
export function largestWeight(weightsOnly: boolean): number {
  return weightsOnly ? 100 : 99;
}

/** Whether a pause ends by itself. */
export function isTimed(pause: string | undefined): pause is string {
  return pause !== undefined && pause !== MANUAL;
}

/** Length of a timed pause in seconds; undefined when it cannot be read. */
export function secondsOf(pause: string): number | undefined {
  return pauseSeconds({ duration: pause });
}

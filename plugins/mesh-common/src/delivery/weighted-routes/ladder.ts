import { MESH_WEIGHT_STEPS_ANNOTATION } from '../../annotations';
import type { VirtualService } from '../../kubernetes';

const DEFAULT_LADDER = [5, 10, 25, 50, 100];

/** Canary weights in percent, rising, the last is 100. */
export interface Ladder {
  steps: number[];
  /** Why the annotation is not followed. */
  problem?: string;
}

/** The weights of the VirtualService's annotation `meshway.dev/weight-steps`, such as `5,25,50`; 100 comes by itself. */
export function ladderOf({ metadata }: VirtualService): Ladder {
  const text = metadata.annotations?.[MESH_WEIGHT_STEPS_ANNOTATION];
  if (text === undefined) return { steps: DEFAULT_LADDER };
  const parts = text.split(',').map(part => part.trim());
  const steps = parts.map(Number);
  const rises = steps.every(
    (step, i) => step > (steps[i - 1] ?? 0) && step <= 100,
  );
  // Number() takes more than people mean: '', '1e1', '0x10'.
  if (!rises || !parts.every(part => /^\d+$/.test(part))) {
    return {
      steps: DEFAULT_LADDER,
      problem: `Annotation ${MESH_WEIGHT_STEPS_ANNOTATION} says "${text.slice(
        0,
        60,
      )}", which are not whole percents that rise, such as 5,25,50: ${DEFAULT_LADDER.join(
        ', ',
      )} is used.`,
    };
  }
  return { steps: steps.includes(100) ? steps : [...steps, 100] };
}

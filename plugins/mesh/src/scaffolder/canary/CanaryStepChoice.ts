import { textOf } from '../field/formValues';

/**
 * A step of a release, as `MeshCanarySteps` leaves it in the form.
 *
 * @public
 */
export interface CanaryStepChoice {
  /** Share of the traffic that the new version gets, in percent. */
  weight: number;
  /**
   * What comes before the next step: a decision by a person, or a time as Argo Rollouts takes it (`30s`, `5m`, `1h`).
   * Absent: the next step comes at once.
   */
  pause?: string;
}

/** A pause that a person ends. */
export const MANUAL = 'manual';

/** More than that nobody waits for. */
export const MAX_STEPS = 20;

/** Anything beyond is not shown; it is too much already. */
const MAX_READ = MAX_STEPS + 1;

/** A value of the form, which may be anything, as steps. */
export function readCanarySteps(
  formData: unknown,
  weightsOnly: boolean,
): CanaryStepChoice[] {
  if (!Array.isArray(formData)) return [];
  return formData
    .slice(0, MAX_READ)
    .filter(step => typeof step === 'object' && step !== null)
    .map(({ weight, pause }) => ({
      weight:
        typeof weight === 'number' && Number.isFinite(weight) ? weight : 0,
      ...(!weightsOnly &&
        typeof pause === 'string' && { pause: textOf(pause) }),
    }));
}

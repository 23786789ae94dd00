import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { validationWords } from '../field/validationWords';
import {
  MAX_STEPS,
  readCanarySteps,
  type CanaryStepChoice,
} from './CanaryStepChoice';
import { canaryProblems, largestWeight } from './canaryProblems';

/**
 * Options of `MeshCanarySteps` in a template.
 *
 * @public
 */
export interface CanaryStepsOptions {
  /** Hides pauses, for weights that people move; the last may be 100 then. */
  weightsOnly?: boolean;
}

/** Complains about steps that Argo Rollouts would refuse or that do nothing. */
export const validateCanarySteps: CustomFieldValidator<
  CanaryStepChoice[],
  CanaryStepsOptions
> = async (formData, field, { apiHolder, uiSchema }) => {
  const t = await validationWords(apiHolder);
  const weightsOnly = uiSchema?.['ui:options']?.weightsOnly === true;
  const steps = readCanarySteps(formData, weightsOnly);
  for (const problem of canaryProblems(steps, weightsOnly)) {
    field.addError(
      t(`wizardCanary.problem.${problem.key}`, {
        number: String('index' in problem ? problem.index + 1 : ''),
        max: String(
          problem.key === 'tooMany' ? MAX_STEPS : largestWeight(weightsOnly),
        ),
      }),
    );
  }
};

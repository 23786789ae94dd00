import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { serviceInForm } from '../field/formValues';
import { validationWords } from '../field/validationWords';
import { readGatewayChoice, type GatewayChoice } from './GatewayChoice';
import { gatewayProblem } from './gatewayProblem';
import { gatewaysInForm } from './gatewaysInForm';
import { problemSentence } from './problemSentence';

/** Complains about a host that is taken or that no request would reach. What the backend does not tell is not checked. */
export const validateGateway: CustomFieldValidator<GatewayChoice> = async (
  value,
  field,
  { apiHolder, formData },
) => {
  const t = await validationWords(apiHolder);
  const choice = readGatewayChoice(value);
  const { cluster, namespace } = serviceInForm(formData);
  const problem = gatewayProblem(
    choice,
    namespace,
    await gatewaysInForm(apiHolder, cluster),
  );
  if (problem) {
    field.addError(problemSentence(t, problem, { ...choice, namespace }));
  }
};

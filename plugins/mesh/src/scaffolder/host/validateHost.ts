import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { hostOnProxies } from '@meshway/plugin-mesh-common';
import { serviceInForm, textOf } from '../field/formValues';
import { validationWords } from '../field/validationWords';
import { hostProblem } from '../gateway/gatewayProblem';
import { gatewaysInForm } from '../gateway/gatewaysInForm';
import { problemSentence } from '../gateway/problemSentence';
import { readHostOptions, type HostPickerOptions } from './readHostOptions';

/** Complains about a host that others serve by the same proxies. What the backend does not tell is not checked. */
export const validateHost: CustomFieldValidator<
  string,
  HostPickerOptions
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  const t = await validationWords(apiHolder);
  const host = textOf(value);
  const { cluster } = serviceInForm(formData);
  const gateways = await gatewaysInForm(apiHolder, cluster);
  const { selector } = readHostOptions(uiSchema);
  const problem = hostProblem(
    host,
    hostOnProxies(gateways ?? [], selector, host),
  );
  if (problem) field.addError(problemSentence(t, problem, { host }));
};

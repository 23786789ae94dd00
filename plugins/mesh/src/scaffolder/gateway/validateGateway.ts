import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { GatewayOption, MeshApi } from '@meshway/plugin-mesh-common';
import { meshApiRef } from '../../api';
import { serviceInForm } from '../field/formValues';
import { validationWords } from '../field/validationWords';
import { readGatewayChoice, type GatewayChoice } from './GatewayChoice';
import { gatewayProblem } from './gatewayProblem';

/** Complains about a host that is taken or that no request would reach. What the backend does not tell is not checked. */
export const validateGateway: CustomFieldValidator<GatewayChoice> = async (
  value,
  field,
  { apiHolder, formData },
) => {
  const t = await validationWords(apiHolder);
  const choice = readGatewayChoice(value);
  const { cluster, namespace } = serviceInForm(formData);
  const meshApi = apiHolder.get(meshApiRef);
  const problem = gatewayProblem(
    choice,
    namespace,
    meshApi && (await gatewaysOf(meshApi, cluster)),
  );
  if (!problem) return;
  field.addError(
    t(`wizardGateway.problem.${problem.key}`, {
      ...choice,
      namespace,
      virtualService: problem.key === 'taken' ? problem.virtualService : '',
    }),
  );
};

/** Of the cluster that the form names, else of the only one. */
async function gatewaysOf(
  meshApi: MeshApi,
  named: string,
): Promise<GatewayOption[] | undefined> {
  try {
    const [only, ...others] = named
      ? [{ name: named }]
      : await meshApi.getClusters();
    if (!only || others.length > 0) return undefined;
    return await meshApi.getGateways(only.name);
  } catch {
    // The field itself says that they cannot be read.
    return undefined;
  }
}

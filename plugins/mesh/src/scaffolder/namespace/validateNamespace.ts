import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { MeshApi, NamespaceOption } from '@meshway/plugin-mesh-common';
import { meshApiRef } from '../../api';
import { validationWords } from '../field/validationWords';
import { readNamespaceChoice, type NamespaceChoice } from './NamespaceChoice';
import { namespaceProblem } from './namespaceProblem';

/** Complains about a namespace that cannot be. What the backend does not tell is not checked. */
export const validateNamespace: CustomFieldValidator<NamespaceChoice> = async (
  formData,
  field,
  { apiHolder },
) => {
  const t = await validationWords(apiHolder);
  const choice = readNamespaceChoice(formData);
  const { cluster, name } = choice;
  const meshApi = apiHolder.get(meshApiRef);
  const clusters = meshApi && (await clusterNames(meshApi));
  if (clusters && clusters.length > 1 && !cluster) {
    field.addError(t('wizard.clusterWanted'));
    return;
  }
  if (cluster && clusters && !clusters.includes(cluster)) {
    field.addError(t('wizard.clusterUnknown', { cluster }));
    return;
  }
  const namespaces =
    meshApi && cluster ? await namespacesOf(meshApi, cluster) : undefined;
  const problem = namespaceProblem(choice, namespaces);
  if (problem)
    field.addError(t(`wizardNamespace.problem.${problem}`, { name }));
};

async function clusterNames(meshApi: MeshApi): Promise<string[] | undefined> {
  try {
    return (await meshApi.getClusters()).map(({ name }) => name);
  } catch {
    // The field itself says that they cannot be read.
    return undefined;
  }
}

async function namespacesOf(
  meshApi: MeshApi,
  cluster: string,
): Promise<NamespaceOption[] | undefined> {
  try {
    return await meshApi.getNamespaces(cluster);
  } catch {
    // The field itself says that they cannot be read.
    return undefined;
  }
}

import type { ApiHolder } from '@backstage/core-plugin-api';
import type { GatewayOption } from '@meshway/plugin-mesh-common';
import { meshApiRef } from '../../api';

/** The Gateways of the cluster that the form names, else of the only one; undefined when they are not known. */
export async function gatewaysInForm(
  apiHolder: ApiHolder,
  named: string,
): Promise<GatewayOption[] | undefined> {
  const meshApi = apiHolder.get(meshApiRef);
  if (!meshApi) return undefined;
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

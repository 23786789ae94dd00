import type { Config } from '@backstage/config';

/**
 * What may be done with manifests.
 */
export interface ManifestSettings {
  /** Whether they may be applied, by whoever holds the permission. */
  apply: boolean;
}

/**
 * Reads `mesh.manifests`. Throws an error that names the key when its value is no boolean.
 *
 * @param config - the section `mesh`
 */
export function readManifestSettings(
  config: Config | undefined,
): ManifestSettings {
  return {
    apply: config?.getOptionalBoolean('manifests.apply') ?? false,
  };
}

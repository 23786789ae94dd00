import type { Config } from '@backstage/config';

/**
 * What agents may do.
 */
export interface ActionSettings {
  /** Whether they may take decisions, with the rights of whom they act for. */
  decisions: boolean;
}

/**
 * Reads `mesh.actions`.
 *
 * @param config - the section `mesh`
 */
export function readActionSettings(config: Config | undefined): ActionSettings {
  return {
    decisions: config?.getOptionalBoolean('actions.decisions') ?? false,
  };
}

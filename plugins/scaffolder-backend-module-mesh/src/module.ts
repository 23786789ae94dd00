import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { meshClientOf } from './client/meshClientOf';
import { createMeshLintAction } from './lint/createMeshLintAction';
import { createMeshOnboardAction } from './onboard/createMeshOnboardAction';

/**
 * Adds the actions `mesh:lint` and `mesh:onboard` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleMesh = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'mesh',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, discovery }) {
        const clientOf = meshClientOf({ auth, discovery });
        actions.addActions(
          createMeshLintAction(),
          createMeshOnboardAction({ clientOf }),
        );
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { meshClientOf } from './client/meshClientOf';
import { createMeshLintAction } from './lint/createMeshLintAction';
import { createMeshApplyAction } from './manifests/createMeshApplyAction';
import { createMeshDryRunAction } from './manifests/createMeshDryRunAction';
import { createMeshOnboardAction } from './onboard/createMeshOnboardAction';
import { createPreviewRouter } from './preview/createPreviewRouter';
import { DryRun } from './preview/DryRun';
import { TemplatePreview } from './preview/TemplatePreview';
import { createMeshWaitAction } from './wait/createMeshWaitAction';

/**
 * Adds the actions `mesh:lint`, `mesh:dry-run`, `mesh:apply`, `mesh:wait` and `mesh:onboard` to the scaffolder, and the route
 * `POST /mesh/preview`, which shows what a template would render.
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
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        // That of the scaffolder: a module shares the services of its plugin.
        httpRouter: coreServices.httpRouter,
        reader: coreServices.urlReader,
      },
      async init(deps) {
        const { actions, auth, catalog, config, discovery, reader } = deps;
        const clientOf = meshClientOf({ auth, discovery });
        actions.addActions(
          createMeshLintAction(),
          createMeshDryRunAction({ clientOf }),
          createMeshApplyAction({ clientOf }),
          createMeshWaitAction({ clientOf }),
          createMeshOnboardAction({ clientOf }),
        );
        deps.httpRouter.use(
          createPreviewRouter({
            httpAuth: deps.httpAuth,
            preview: new TemplatePreview({
              catalog,
              reader,
              integrations: ScmIntegrations.fromConfig(config),
              dryRun: new DryRun({ auth, discovery }),
              workingDirectory: config.getOptionalString(
                'backend.workingDirectory',
              ),
            }),
          }),
        );
      },
    });
  },
});

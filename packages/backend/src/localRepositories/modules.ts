import { resolve } from 'node:path';
import {
  coreServices,
  createBackendModule,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  catalogLocationsExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createPublishLocalAction } from './createPublishLocalAction';
import { createRegisterLocalAction } from './createRegisterLocalAction';

/** Lets templates publish to a folder of this machine, when the configuration names one. */
export const localRepositoriesScaffolderModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'local-repositories',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
      },
      async init({ actions, catalog, config }) {
        const root = localRepositoriesRoot(config);
        if (!root) return;
        actions.addActions(
          createPublishLocalAction({ root }),
          createRegisterLocalAction({ root, catalog }),
        );
      },
    });
  },
});

/** Lets the catalog read what was published there. */
export const localRepositoriesCatalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'local-repositories',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        locations: catalogLocationsExtensionPoint,
      },
      async init({ config, locations }) {
        if (localRepositoriesRoot(config)) {
          locations.setAllowedLocationTypes(['url', 'file']);
        }
      },
    });
  },
});

function localRepositoriesRoot(config: RootConfigService): string | undefined {
  const folder = config.getOptionalString('meshway.localRepositories');
  return folder === undefined ? undefined : resolve(folder);
}

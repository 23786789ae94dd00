import { createBackend } from '@backstage/backend-defaults';
import {
  localRepositoriesCatalogModule,
  localRepositoriesScaffolderModule,
} from './localRepositories';
import { permissionPolicyModule } from './permissionPolicy';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
// Either one signs in only those whom `auth.providers` names; the guest is refused outside development.
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(localRepositoriesCatalogModule);

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(permissionPolicyModule);

backend.add(import('@backstage/plugin-kubernetes-backend'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitlab'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(import('@meshway/plugin-scaffolder-backend-module-mesh'));
backend.add(localRepositoriesScaffolderModule);

backend.add(import('@meshway/plugin-mesh-backend'));

// Owners are told of their deliveries, at once where a page is open.
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));

// Agents use the actions of `backend.actions.pluginSources` at /api/mcp-actions/v1, with the rights of their user.
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start();

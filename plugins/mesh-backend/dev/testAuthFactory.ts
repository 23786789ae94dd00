import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';

/**
 * Tokens of tests do not say which plugin asks for a user, and the permission backend and the catalog answer some
 * questions to plugins only.
 */
export const testAuthFactory = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  async factory({ plugin }) {
    const mock = mockServices.auth({
      pluginId: plugin.getId(),
      disableDefaultAuthPolicy: false,
    });
    const authenticate = mock.authenticate.bind(mock);
    mock.authenticate = async (token, options) => {
      const credentials = await authenticate(token, options);
      return mock.isPrincipal(credentials, 'user') &&
        token.startsWith('mock-service-token')
        ? mockCredentials.user(credentials.principal.userEntityRef, {
            actor: { subject: 'plugin:test' },
          })
        : credentials;
    };
    return mock;
  },
});

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { meshReadPermission } from '@meshway/plugin-mesh-common';
import { EntityAccess } from './EntityAccess';

/** What `express.json()` takes; the permission backend and the catalog set no other limit. */
const BODY_LIMIT = 100 * 1024;

describe('EntityAccess', () => {
  it('asks about a fleet in pieces that the permission backend takes', async () => {
    const sizes: number[] = [];
    const access = new EntityAccess({
      catalog: catalogServiceMock(),
      permissions: mockServices.permissions.mock({
        authorize: async requests => {
          sizes.push(JSON.stringify(requests).length);
          return requests.map(({ resourceRef }) => ({
            result: String(resourceRef).endsWith('7')
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          }));
        },
      }),
    });
    const refs = Array.from({ length: 2000 }, (_, n) => `component:team/s${n}`);
    const allowed = await access.allowed(
      meshReadPermission,
      refs,
      mockCredentials.user(),
    );
    expect(allowed).toEqual(refs.map(ref => !ref.endsWith('7')));
    expect(Math.max(...sizes)).toBeLessThan(BODY_LIMIT / 2);
  });
});

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
      auth: mockServices.auth(),
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

  describe('reading an entity', () => {
    const REF = 'component:default/orders';
    const JANE = mockCredentials.user();
    let denied: string[];
    let asked: string[][];
    let access: EntityAccess;

    beforeEach(() => {
      denied = [];
      asked = [];
      access = new EntityAccess({
        auth: mockServices.auth(),
        catalog: catalogServiceMock({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name: 'orders' },
            },
          ],
        }),
        permissions: mockServices.permissions.mock({
          authorize: async requests => {
            asked.push(requests.map(({ permission }) => permission.name));
            return requests.map(({ permission }) => ({
              result: denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            }));
          },
        }),
      });
    });

    it.each(['read', 'readKnown'] as const)(
      'asks once whether a person may see and read it (%s)',
      async how => {
        await expect(access[how](REF, JANE)).resolves.toMatchObject({
          metadata: { name: 'orders' },
        });
        expect(asked).toEqual([['mesh.read', 'catalog.entity.read']]);
        denied = ['mesh.read'];
        await expect(access[how](REF, JANE)).rejects.toThrow(
          `You do not hold the permission mesh.read on ${REF}.`,
        );
        const missing = `There is no entity ${REF}.`;
        denied = ['catalog.entity.read'];
        await expect(access[how](REF, JANE)).rejects.toThrow(missing);
        denied = ['catalog.entity.read', 'mesh.read'];
        await expect(access[how](REF, JANE)).rejects.toThrow(missing);
      },
    );

    it('lets a service see it whose token is for permissions of this plugin alone', async () => {
      denied = ['catalog.entity.read'];
      await expect(
        access.read(REF, mockCredentials.service('external:ci')),
      ).resolves.toMatchObject({ metadata: { name: 'orders' } });
      expect(asked).toEqual([['mesh.read']]);
    });
  });
});

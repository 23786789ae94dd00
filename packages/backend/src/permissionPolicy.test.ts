import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
} from '@backstage/plugin-catalog-common/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import {
  meshDeliveryPermissions,
  meshManifestsApplyPermission,
  meshReadPermission,
} from '@meshway/plugin-mesh-common';
import { PortalPermissionPolicy } from './permissionPolicy';

const OWNERSHIP = ['user:default/guest', 'group:default/bookinfo-team'];

function decide(permission: Permission, claims?: string[]) {
  const credentials = mockCredentials.user('user:default/guest');
  return new PortalPermissionPolicy().handle(
    { permission },
    claims && {
      credentials,
      info: {
        userEntityRef: 'user:default/guest',
        ownershipEntityRefs: claims,
      },
    },
  );
}

describe('PortalPermissionPolicy', () => {
  it.each([
    ['promote', meshDeliveryPermissions.promote],
    [
      'take a decision that a later version knows',
      createPermission({
        name: 'mesh.delivery.later',
        attributes: { action: 'update' },
        resourceType: 'catalog-entity',
      }),
    ],
    ['delete', catalogEntityDeletePermission],
    ['refresh', catalogEntityRefreshPermission],
  ])('lets only owners of an entity %s', async (_, permission) => {
    await expect(decide(permission, OWNERSHIP)).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        resourceType: 'catalog-entity',
        params: { claims: OWNERSHIP },
      },
    });
  });

  it('takes somebody without an identity for the owner of nothing', async () => {
    await expect(
      decide(meshDeliveryPermissions.promote, undefined),
    ).resolves.toMatchObject({ conditions: { params: { claims: [] } } });
  });

  it.each([
    ['see the mesh', meshReadPermission],
    // Where the portal allows it at all, namespaces say who may apply to them.
    ['apply manifests', meshManifestsApplyPermission],
    ['see the catalog', catalogEntityReadPermission],
    ['register what a template made', catalogLocationCreatePermission],
    [
      'see Kubernetes objects of an entity',
      createPermission({
        name: 'kubernetes.resources.read',
        attributes: { action: 'read' },
      }),
    ],
  ])('lets everyone %s', async (_, permission) => {
    await expect(decide(permission, OWNERSHIP)).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });

  it.each([
    [
      'use the Kubernetes proxy',
      createPermission({ name: 'kubernetes.proxy', attributes: {} }),
    ],
    ['remove locations', catalogLocationDeletePermission],
    [
      'take a decision that is about no entity',
      createPermission({ name: 'mesh.delivery.everything', attributes: {} }),
    ],
  ])('lets no user %s', async (_, permission) => {
    await expect(decide(permission, OWNERSHIP)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });
});

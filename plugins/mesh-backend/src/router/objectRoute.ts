import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { entityServices } from '../views/entityServices';
import type { ObjectManifests } from '../views/ObjectManifests';
import type { ReadAccess } from './ReadAccess';
import { READERS, type MeshRouter } from './MeshRouter';

/**
 * What the route of objects needs.
 */
export interface ObjectRoute {
  httpAuth: HttpAuthService;
  access: Pick<ReadAccess, 'read'>;
  manifests: ObjectManifests;
}

/**
 * An object that the view of an entity names, whole.
 */
export function addObjectRoute(router: MeshRouter, options: ObjectRoute): void {
  const { httpAuth, access, manifests } = options;

  router.get('/entities/:kind/:namespace/:name/object', async (req, res) => {
    const credentials = await httpAuth.credentials(req, READERS);
    const entityRef = stringifyEntityRef(req.params);
    const entity = entityServices(await access.read(entityRef, credentials));
    const { cluster, objectKind, objectNamespace, objectName } = req.query;
    // What stands in it may change at any time, and is for the one who asked.
    res.setHeader('Cache-Control', 'private, no-store');
    res.json(
      await manifests.of(entity, cluster, {
        kind: objectKind,
        namespace: objectNamespace,
        name: objectName,
      }),
    );
  });
}

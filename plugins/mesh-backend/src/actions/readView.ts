import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import type { EntityAccess } from '../router/EntityAccess';
import { entityServices } from '../views/entityServices';
import type { EntityViews } from '../views/EntityViews';

/**
 * Views, and who may read them.
 */
export interface ReadableViews {
  access: Pick<EntityAccess, 'read'>;
  views: Pick<EntityViews, 'view'>;
}

/** The view of an entity, for whoever may read it. */
export async function readView(
  { access, views }: ReadableViews,
  entityRef: string,
  credentials: BackstageCredentials,
): Promise<EntityMeshView> {
  const entity = await access.read(entityRef, credentials);
  return await views.view(entityServices(entity));
}

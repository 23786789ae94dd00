import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  meshReadPermission,
  type Fleet,
  type FleetQuery,
} from '@meshway/plugin-mesh-common';
import type { EntityAccess } from '../router/EntityAccess';
import { entitiesInMesh } from './entitiesInMesh';
import type { FleetViews } from './FleetViews';

/**
 * The fleet as one caller may see it.
 */
export class FleetReader {
  private readonly catalog: CatalogService;
  private readonly access: EntityAccess;
  private readonly fleet: FleetViews;

  constructor(options: {
    catalog: CatalogService;
    access: EntityAccess;
    fleet: FleetViews;
  }) {
    this.catalog = options.catalog;
    this.access = options.access;
    this.fleet = options.fleet;
  }

  /** Rejects with an InputError when the query's cursor is none. */
  async read(
    query: FleetQuery,
    credentials: BackstageCredentials,
  ): Promise<Fleet> {
    return await this.fleet.fleet(await this.entities(credentials), query);
  }

  /** The entities in the mesh that the caller may see, and whose view they may read. */
  async entities(credentials: BackstageCredentials): Promise<Entity[]> {
    const visible = await entitiesInMesh(this.catalog, credentials);
    const allowed = await this.access.allowed(
      meshReadPermission,
      visible.map(stringifyEntityRef),
      credentials,
    );
    return visible.filter((_, index) => allowed[index]);
  }
}

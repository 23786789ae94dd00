import type { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { entitiesInMesh } from '../views/entitiesInMesh';
import { entityServices, type EntityServices } from '../views/entityServices';

/**
 * An entity with services in the mesh, and who is told about them.
 */
export interface OwnedServices {
  services: EntityServices;
  /** Entity references. */
  owners: string[];
}

/**
 * All entities of the catalog that name services in the mesh and have an owner, read in the plugin's own name.
 */
export class MeshEntities {
  private readonly catalog: CatalogService;
  private readonly auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.catalog = options.catalog;
    this.auth = options.auth;
  }

  async list(): Promise<OwnedServices[]> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const entities = await entitiesInMesh(this.catalog, credentials);
    return entities.flatMap(ownedServices);
  }
}

function ownedServices(entity: Entity): OwnedServices[] {
  const owners = (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
  if (owners.length === 0) return [];
  try {
    return [{ services: entityServices(entity), owners }];
  } catch {
    // Its page and the fleet say what is wrong with its annotation.
    return [];
  }
}

import type { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { MESH_SERVICE_ANNOTATION } from '@meshway/plugin-mesh-common';
import { entityServices, type EntityServices } from '../views/entityServices';

const FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'metadata.annotations',
  'relations',
];

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
    const found: OwnedServices[] = [];
    const pages = this.catalog.streamEntities(
      {
        query: {
          [`metadata.annotations.${MESH_SERVICE_ANNOTATION}`]: {
            $exists: true,
          },
        },
        fields: FIELDS,
      },
      { credentials: await this.auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) found.push(...page.flatMap(ownedServices));
    return found;
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

import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { entitiesInMesh } from './entitiesInMesh';

/** How old what is told of an entity may be, in milliseconds; the catalog itself looks at its sources far less often. */
const MAX_AGE_MS = 60_000;
/** From what age on the entities are read again, in milliseconds: a thousand of them cost a quarter of a second. */
const REFRESH_MS = 30_000;

/**
 * The entities in the mesh, read in the plugin's own name and kept while people look at them. **Who may see them is
 * not asked here.**
 */
export class KnownEntities {
  private readonly catalog: CatalogService;
  private readonly auth: AuthService;
  private readonly now: () => Date;
  private entities: ReadonlyMap<string, Entity> = new Map();
  private readAt = -Infinity;
  private refreshing = false;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    now?: () => Date;
  }) {
    this.catalog = options.catalog;
    this.auth = options.auth;
    this.now = options.now ?? (() => new Date());
  }

  /** As it was within the last minute, without what its mesh view does not need. */
  async find(entityRef: string): Promise<Entity | undefined> {
    const age = this.now().getTime() - this.readAt;
    if (age >= REFRESH_MS) void this.refresh();
    const known = age < MAX_AGE_MS ? this.entities.get(entityRef) : undefined;
    return known ?? (await this.read(entityRef));
  }

  /** As the catalog has it now. */
  async read(entityRef: string): Promise<Entity | undefined> {
    const credentials = await this.auth.getOwnServiceCredentials();
    return await this.catalog.getEntityByRef(entityRef, { credentials });
  }

  private async refresh(): Promise<void> {
    if (this.refreshing) return;
    this.refreshing = true;
    try {
      const askedAt = this.now().getTime();
      const credentials = await this.auth.getOwnServiceCredentials();
      const entities = await entitiesInMesh(this.catalog, credentials);
      this.entities = new Map(
        entities.map(entity => [stringifyEntityRef(entity), entity]),
      );
      this.readAt = askedAt;
    } catch {
      // What is known soon is too old, and whoever asks then gets the catalog's own error.
    } finally {
      this.refreshing = false;
    }
  }
}

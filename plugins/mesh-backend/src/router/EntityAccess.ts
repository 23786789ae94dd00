import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { meshReadPermission } from '@meshway/plugin-mesh-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { entitiesInMesh } from '../views/entitiesInMesh';

type EntityPermission = ResourcePermission<'catalog-entity'>;

/**
 * Questions in one request. The permission backend takes no bodies beyond 100 kB, and asks the catalog with all of
 * the policy's conditions, the caller's groups among them, repeated for each question.
 */
const QUESTIONS = 50;

/**
 * What a caller may see and do, always asked with the caller's own credentials.
 */
export class EntityAccess {
  private readonly catalog: CatalogService;
  private readonly permissions: PermissionsService;

  constructor(options: {
    catalog: CatalogService;
    permissions: PermissionsService;
  }) {
    this.catalog = options.catalog;
    this.permissions = options.permissions;
  }

  /**
   * The entity, when the caller may see it and its mesh view. Throws a NotFoundError when the catalog does not
   * show it to the caller, a NotAllowedError when the view is not for them.
   */
  async read(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    // At once: each takes several requests, and nothing is told before both have answered.
    const [entity, [allowed]] = await Promise.all([
      this.catalog.getEntityByRef(entityRef, { credentials }),
      this.allowed(meshReadPermission, [entityRef], credentials),
    ]);
    if (!entity) {
      throw new NotFoundError(`There is no entity ${entityRef}.`);
    }
    if (!allowed) throw refused(meshReadPermission, entityRef);
    return entity;
  }

  /** The entities in the mesh that the caller may see, and whose view they may read. */
  async inMesh(credentials: BackstageCredentials): Promise<Entity[]> {
    const visible = await entitiesInMesh(this.catalog, credentials);
    const allowed = await this.allowed(
      meshReadPermission,
      visible.map(stringifyEntityRef),
      credentials,
    );
    return visible.filter((_, index) => allowed[index]);
  }

  /** Throws a NotAllowedError when the caller does not hold the permission on the entity. */
  async require(
    permission: EntityPermission,
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [allowed] = await this.allowed(permission, [entityRef], credentials);
    if (!allowed) throw refused(permission, entityRef);
  }

  /** For each entity whether the caller holds the permission on it. */
  async allowed(
    permission: EntityPermission,
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<boolean[]> {
    const answers = [];
    for (let start = 0; start < entityRefs.length; start += QUESTIONS) {
      answers.push(
        this.permissions.authorize(
          entityRefs
            .slice(start, start + QUESTIONS)
            .map(resourceRef => ({ permission, resourceRef })),
          { credentials },
        ),
      );
    }
    return (await Promise.all(answers))
      .flat()
      .map(({ result }) => result === AuthorizeResult.ALLOW);
  }
}

function refused({ name }: EntityPermission, entityRef: string): Error {
  return new NotAllowedError(
    `You do not hold the permission ${name} on ${entityRef}.`,
  );
}

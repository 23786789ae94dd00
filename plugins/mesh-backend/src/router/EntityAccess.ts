import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { meshReadPermission } from '@meshway/plugin-mesh-common';
import { entitiesInMesh } from '../views/entitiesInMesh';
import { KnownEntities } from '../views/KnownEntities';

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
  private readonly auth: AuthService;
  private readonly catalog: CatalogService;
  private readonly permissions: PermissionsService;
  private readonly entities: KnownEntities;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
  }) {
    this.auth = options.auth;
    this.catalog = options.catalog;
    this.permissions = options.permissions;
    this.entities = new KnownEntities(options);
  }

  /**
   * The entity as the catalog has it now, when the caller may see it and its mesh view. Throws a NotFoundError when
   * it is not for the caller to see, a NotAllowedError when the view is not for them.
   */
  async read(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    return await this.shown(
      entityRef,
      credentials,
      this.entities.read(entityRef),
    );
  }

  /** As {@link EntityAccess.read}, with the entity as it was within the last minute. */
  async readKnown(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    return await this.shown(
      entityRef,
      credentials,
      this.entities.find(entityRef),
    );
  }

  /**
   * The permission backend is asked both questions in one request; asked for the entity in the caller's name, the
   * catalog would ask it the first one once more.
   */
  private async shown(
    entityRef: string,
    credentials: BackstageCredentials,
    reading: Promise<Entity | undefined>,
  ): Promise<Entity> {
    const ask = (permission: EntityPermission) => ({
      permission,
      resourceRef: entityRef,
    });
    // Services see the whole catalog. Their tokens may be restricted, but to permissions of this plugin.
    const asks = this.auth.isPrincipal(credentials, 'service')
      ? [ask(meshReadPermission)]
      : [ask(meshReadPermission), ask(catalogEntityReadPermission)];
    const [entity, [mayRead, maySee = true]] = await Promise.all([
      reading,
      this.answers(asks, credentials),
    ]);
    if (!entity || !maySee) {
      throw new NotFoundError(`There is no entity ${entityRef}.`);
    }
    if (!mayRead) throw refused(meshReadPermission, entityRef);
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
    const pieces = [];
    for (let start = 0; start < entityRefs.length; start += QUESTIONS) {
      pieces.push(
        this.answers(
          entityRefs
            .slice(start, start + QUESTIONS)
            .map(resourceRef => ({ permission, resourceRef })),
          credentials,
        ),
      );
    }
    return (await Promise.all(pieces)).flat();
  }

  private async answers(
    questions: { permission: EntityPermission; resourceRef: string }[],
    credentials: BackstageCredentials,
  ): Promise<boolean[]> {
    const answers = await this.permissions.authorize(questions, {
      credentials,
    });
    return answers.map(({ result }) => result === AuthorizeResult.ALLOW);
  }
}

function refused({ name }: EntityPermission, entityRef: string): Error {
  return new NotAllowedError(
    `You do not hold the permission ${name} on ${entityRef}.`,
  );
}

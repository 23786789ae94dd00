import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { Shared } from '../Shared';
import type { EntityAccess } from './EntityAccess';

/** How long a person may go on reading what they were just shown, in milliseconds: a page asks for its parts at once. */
const KEEP_MS = 5_000;

/**
 * Who may read what, asked of the catalog and the permission backend once for all that a person reads within a few
 * seconds: the two answers cost far more than the view itself. Never for decisions, and refusals are asked anew.
 */
export class ReadAccess {
  private readonly access: Pick<EntityAccess, 'readKnown' | 'inMesh'>;
  private readonly auth: Pick<AuthService, 'isPrincipal'>;
  private readonly entities: Shared<Entity>;
  private readonly fleets: Shared<Entity[]>;

  constructor(options: {
    access: Pick<EntityAccess, 'readKnown' | 'inMesh'>;
    auth: Pick<AuthService, 'isPrincipal'>;
    now?: () => Date;
  }) {
    this.access = options.access;
    this.auth = options.auth;
    this.entities = new Shared({ keepMs: KEEP_MS, now: options.now });
    this.fleets = new Shared({ keepMs: KEEP_MS, now: options.now });
  }

  /** As {@link EntityAccess.readKnown}. */
  async read(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const person = this.person(credentials);
    const read = () => this.access.readKnown(entityRef, credentials);
    if (!person) return await read();
    return await this.entities.of(JSON.stringify([person, entityRef]), read);
  }

  /** As {@link EntityAccess.inMesh}. */
  async inMesh(credentials: BackstageCredentials): Promise<Entity[]> {
    const person = this.person(credentials);
    const read = () => this.access.inMesh(credentials);
    return person ? await this.fleets.of(person, read) : await read();
  }

  /** Undefined for services: their tokens may be restricted, each in its own way. */
  private person(credentials: BackstageCredentials): string | undefined {
    if (!this.auth.isPrincipal(credentials, 'user')) return undefined;
    const { userEntityRef, actor } = credentials.principal;
    return JSON.stringify([userEntityRef, actor?.subject]);
  }
}

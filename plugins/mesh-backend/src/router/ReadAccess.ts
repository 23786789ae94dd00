import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { EntityAccess } from './EntityAccess';

/** How long a person may go on reading what they were just shown, in milliseconds: a page asks for its parts at once. */
const MAX_AGE_MS = 5_000;
/** Readings that are kept before those that are too old are looked for. */
const SWEEP_AT = 1_000;

/**
 * Who may read what, asked of the catalog and the permission backend once for all that a person reads within a few
 * seconds: the two answers cost far more than the view itself. Never for decisions, and refusals are asked anew.
 */
export class ReadAccess {
  private readonly access: Pick<EntityAccess, 'read'>;
  private readonly auth: Pick<AuthService, 'isPrincipal'>;
  private readonly now: () => Date;
  private readonly readings = new Map<
    string,
    { at: number; entity: Promise<Entity> }
  >();

  constructor(options: {
    access: Pick<EntityAccess, 'read'>;
    auth: Pick<AuthService, 'isPrincipal'>;
    now?: () => Date;
  }) {
    this.access = options.access;
    this.auth = options.auth;
    this.now = options.now ?? (() => new Date());
  }

  /** As {@link EntityAccess.read}. */
  async read(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    // Tokens of services may be restricted, each in its own way.
    if (!this.auth.isPrincipal(credentials, 'user')) {
      return await this.access.read(entityRef, credentials);
    }
    const { userEntityRef, actor } = credentials.principal;
    const key = JSON.stringify([userEntityRef, actor?.subject, entityRef]);
    const now = this.now().getTime();
    const known = this.readings.get(key);
    if (known && now - known.at < MAX_AGE_MS) return await known.entity;
    this.sweep(now);
    const entity = this.access.read(entityRef, credentials);
    this.readings.set(key, { at: now, entity });
    try {
      return await entity;
    } catch (error) {
      if (this.readings.get(key)?.entity === entity) this.readings.delete(key);
      throw error;
    }
  }

  private sweep(now: number): void {
    if (this.readings.size < SWEEP_AT) return;
    for (const [key, { at }] of this.readings) {
      if (now - at >= MAX_AGE_MS) this.readings.delete(key);
    }
  }
}

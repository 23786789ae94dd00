import {
  resolvePackagePath,
  type DatabaseService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type {
  Decision,
  DecisionPage,
  DecisionState,
} from '@meshway/plugin-mesh-common';
import type { Knex } from 'knex';
import { Subscribers } from '../clusters/Subscribers';
import { decisionOf, rowOf, sendingOf, type DecisionRow } from './decisionRow';
import { cursorOf, readCursor } from './journalCursor';
import type { JournalEntry, Sending } from './JournalEntry';

const TABLE = 'decisions';

/** The states from which a decision still moves by itself. */
const OPEN: DecisionState[] = ['requested', 'applied'];

/** Where the steps of the database's schema lie. */
export const migrationsDir = resolvePackagePath(
  '@meshway/plugin-mesh-backend',
  'migrations',
);

/**
 * That a request was sent before.
 */
export interface KnownRequest {
  decision: Decision;
  /** Whether it asked for the same. */
  same: boolean;
}

/**
 * A key by which a request that is sent again is known.
 */
export interface RequestKey {
  key: string;
  /** Of what was asked for. */
  digest: string;
}

/**
 * The journal of decisions. Every move is a compare-and-set on the state, so that a decision is settled once,
 * however many replicas of the backend look at it. Methods reject with a ServiceUnavailableError when the database does.
 */
export class DatabaseJournal {
  private readonly changes: Subscribers<string>;

  static async create(options: {
    database: DatabaseService;
    logger: LoggerService;
  }): Promise<DatabaseJournal> {
    const { database, logger } = options;
    const client = await database.getClient();
    if (!database.migrations?.skip) {
      await client.migrate.latest({ directory: migrationsDir });
    }
    return new DatabaseJournal(client, logger);
  }

  private constructor(
    private readonly client: Knex,
    private readonly logger: LoggerService,
  ) {
    this.changes = new Subscribers(error =>
      logger.error(`A listener for decisions failed: ${error}`),
    );
  }

  /**
   * Writes a decision down before anything is done about it.
   *
   * @param heldUntil - until then nobody else settles it while it is `requested`
   * @returns the decision that was taken by the same request before, if there is one: then nothing is written
   */
  async insert(
    decision: Decision,
    heldUntil: Date,
    request?: RequestKey,
  ): Promise<KnownRequest | undefined> {
    try {
      await this.table().insert(rowOf(decision, heldUntil, request));
    } catch (error) {
      // The unique index is what makes two replicas agree on who was first.
      const known = request && (await this.findRequest(decision, request));
      if (known) return known;
      throw this.silent(error);
    }
    this.changes.tell(decision.entityRef);
    return undefined;
  }

  /** Notes what is about to be sent, if the decision is still `requested`: else someone has settled it. */
  async noteSending(id: string, sending: Sending): Promise<boolean> {
    const changed = await this.ask(
      this.table()
        .where({ id, state: 'requested' })
        .update({ sending: JSON.stringify(sending) }),
    );
    return changed > 0;
  }

  /**
   * Moves a decision on, if it still stands in one of the `from` states.
   *
   * @returns undefined when it does not: someone else has moved it
   */
  async move(
    id: string,
    move: {
      from: DecisionState[];
      to: DecisionState;
      outcome?: string;
      at: Date;
    },
  ): Promise<Decision | undefined> {
    return await this.update(
      this.table().where({ id }).whereIn('state', move.from),
      {
        state: move.to,
        outcome: move.outcome ?? null,
        updated_at: move.at,
      },
    );
  }

  /**
   * Turns a proposal into a decision that is about to be carried out, if it still may be approved.
   *
   * @returns undefined when it may not
   */
  async approve(
    id: string,
    approval: { by: string; at: Date; heldUntil: Date },
  ): Promise<Decision | undefined> {
    const { by, at, heldUntil } = approval;
    return await this.update(
      this.table()
        .where({ id, state: 'proposed' })
        .andWhere('approval_expires_at', '>', at),
      {
        state: 'requested',
        approved_by: by,
        approved_at: at,
        held_until: heldUntil,
        updated_at: at,
      },
    );
  }

  /** Proposals that nobody approved in time come to nothing. */
  async expireProposals(now: Date): Promise<void> {
    const rows = await this.table()
      .where('state', 'proposed')
      .andWhere('approval_expires_at', '<=', now)
      .update({
        state: 'expired',
        outcome: 'Nobody approved it in time.',
        updated_at: now,
      })
      .returning('*');
    for (const row of rows) this.changes.tell(row.entity_ref);
  }

  /** Forgets what was settled before. Returns how many decisions that were. */
  async deleteSettledBefore(date: Date): Promise<number> {
    return await this.table()
      .whereNotIn('state', [...OPEN, 'proposed'])
      .andWhere('updated_at', '<', date)
      .delete();
  }

  async get(id: string): Promise<Decision | undefined> {
    const row = await this.ask(this.table().where({ id }).first());
    return row && decisionOf(row);
  }

  /** Of an entity, newest first. Rejects with an InputError when the cursor is none. */
  async list(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ): Promise<DecisionPage> {
    const query = this.table()
      .where({ entity_ref: entityRef })
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit + 1);
    if (page.cursor !== undefined) {
      const { requestedAt, id } = readCursor(page.cursor);
      query.andWhere(older =>
        older
          .where('requested_at', '<', requestedAt)
          .orWhere(same =>
            same.where('requested_at', requestedAt).andWhere('id', '<', id),
          ),
      );
    }
    const rows = (await this.ask(query)).map(decisionOf);
    const decisions = rows.slice(0, page.limit);
    return {
      decisions,
      ...(rows.length > page.limit && { next: cursorOf(decisions.at(-1)!) }),
    };
  }

  /**
   * Decisions that wait to be settled, oldest first: all that are `applied`, and those `requested` whose
   * author's process had its time.
   */
  async listOpen(now: Date): Promise<JournalEntry[]> {
    const rows = await this.table()
      .whereIn('state', OPEN)
      .andWhere(held =>
        held.where('state', 'applied').orWhere('held_until', '<=', now),
      )
      .orderBy('requested_at');
    return rows.map(row => ({
      decision: decisionOf(row),
      sending: sendingOf(row),
    }));
  }

  /** Calls the listener with the entity of every decision that this process writes or moves. */
  onChange(listener: (entityRef: string) => void): () => void {
    return this.changes.add(listener);
  }

  private async update(
    rows: Knex.QueryBuilder<DecisionRow, DecisionRow[]>,
    change: Partial<DecisionRow>,
  ): Promise<Decision | undefined> {
    const [row] = await this.ask(rows.update(change).returning('*'));
    if (!row) return undefined;
    this.changes.tell(row.entity_ref);
    return decisionOf(row);
  }

  private async findRequest(
    { entityRef, decidedBy }: Decision,
    { key, digest }: RequestKey,
  ): Promise<KnownRequest | undefined> {
    const row = await this.ask(
      this.table()
        .where({
          entity_ref: entityRef,
          decided_by: decidedBy,
          request_key: key,
        })
        .first(),
    );
    return (
      row && { decision: decisionOf(row), same: row.request_digest === digest }
    );
  }

  private async ask<T>(query: PromiseLike<T>): Promise<T> {
    try {
      return await query;
    } catch (error) {
      throw this.silent(error);
    }
  }

  /** What the database says of itself is for the log alone. */
  private silent(error: unknown): Error {
    this.logger.error('The journal of decisions does not answer', {
      cause: String(error),
    });
    return new ServiceUnavailableError(
      'The journal of decisions does not answer.',
    );
  }

  private table(): Knex.QueryBuilder<DecisionRow, DecisionRow[]> {
    return this.client<DecisionRow>(TABLE);
  }
}

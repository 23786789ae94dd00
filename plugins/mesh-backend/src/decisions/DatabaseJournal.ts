import {
  resolvePackagePath,
  type DatabaseService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type { Decision, DecisionState } from '@meshway/plugin-mesh-common';
import type { Knex } from 'knex';
import { Subscribers } from '../clusters/Subscribers';
import { decisionOf, rowOf, type DecisionRow } from './decisionRow';

const TABLE = 'decisions';

/** The states from which a decision still moves. */
const OPEN: DecisionState[] = ['requested', 'applied'];

const migrationsDir = resolvePackagePath(
  '@meshway/plugin-mesh-backend',
  'migrations',
);

/**
 * The journal of decisions. Every move is a compare-and-set on the state, so that a decision is settled once,
 * however many replicas of the backend look at it.
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

  private constructor(private readonly client: Knex, logger: LoggerService) {
    this.changes = new Subscribers(error =>
      logger.error(`A listener for decisions failed: ${error}`),
    );
  }

  /**
   * Writes a decision down before anything is done about it.
   *
   * @param heldUntil - until then nobody else settles it while it is `requested`
   */
  async insert(decision: Decision, heldUntil: Date): Promise<void> {
    await this.table().insert(rowOf(decision, heldUntil));
    this.changes.tell(decision.entityRef);
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
    const [row] = await this.table()
      .where({ id })
      .whereIn('state', move.from)
      .update({
        state: move.to,
        outcome: move.outcome ?? null,
        updated_at: move.at,
      })
      .returning('*');
    if (!row) return undefined;
    this.changes.tell(row.entity_ref);
    return decisionOf(row);
  }

  async get(id: string): Promise<Decision | undefined> {
    const row = await this.table().where({ id }).first();
    return row && decisionOf(row);
  }

  /** The newest decisions on an entity, newest first. */
  async list(entityRef: string, limit: number): Promise<Decision[]> {
    const rows = await this.table()
      .where({ entity_ref: entityRef })
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(decisionOf);
  }

  /**
   * Decisions that wait to be settled, oldest first: all that are `applied`, and those `requested` whose
   * author's process had its time.
   */
  async listOpen(now: Date): Promise<Decision[]> {
    const rows = await this.table()
      .whereIn('state', OPEN)
      .andWhere(held =>
        held.where('state', 'applied').orWhere('held_until', '<=', now),
      )
      .orderBy('requested_at');
    return rows.map(decisionOf);
  }

  /** Calls the listener with the entity of every decision that this process writes or moves. */
  onChange(listener: (entityRef: string) => void): () => void {
    return this.changes.add(listener);
  }

  private table(): Knex.QueryBuilder<DecisionRow, DecisionRow[]> {
    return this.client<DecisionRow>(TABLE);
  }
}

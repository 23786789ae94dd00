import {
  planRoute,
  seenOf,
  type Decision,
  type Seen,
} from '@meshway/plugin-mesh-common';
import createKnex, { type Knex } from 'knex';
import { DatabaseJournal } from '../DatabaseJournal';
import type { DecisionTiming } from '../DecisionTiming';
import { DefaultDecisionService } from '../DefaultDecisionService';
import type { AuthorisedDecision } from '../types';
import { FakeCluster } from './FakeCluster';
import { silentLogger as logger } from './silentLogger';

const ENTITY = 'component:default/checkout';

/** How an outcome begins when nobody heard what the API server answered. */
export const UNHEARD =
  'The portal did not hear the answer: it stopped, or the connection broke.';

/**
 * A portal of as many backends as a test starts, with one database, one cluster and a clock that stands still.
 */
export class FakePortal {
  readonly journal: DatabaseJournal;
  readonly cluster: FakeCluster;
  /** Milliseconds since 1970. */
  clock = Date.parse('2026-11-20T12:00:00Z');
  private readonly client: Knex;

  static async open(cluster = new FakeCluster()): Promise<FakePortal> {
    const client = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    const journal = await DatabaseJournal.create({
      database: { getClient: async () => client },
      logger,
    });
    return new FakePortal(client, journal, cluster);
  }

  private constructor(
    client: Knex,
    journal: DatabaseJournal,
    cluster: FakeCluster,
  ) {
    this.client = client;
    this.journal = journal;
    this.cluster = cluster;
  }

  async close(): Promise<void> {
    await this.client.destroy();
  }

  /** From now on the database refuses everything. */
  async breakDatabase(): Promise<void> {
    await this.client.schema.dropTable('decisions');
  }

  startBackend(timing?: Partial<DecisionTiming>): DefaultDecisionService {
    return new DefaultDecisionService({
      journal: this.journal,
      access: this.cluster,
      logger,
      timing: { reactionMs: 100, pollMs: 10, ...timing },
      now: () => new Date(this.clock),
    });
  }

  /** A promote by someone who sees the delivery as it is now. */
  promote(): AuthorisedDecision {
    const { target } = this.cluster;
    const { namespace, name } = target;
    return {
      entityRef: ENTITY,
      decidedBy: 'user:default/guest',
      service: { cluster: 'lab', namespace, name },
      target,
      verb: 'promote',
      seen: this.seenNow(),
      reason: 'looks good',
    };
  }

  seenNow(): Seen {
    const { target } = this.cluster;
    if (target.kind === 'Rollout') return seenOf(this.cluster.cached()!)!;
    const objects = this.cluster.objects({ cluster: 'lab', ...target })!;
    const plan = planRoute({ verb: 'promote', objects });
    if (!plan.allowed) throw new Error(plan.reason);
    return plan.seen;
  }

  async rows(limit = 10): Promise<Decision[]> {
    return (await this.journal.list(ENTITY, { limit })).decisions;
  }

  async onlyRow(): Promise<Decision> {
    const [row, ...others] = await this.rows();
    if (!row || others.length > 0) throw new Error('There is not one row.');
    return row;
  }
}

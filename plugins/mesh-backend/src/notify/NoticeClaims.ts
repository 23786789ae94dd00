import type { Knex } from 'knex';
import type { Notice } from './Notice';

const TABLE = 'notices';

interface NoticeRow {
  cluster: string;
  target: string;
  event: string;
  occasion: string;
  recipient: string;
  claimed_at: Date;
}

/**
 * Who tells whom what: every replica sees the same deliveries, and whoever writes the row first does it.
 */
export class NoticeClaims {
  private readonly client: Knex;

  /**
   * @param client - of a database whose migrations have been run
   */
  constructor(client: Knex) {
    this.client = client;
  }

  /**
   * Claims a notice for these recipients.
   *
   * @returns those for whom nobody had claimed it
   */
  async claim(
    notice: Notice,
    recipients: string[],
    now: Date,
  ): Promise<string[]> {
    if (recipients.length === 0) return [];
    const rows: Pick<NoticeRow, 'recipient'>[] = await this.table()
      .insert(
        recipients.map(recipient => ({
          ...keyOf(notice),
          recipient,
          claimed_at: now,
        })),
      )
      .onConflict(['cluster', 'target', 'event', 'occasion', 'recipient'])
      .ignore()
      .returning('recipient');
    return rows.map(({ recipient }) => recipient);
  }

  /** Gives a claim back, because the notice could not be sent. */
  async release(notice: Notice, recipients: string[]): Promise<void> {
    await this.table()
      .where(keyOf(notice))
      .whereIn('recipient', recipients)
      .delete();
  }

  /** Forgets what was claimed before. */
  async forget(before: Date): Promise<void> {
    await this.table().where('claimed_at', '<', before).delete();
  }

  private table() {
    return this.client<NoticeRow>(TABLE);
  }
}

function keyOf({ event, target, occasion }: Notice) {
  const { cluster, kind, namespace, name } = target;
  return { cluster, target: `${kind} ${namespace}/${name}`, event, occasion };
}

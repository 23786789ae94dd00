import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DatabaseJournal } from './DatabaseJournal';
import type { DecisionAccess } from './DecisionAccess';
import type { DecisionEngines } from './DecisionEngines';
import type { JournalEntry } from './JournalEntry';
import { NOTHING_SENT, type Settlement } from './Settlement';
import { tellCluster } from './tellCluster';

/** After this time a decision that could not be settled is given up, in milliseconds. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000;

/**
 * Settles the decisions that nobody waits for any more: left behind by a process that died, unheard because the
 * connection broke, or applied while the controller did not react in time.
 */
export class OpenDecisions {
  private readonly journal: DatabaseJournal;
  private readonly access: DecisionAccess;
  private readonly engines: DecisionEngines;
  private readonly logger: LoggerService;
  private readonly now: () => Date;
  /** Ends of the subscriptions to the objects of decisions that are still open, by decision. */
  private readonly watched = new Map<string, () => void>();
  private running?: Promise<void>;
  private again = false;

  constructor(options: {
    journal: DatabaseJournal;
    access: DecisionAccess;
    engines: DecisionEngines;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.journal = options.journal;
    this.access = options.access;
    this.engines = options.engines;
    this.logger = options.logger;
    this.now = options.now;
  }

  /** Looks at every open decision once; called while it looks, it looks once more. */
  async settle(): Promise<void> {
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  /** Ends all subscriptions. */
  close(): void {
    for (const unsubscribe of this.watched.values()) unsubscribe();
    this.watched.clear();
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      await this.journal.expireProposals(this.now());
      const open = await this.journal.listOpen(this.now());
      this.watch(open);
      await Promise.all(open.map(entry => this.settleOne(entry)));
    }
  }

  private async settleOne(entry: JournalEntry): Promise<void> {
    const settlement = await this.judge(entry);
    if (!settlement) return;
    const { id, state } = entry.decision;
    // Whoever moves it first settles it: another replica looks at the same rows.
    const settled = await this.journal.move(id, {
      from: [state],
      to: settlement.state,
      outcome: settlement.outcome,
      at: this.now(),
    });
    // Whoever sent it did not live to hear that it was taken.
    if (state === 'requested' && settled?.state === 'confirmed') {
      tellCluster(settled, { access: this.access, logger: this.logger });
    }
  }

  private async judge({
    decision,
    sending,
  }: JournalEntry): Promise<Settlement | undefined> {
    const { id, service, target, approval, requestedAt } = decision;
    if (!sending) return NOTHING_SENT;
    let silence = 'the controller has not reacted within a day';
    try {
      const settlement = await this.engines[target.kind].judge(
        decision,
        sending,
      );
      if (settlement) return settlement;
    } catch (error) {
      silence = `cluster ${service.cluster} could not be asked for a day`;
      this.logger.debug(
        `Decision ${id} on ${target.kind} ${target.namespace}/${target.name} in cluster ${service.cluster} stays open: ${error}`,
      );
    }
    const age = this.now().getTime() - Date.parse(approval?.at ?? requestedAt);
    return age < GIVE_UP_MS
      ? undefined
      : {
          state: 'failed',
          outcome: `What came of it is not known: ${silence}.`,
        };
  }

  /** Subscriptions are renewed each time: a cluster that was unknown then may be watched by now. */
  private watch(open: JournalEntry[]): void {
    this.close();
    for (const { decision } of open) {
      const { id, service, target } = decision;
      this.watched.set(
        id,
        this.access.onChange(service.cluster, target, () => {
          this.settle().catch(error =>
            this.logger.error(`Open decisions were not settled: ${error}`),
          );
        }),
      );
    }
  }
}

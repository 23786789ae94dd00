import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Decision } from '@meshway/plugin-mesh-common';
import type { DatabaseJournal } from './DatabaseJournal';
import { settleDecision, type Settlement } from './settleDecision';
import type { RolloutAccess } from './types';

/** After this time a decision that could not be settled is given up, in milliseconds. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000;

/**
 * Settles the decisions that nobody waits for any more: left behind by a process that died, unheard because the
 * connection broke, or applied while the controller did not react in time.
 */
export class OpenDecisions {
  private readonly journal: DatabaseJournal;
  private readonly access: RolloutAccess;
  private readonly logger: LoggerService;
  private readonly now: () => Date;
  /** Ends of the subscriptions to the Rollouts of decisions that are still open, by decision. */
  private readonly watched = new Map<string, () => void>();
  private running?: Promise<void>;
  private again = false;

  constructor(options: {
    journal: DatabaseJournal;
    access: RolloutAccess;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.journal = options.journal;
    this.access = options.access;
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
      const open = await this.journal.listOpen(this.now());
      this.watch(open);
      await Promise.all(open.map(decision => this.settleOne(decision)));
    }
  }

  private async settleOne(decision: Decision): Promise<void> {
    const settlement = await this.judge(decision);
    if (!settlement) return;
    // Whoever moves it first settles it: another replica looks at the same rows.
    await this.journal.move(decision.id, {
      from: [decision.state],
      to: settlement.state,
      outcome: settlement.outcome,
      at: this.now(),
    });
  }

  private async judge(decision: Decision): Promise<Settlement | undefined> {
    const { id, cluster, namespace, workload } = decision;
    let silence = 'the controller has not reacted within a day';
    try {
      const rollout = await this.access.read(cluster, namespace, workload);
      const settlement = settleDecision(decision, rollout);
      if (settlement) return settlement;
    } catch (error) {
      silence = `cluster ${cluster} could not be asked for a day`;
      this.logger.debug(
        `Decision ${id} on Rollout ${namespace}/${workload} in cluster ${cluster} stays open: ${error}`,
      );
    }
    const age = this.now().getTime() - Date.parse(decision.requestedAt);
    return age < GIVE_UP_MS
      ? undefined
      : {
          state: 'failed',
          outcome: `What came of it is not known: ${silence}.`,
        };
  }

  /** Subscriptions are renewed each time: a cluster that was unknown then may be watched by now. */
  private watch(open: Decision[]): void {
    this.close();
    for (const { id, cluster, namespace, workload } of open) {
      this.watched.set(
        id,
        this.access.onChange(cluster, namespace, workload, () => {
          this.settle().catch(error =>
            this.logger.error(`Open decisions were not settled: ${error}`),
          );
        }),
      );
    }
  }
}

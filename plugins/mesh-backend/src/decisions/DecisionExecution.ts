import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type {
  Decision,
  DecisionState,
  PlannedPatch,
} from '@meshway/plugin-mesh-common';
import { ChangeRefusedError } from './ChangeRefusedError';
import type { DatabaseJournal } from './DatabaseJournal';
import type { DecisionAccess } from './DecisionAccess';
import type { DecisionEngines } from './DecisionEngines';
import type { DecisionTiming } from './DecisionTiming';
import type { Sending } from './JournalEntry';
import { tellCluster } from './tellCluster';
import { unreacted } from './unreacted';
import { VERB_NOUNS } from './verbNouns';
import { waitForReaction } from './waitForReaction';

/** The API server, or the portal's rights there, said no: then the patch was surely not applied. */
const REFUSALS = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];

/** Someone on the database settled the row while it was this process's own: its clock, or ours, is far off. */
const TAKEN_AWAY =
  'Nothing was changed: another process has settled the decision meanwhile.';

/** The only decision of two requests is a full promote of a Rollout that was paused by hand. */
const FIRST_HALF =
  'The Rollout was resumed (spec.paused), which was the first half.';

/**
 * Carries out a decision that is written down: planned from a fresh read, compared with what was seen, patched with
 * tests on just that, and confirmed only by what the controller does. Each step is in the journal before the next.
 */
export class DecisionExecution {
  private readonly journal: DatabaseJournal;
  private readonly access: DecisionAccess;
  private readonly engines: DecisionEngines;
  private readonly logger: LoggerService;
  private readonly timing: DecisionTiming;
  private readonly now: () => Date;
  private readonly stopped: AbortSignal;

  constructor(options: {
    journal: DatabaseJournal;
    access: DecisionAccess;
    engines: DecisionEngines;
    logger: LoggerService;
    timing: DecisionTiming;
    now: () => Date;
    /** Ends all waiting for the controller. */
    stopped: AbortSignal;
  }) {
    this.journal = options.journal;
    this.access = options.access;
    this.engines = options.engines;
    this.logger = options.logger;
    this.timing = options.timing;
    this.now = options.now;
    this.stopped = options.stopped;
  }

  /**
   * @param signal - ends the time for sending, which began before the decision was written down
   */
  async run(decision: Decision, signal: AbortSignal): Promise<Decision> {
    const { patches, sending } = await this.prepare(decision, signal);
    for (const [sent, patch] of patches.entries()) {
      try {
        await this.access.patch(decision.service.cluster, patch, {
          author: decision.decidedBy,
          signal,
        });
      } catch (error) {
        throw await this.unanswered(decision, sent, toError(error));
      }
    }
    await this.note(decision, { from: ['requested'], to: 'applied' });
    tellCluster(decision, { access: this.access, logger: this.logger });
    return await this.awaitController(decision, sending);
  }

  private async prepare(
    decision: Decision,
    signal: AbortSignal,
  ): Promise<{ patches: PlannedPatch[]; sending: Sending }> {
    try {
      requireTime(signal);
      const engine = this.engines[decision.target.kind];
      const { patches, weights } = await engine.plan(decision, signal);
      const sending = { requests: patches.length, ...(weights && { weights }) };
      if (!(await this.journal.noteSending(decision.id, sending))) {
        throw new ConflictError(TAKEN_AWAY);
      }
      requireTime(signal);
      return { patches, sending };
    } catch (error) {
      throw await this.fail(decision, toError(error));
    }
  }

  /** What to answer when a patch was refused, or when nobody knows. */
  private async unanswered(
    decision: Decision,
    sent: number,
    error: Error,
  ): Promise<Error> {
    const { verb, target } = decision;
    if (
      !REFUSALS.includes(error.name) &&
      !(error instanceof ChangeRefusedError)
    ) {
      // The row stays open and is settled from what the cluster shows.
      return new ServiceUnavailableError(
        `Whether the ${VERB_NOUNS[verb]} took effect is not known yet: ${error.message}`,
      );
    }
    let reason = error;
    if (error.name === 'ConflictError') {
      // The row must be settled while it is still this process's own.
      const leftMs = (this.timing.holdMs - this.timing.sendMs) / 2;
      reason = await this.engines[target.kind]
        .whatChanged(decision, AbortSignal.timeout(leftMs))
        .then(sentence => new ConflictError(sentence))
        .catch(() => error);
    }
    if (sent > 0) reason.message = `${FIRST_HALF} ${reason.message}`;
    return await this.fail(
      decision,
      reason,
      sent > 0 || reason.name === 'ConflictError',
    );
  }

  /**
   * Notes that it came to nothing, and why; returns the error to answer with.
   *
   * @param saysWhatChanged - whether the error does
   */
  private async fail(
    decision: Decision,
    reason: Error,
    saysWhatChanged = reason.name === 'ConflictError',
  ): Promise<Error> {
    const { name, message } = reason;
    let outcome = saysWhatChanged ? message : `Nothing was changed. ${message}`;
    if (!REFUSALS.includes(name) && name !== 'ServiceUnavailableError') {
      this.logger.error(`Decision ${decision.id} failed`, reason);
      outcome = 'Nothing was changed: the portal failed, and its log says why.';
    }
    await this.note(decision, { from: ['requested'], to: 'failed', outcome });
    return reason;
  }

  /** Goes on when it cannot be noted: the row then stays open, and is settled from what the cluster shows. */
  private async note(
    { id }: Decision,
    move: { from: DecisionState[]; to: DecisionState; outcome?: string },
  ): Promise<Decision | undefined> {
    try {
      return await this.journal.move(id, { ...move, at: this.now() });
    } catch (error) {
      this.logger.error(`That decision ${id} is ${move.to} was not noted`, {
        cause: String(error),
      });
      return undefined;
    }
  }

  private async awaitController(
    decision: Decision,
    sending: Sending,
  ): Promise<Decision> {
    const { service, target, verb } = decision;
    const applied: Decision = { ...decision, state: 'applied' };
    const settlement = await waitForReaction({
      look: signal => this.engines[target.kind].judge(applied, sending, signal),
      subscribe: listener =>
        this.access.onChange(service.cluster, target, listener),
      timeoutMs: this.timing.reactionMs,
      pollMs: this.timing.pollMs,
      signal: this.stopped,
    });
    const moved = await this.note(decision, {
      from: ['requested', 'applied'],
      to: settlement?.state ?? 'applied',
      outcome:
        settlement?.outcome ?? unreacted(verb, this.timing.reactionMs / 1000),
    });
    if (moved) return moved;
    // It was settled by someone else, or the journal is silent.
    const row = await this.journal.get(decision.id).catch(() => undefined);
    return row && row.state !== 'requested' ? row : applied;
  }
}

/** What is sent too late may be sent after another process has settled the row. */
function requireTime(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new ServiceUnavailableError(
      'The journal took too long to write the decision down.',
    );
  }
}

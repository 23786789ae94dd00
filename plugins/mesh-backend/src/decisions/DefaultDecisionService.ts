import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type {
  Decision,
  DecisionPage,
  PlannedPatch,
} from '@meshway/plugin-mesh-common';
import type { DatabaseJournal } from './DatabaseJournal';
import type { DecisionAccess } from './DecisionAccess';
import { decisionEngines, type DecisionEngines } from './DecisionEngines';
import { eventOf } from './decisionEvent';
import { decisionOfRequest, requestKeyOf } from './decisionOfRequest';
import { OpenDecisions } from './OpenDecisions';
import type { Sending } from './JournalEntry';
import type { AuthorisedDecision, DecisionService } from './types';
import { VERB_NOUNS } from './verbNouns';
import { waitForReaction } from './waitForReaction';

/**
 * How long things may take, in milliseconds.
 */
export interface DecisionTiming {
  /** From the decision to the answer of the API server: writing it down and all requests together. */
  sendMs: number;
  /**
   * How long a `requested` row belongs to the process that wrote it. Longer than `sendMs`, with room for clocks of
   * replicas that differ: settled too early, a row would say that nothing happened before it happens.
   */
  holdMs: number;
  /** From the API server's yes to the answer. The controller needs less than half a second when it is well. */
  reactionMs: number;
  /** Between two looks at an object whose watch says nothing, and at a row on which another process works. */
  pollMs: number;
}

const TIMING: DecisionTiming = {
  sendMs: 8_000,
  holdMs: 15_000,
  reactionMs: 15_000,
  pollMs: 1_000,
};

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

/**
 * Takes decisions: written down, planned from a fresh read, compared with what was seen, patched with tests on just
 * that, and confirmed only by what the controller does.
 */
export class DefaultDecisionService implements DecisionService {
  private readonly journal: DatabaseJournal;
  private readonly access: DecisionAccess;
  private readonly engines: DecisionEngines;
  private readonly logger: LoggerService;
  private readonly open: OpenDecisions;
  private readonly timing: DecisionTiming;
  private readonly now: () => Date;
  private readonly stopped = new AbortController();

  constructor(options: {
    journal: DatabaseJournal;
    access: DecisionAccess;
    logger: LoggerService;
    timing?: Partial<DecisionTiming>;
    now?: () => Date;
  }) {
    const { journal, access, logger } = options;
    this.journal = journal;
    this.access = access;
    this.logger = logger;
    this.timing = { ...TIMING, ...options.timing };
    this.now = options.now ?? (() => new Date());
    this.engines = decisionEngines({ access, now: this.now });
    this.open = new OpenDecisions({
      journal,
      access,
      engines: this.engines,
      logger,
      now: this.now,
    });
  }

  async take(request: AuthorisedDecision): Promise<Decision> {
    const signal = AbortSignal.timeout(this.timing.sendMs);
    const decision = decisionOfRequest(request, this.now());
    const known = await this.writeDown(decision, request);
    return known
      ? await this.awaitOther(known)
      : await this.carryOut(decision, signal);
  }

  async propose(
    request: AuthorisedDecision,
    expiresAt: Date,
  ): Promise<Decision> {
    const decision = decisionOfRequest(request, this.now(), { expiresAt });
    return (await this.writeDown(decision, request)) ?? decision;
  }

  async approve(id: string, { by }: { by: string }): Promise<Decision> {
    const signal = AbortSignal.timeout(this.timing.sendMs);
    const at = this.now();
    const decision = await this.journal.approve(id, {
      by,
      at,
      heldUntil: this.heldUntil(at),
    });
    if (!decision) throw await this.notProposed(id);
    return await this.carryOut(decision, signal);
  }

  async withdraw(id: string, by: string): Promise<Decision> {
    const decision = await this.journal.move(id, {
      from: ['proposed'],
      to: 'withdrawn',
      outcome: `Taken back by ${by}.`,
      at: this.now(),
    });
    if (!decision) throw await this.notProposed(id);
    return decision;
  }

  async get(id: string): Promise<Decision | undefined> {
    return await this.journal.get(id);
  }

  async list(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ): Promise<DecisionPage> {
    return await this.journal.list(entityRef, page);
  }

  async settleOpen(): Promise<void> {
    await this.open.settle();
  }

  onChange(listener: (entityRef: string) => void): () => void {
    return this.journal.onChange(listener);
  }

  /** Ends all waiting; what is open then is settled by the next process. */
  close(): void {
    this.stopped.abort();
    this.open.close();
  }

  /** Returns the decision that the same request was before, if it was sent before. */
  private async writeDown(
    decision: Decision,
    request: AuthorisedDecision,
  ): Promise<Decision | undefined> {
    const known = await this.journal.insert(
      decision,
      this.heldUntil(new Date(decision.requestedAt)),
      requestKeyOf(request),
    );
    if (known && !known.same) {
      throw new ConflictError(
        'Nothing was changed: this idempotency key belongs to another decision. Use a new one for each decision.',
      );
    }
    return known?.decision;
  }

  private heldUntil(at: Date): Date {
    return new Date(at.getTime() + this.timing.holdMs);
  }

  private async carryOut(
    decision: Decision,
    signal: AbortSignal,
  ): Promise<Decision> {
    let sending: Sending;
    let patches: PlannedPatch[];
    try {
      if (signal.aborted) {
        throw new ServiceUnavailableError(
          'The journal took too long to write the decision down.',
        );
      }
      const engine = this.engines[decision.target.kind];
      const plan = await engine.plan(decision, signal);
      patches = plan.patches;
      sending = {
        requests: patches.length,
        ...(plan.weights && { weights: plan.weights }),
      };
      if (!(await this.journal.noteSending(decision.id, sending))) {
        throw new ConflictError(TAKEN_AWAY);
      }
      signal.throwIfAborted();
    } catch (error) {
      throw await this.fail(decision, error);
    }
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
    await this.noteApplied(decision);
    this.tellCluster(decision);
    return await this.awaitController(decision, sending);
  }

  /** What to answer when a patch was refused, or when nobody knows. */
  private async unanswered(
    decision: Decision,
    sent: number,
    error: Error,
  ): Promise<Error> {
    const { verb, target } = decision;
    if (!REFUSALS.includes(error.name)) {
      // The row stays open and is settled from what the cluster shows.
      return new ServiceUnavailableError(
        `Whether the ${VERB_NOUNS[verb]} took effect is not known yet: ${error.message}`,
        error,
      );
    }
    if (error.name !== 'ConflictError' && sent === 0) {
      return await this.fail(decision, error);
    }
    // The row must be settled while it is still this process's own.
    const leftMs = (this.timing.holdMs - this.timing.sendMs) / 2;
    const conflict = await this.engines[target.kind]
      .whatChanged(decision, sent, AbortSignal.timeout(leftMs))
      .then(sentence => new ConflictError(sentence))
      .catch(() => error);
    return await this.fail(decision, conflict);
  }

  /** Notes that it came to nothing, and why; returns the error to answer with. */
  private async fail(decision: Decision, error: unknown): Promise<Error> {
    const reason = toError(error);
    await this.journal.move(decision.id, {
      from: ['requested'],
      to: 'failed',
      outcome:
        reason.name === 'ConflictError'
          ? reason.message
          : `Nothing was changed. ${reason.message}`,
      at: this.now(),
    });
    return reason;
  }

  private async noteApplied({ id }: Decision): Promise<void> {
    try {
      await this.journal.move(id, {
        from: ['requested'],
        to: 'applied',
        at: this.now(),
      });
    } catch (error) {
      // The patch is applied, written down or not: what the controller does still tells what came of it.
      this.logger.error(`Decision ${id} was applied but not noted: ${error}`);
    }
  }

  /** Who reads the cluster's Events learns who decided and why. Nothing depends on it. */
  private tellCluster(decision: Decision): void {
    this.access
      .writeEvent(decision.service.cluster, eventOf(decision))
      .catch(error =>
        this.logger.warn(
          `Decision ${decision.id} has no Event in cluster ${decision.service.cluster}: ${error}`,
        ),
      );
  }

  private async awaitController(
    decision: Decision,
    sending: Sending,
  ): Promise<Decision> {
    const { service, target, verb } = decision;
    const applied: Decision = { ...decision, state: 'applied' };
    const settlement = await waitForReaction({
      look: signal =>
        this.engines[target.kind].judge({ decision: applied, sending }, signal),
      subscribe: listener =>
        this.access.onChange(service.cluster, target, listener),
      timeoutMs: this.timing.reactionMs,
      pollMs: this.timing.pollMs,
      signal: this.stopped.signal,
    });
    const moved = await this.journal.move(decision.id, {
      from: ['requested', 'applied'],
      to: settlement?.state ?? 'applied',
      outcome:
        settlement?.outcome ??
        `The API server took the ${
          VERB_NOUNS[verb]
        }, and the controller has not reacted within ${
          this.timing.reactionMs / 1000
        } s: it is down, busy, or has missed the change. It is confirmed as soon as it reacts; do not send it again.`,
      at: this.now(),
    });
    // Not moved here, it was settled by someone else.
    return moved ?? (await this.journal.get(decision.id)) ?? decision;
  }

  /** The same request is being carried out, or was: its answer is the answer. */
  private async awaitOther(known: Decision): Promise<Decision> {
    const { sendMs, reactionMs, pollMs } = this.timing;
    const settled = await waitForReaction({
      look: async () => {
        const decision = await this.journal.get(known.id);
        const { state, outcome } = decision ?? known;
        // Whoever waits for the controller says what came of that, too.
        return state === 'requested' || (state === 'applied' && !outcome)
          ? undefined
          : decision;
      },
      subscribe: listener =>
        this.journal.onChange(entityRef => {
          if (entityRef === known.entityRef) listener();
        }),
      timeoutMs: sendMs + reactionMs,
      pollMs,
      signal: this.stopped.signal,
    });
    return settled ?? known;
  }

  private async notProposed(id: string): Promise<Error> {
    const decision = await this.journal.get(id);
    if (!decision) return new NotFoundError('There is no such decision.');
    const expired =
      decision.approval && new Date(decision.approval.expiresAt) <= this.now();
    return new ConflictError(
      decision.state === 'proposed' && expired
        ? 'Nothing was changed: the proposal has expired.'
        : `Nothing was changed: the decision is no open proposal, it is ${decision.state}.`,
    );
  }
}

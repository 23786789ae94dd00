import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type { Decision, DecisionPage } from '@meshway/plugin-mesh-common';
import type { DatabaseJournal } from './DatabaseJournal';
import type { DecisionAccess } from './DecisionAccess';
import { decisionEngines } from './DecisionEngines';
import { DecisionExecution } from './DecisionExecution';
import { decisionOfRequest, requestKeyOf } from './decisionOfRequest';
import { DEFAULT_DECISION_TIMING, type DecisionTiming } from './DecisionTiming';
import { OpenDecisions } from './OpenDecisions';
import type { AuthorisedDecision, DecisionService } from './types';
import { waitForReaction } from './waitForReaction';

/**
 * Decisions on the backend's database and clusters: written down before anything is done about them, carried out once
 * however often they are sent, and settled by whoever finds them open.
 */
export class DefaultDecisionService implements DecisionService {
  private readonly journal: DatabaseJournal;
  private readonly execution: DecisionExecution;
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
    const { journal, access, logger, now = () => new Date() } = options;
    const timing = { ...DEFAULT_DECISION_TIMING, ...options.timing };
    const engines = decisionEngines({ access, now });
    this.journal = journal;
    this.timing = timing;
    this.now = now;
    this.execution = new DecisionExecution({
      journal,
      access,
      engines,
      logger,
      timing,
      now,
      stopped: this.stopped.signal,
    });
    this.open = new OpenDecisions({ journal, access, engines, logger, now });
  }

  async take(request: AuthorisedDecision): Promise<Decision> {
    const signal = AbortSignal.timeout(this.timing.sendMs);
    const decision = decisionOfRequest(request, this.now());
    const known = await this.writeDown(decision, request);
    return known
      ? await this.awaitOther(known)
      : await this.execution.run(decision, signal);
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
    return await this.execution.run(decision, signal);
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

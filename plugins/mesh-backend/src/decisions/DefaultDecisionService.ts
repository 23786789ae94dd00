import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  planDecision,
  seenStillHolds,
  type Decision,
  type JsonPatchOperation,
  type Plan,
  type Rollout,
  type RolloutSeen,
} from '@meshway/plugin-mesh-common';
import type { DatabaseJournal } from './DatabaseJournal';
import { OpenDecisions } from './OpenDecisions';
import { settleDecision } from './settleDecision';
import type {
  AuthorisedDecision,
  DecisionService,
  RolloutAccess,
} from './types';
import { waitForReaction } from './waitForReaction';
import { whatChanged } from './whatChanged';

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
  /** Between two looks at a Rollout whose watch says nothing. */
  pollMs: number;
}

const TIMING: DecisionTiming = {
  sendMs: 8_000,
  holdMs: 15_000,
  reactionMs: 15_000,
  pollMs: 1_000,
};

/** The API server, or the portal's rights there, said no: then the patch was surely not applied. */
const REFUSALS = ['ConflictError', 'NotAllowedError', 'NotFoundError'];

/**
 * Takes decisions: written down, planned from a fresh read, compared with what was seen, patched with tests on just
 * that, and confirmed only by what the controller does.
 */
export class DefaultDecisionService implements DecisionService {
  private readonly journal: DatabaseJournal;
  private readonly access: RolloutAccess;
  private readonly logger: LoggerService;
  private readonly open: OpenDecisions;
  private readonly timing: DecisionTiming;
  private readonly now: () => Date;
  private readonly stopped = new AbortController();

  constructor(options: {
    journal: DatabaseJournal;
    access: RolloutAccess;
    logger: LoggerService;
    timing?: Partial<DecisionTiming>;
    now?: () => Date;
  }) {
    this.journal = options.journal;
    this.access = options.access;
    this.logger = options.logger;
    this.timing = { ...TIMING, ...options.timing };
    this.now = options.now ?? (() => new Date());
    this.open = new OpenDecisions({
      journal: this.journal,
      access: this.access,
      logger: this.logger,
      now: this.now,
    });
  }

  async take(request: AuthorisedDecision): Promise<Decision> {
    const signal = AbortSignal.timeout(this.timing.sendMs);
    const decision = await this.writeDown(request);
    let operations: JsonPatchOperation[];
    try {
      if (signal.aborted) {
        throw new ServiceUnavailableError(
          'The journal took too long to write the decision down.',
        );
      }
      operations = await this.plan(request, signal);
    } catch (error) {
      throw await this.fail(decision, error);
    }
    try {
      const { cluster, namespace, rollout } = request.target;
      await this.access.patchStatus(
        cluster,
        namespace,
        rollout,
        operations,
        signal,
      );
    } catch (error) {
      throw await this.unanswered(decision, request, toError(error));
    }
    await this.noteApplied(decision);
    return await this.awaitController(decision, request);
  }

  async list(entityRef: string, limit: number): Promise<Decision[]> {
    return await this.journal.list(entityRef, limit);
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

  private async writeDown(request: AuthorisedDecision): Promise<Decision> {
    const at = this.now();
    const decision: Decision = {
      id: randomUUID(),
      entityRef: request.entityRef,
      cluster: request.target.cluster,
      namespace: request.target.namespace,
      workload: request.target.rollout,
      verb: request.verb,
      state: 'requested',
      decidedBy: request.decidedBy,
      reason: request.reason,
      seen: request.seen,
      requestedAt: at.toISOString(),
      updatedAt: at.toISOString(),
    };
    await this.journal.insert(
      decision,
      new Date(at.getTime() + this.timing.holdMs),
    );
    return decision;
  }

  /** The patch that does what was decided, if the Rollout still is as it was seen. */
  private async plan(
    { target, verb, seen }: AuthorisedDecision,
    signal: AbortSignal,
  ): Promise<JsonPatchOperation[]> {
    const { cluster, namespace, rollout: name } = target;
    const rollout = await this.access.read(cluster, namespace, name, signal);
    if (!rollout) throw new ConflictError(whatChanged(seen, rollout));
    const plan = this.planNow(rollout);
    if (!plan.allowed) {
      throw new ConflictError(whatChanged(seen, rollout, plan.reason));
    }
    if (!seenStillHolds(verb, seen, plan.seen)) {
      throw new ConflictError(whatChanged(seen, rollout));
    }
    return plan.patches[0].operations;
  }

  private planNow(rollout: Rollout): Plan<RolloutSeen> {
    return planDecision({ verb: 'promote', rollout, now: this.now() });
  }

  /** What to answer when the patch was refused, or when nobody knows. */
  private async unanswered(
    decision: Decision,
    { target, seen }: AuthorisedDecision,
    error: Error,
  ): Promise<Error> {
    const { cluster, namespace, rollout: name } = target;
    if (!REFUSALS.includes(error.name)) {
      // The row stays open and is settled from what the Rollout does.
      return new ServiceUnavailableError(
        `Whether the promote took effect is not known yet: ${error.message}`,
        error,
      );
    }
    if (error.name !== 'ConflictError') return await this.fail(decision, error);
    // The row must be settled while it is still this process's own.
    const leftMs = (this.timing.holdMs - this.timing.sendMs) / 2;
    const conflict = await this.access
      .read(cluster, namespace, name, AbortSignal.timeout(leftMs))
      .then(rollout => {
        const plan = rollout && this.planNow(rollout);
        const refusal = plan && !plan.allowed ? plan.reason : undefined;
        return new ConflictError(whatChanged(seen, rollout, refusal));
      })
      .catch(() => error);
    return await this.fail(decision, conflict);
  }

  /** Notes that nothing was changed, and why; returns the error to answer with. */
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

  private async awaitController(
    decision: Decision,
    { target }: AuthorisedDecision,
  ): Promise<Decision> {
    const settlement = await waitForReaction({
      access: this.access,
      target,
      judge: rollout =>
        settleDecision({ ...decision, state: 'applied' }, rollout),
      timeoutMs: this.timing.reactionMs,
      pollMs: this.timing.pollMs,
      signal: this.stopped.signal,
    });
    const settled =
      settlement &&
      (await this.journal.move(decision.id, {
        from: ['requested', 'applied'],
        to: settlement.state,
        outcome: settlement.outcome,
        at: this.now(),
      }));
    // Not settled here, it is either still open or was settled by someone else.
    return settled ?? (await this.journal.get(decision.id)) ?? decision;
  }
}

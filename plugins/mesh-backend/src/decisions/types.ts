import type {
  Decision,
  DecisionChoice,
  DecisionEvidence,
  DecisionPage,
  DecisionTarget,
  Seen,
  ServiceRef,
} from '@meshway/plugin-mesh-common';

/**
 * A decision that its author may take: permission, the cluster's consent and the portal's rules have been checked.
 */
export interface AuthorisedDecision extends DecisionChoice {
  entityRef: string;
  /** Entity reference of who decided. */
  decidedBy: string;
  /** By which they came to it. */
  service: ServiceRef;
  target: DecisionTarget;
  /** What they saw; the decision is carried out only if this still holds. */
  seen: Seen;
  /** Why, in their words. */
  reason?: string;
  override?: boolean;
  evidence?: DecisionEvidence;
  /** Of the request: the same author with the same key has taken one decision, however often it is sent. */
  idempotencyKey?: string;
}

/**
 * Carries out decisions and keeps the journal of what came of them.
 */
export interface DecisionService {
  /**
   * Writes the intent down, patches, and waits a while for the controller. The answer is `confirmed`, or `failed`
   * when the controller did something else, or `applied` when it has not reacted yet.
   *
   * Rejects with a ConflictError that says what changed when the world is not as it was seen, or when the idempotency
   * key belongs to another decision; with an InputError or a NotAllowedError when the cluster does not take the change;
   * and with a ServiceUnavailableError when the cluster or the journal does not answer.
   */
  take(request: AuthorisedDecision): Promise<Decision>;

  /** Writes down what somebody else has to approve. Nothing is sent to the cluster. */
  propose(request: AuthorisedDecision, expiresAt: Date): Promise<Decision>;

  /**
   * Carries out what was proposed, in the name of who proposed it. Rejects with a ConflictError when it is not
   * `proposed` any more, and as {@link DecisionService.take} does.
   *
   * @param approval - `by` is somebody else than who proposed it; the caller has checked that
   */
  approve(id: string, approval: { by: string }): Promise<Decision>;

  /** Takes a proposal back. Rejects with a ConflictError when it is not `proposed` any more. */
  withdraw(id: string, by: string): Promise<Decision>;

  get(id: string): Promise<Decision | undefined>;

  /** Of an entity, newest first. Rejects with an InputError when the cursor is none. */
  list(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ): Promise<DecisionPage>;

  /** Settles the rows that nobody is working on any more from what their clusters show now. */
  settleOpen(): Promise<void>;

  /** Calls the listener when a decision on an entity was taken or changed its state in this process. */
  onChange(listener: (entityRef: string) => void): () => void;
}

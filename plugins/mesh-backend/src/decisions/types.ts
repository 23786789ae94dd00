import type {
  Decision,
  DecisionVerb,
  JsonPatchOperation,
  Rollout,
  RolloutSeen,
} from '@meshway/plugin-mesh-common';

/**
 * How decisions reach the Rollouts of the clusters.
 */
export interface RolloutAccess {
  /** The watched, trimmed object; costs no request. */
  cached(cluster: string, namespace: string, name: string): Rollout | undefined;

  /**
   * Fresh from the API server; undefined when there is no such Rollout.
   *
   * Rejects with a NotAllowedError, or with a ServiceUnavailableError when the cluster does not answer.
   */
  read(
    cluster: string,
    namespace: string,
    name: string,
    signal?: AbortSignal,
  ): Promise<Rollout | undefined>;

  /**
   * JSON Patch on the status subresource.
   *
   * Rejects with a ConflictError when a test of the patch does not hold, a NotAllowedError, a NotFoundError, or a
   * ServiceUnavailableError when no answer was heard: only then may the patch have been applied all the same.
   */
  patchStatus(
    cluster: string,
    namespace: string,
    name: string,
    operations: JsonPatchOperation[],
    signal?: AbortSignal,
  ): Promise<Rollout>;

  /** Calls the listener on every change of that Rollout; returns the function that ends the subscription. */
  onChange(
    cluster: string,
    namespace: string,
    name: string,
    listener: (rollout: Rollout | undefined) => void,
  ): () => void;
}

/**
 * A decision that its author may take: permission and the cluster's consent have been checked.
 */
export interface AuthorisedDecision {
  entityRef: string;
  /** Entity reference of the entity's owner. */
  ownerRef?: string;
  /** Entity reference of who decided. */
  decidedBy: string;
  target: { cluster: string; namespace: string; rollout: string };
  verb: DecisionVerb;
  /** What they saw; the decision is carried out only if this still holds. */
  seen: RolloutSeen;
  /** Why, in their words. */
  reason?: string;
}

/**
 * Carries out decisions and keeps the journal of what came of them.
 */
export interface DecisionService {
  /**
   * Writes the intent down, patches, and waits a while for the controller. The answer is `confirmed`, or `failed`
   * when the controller did something else, or `applied` when it has not reacted yet.
   *
   * Rejects with a ConflictError that says what changed when the world is not as it was seen, and with a
   * ServiceUnavailableError when the cluster does not answer.
   */
  take(request: AuthorisedDecision): Promise<Decision>;

  /** The newest decisions on an entity, newest first. */
  list(entityRef: string, limit: number): Promise<Decision[]>;

  /** Settles the rows that nobody is working on any more from what their clusters show now. */
  settleOpen(): Promise<void>;

  /** Calls the listener when a decision on an entity was taken or changed its state in this process. */
  onChange(listener: (entityRef: string) => void): () => void;
}

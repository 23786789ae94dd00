/**
 * What a person can decide about a delivery.
 *
 * @public
 */
export type DecisionVerb = 'promote';

/**
 * What the author of a decision saw when they took it. A decision is carried out only if this still holds.
 *
 * @public
 */
export interface Seen {
  /** `status.currentPodHash`. */
  podHash: string;
  /** `status.currentStepIndex`. */
  stepIndex: number;
  /** `status.pauseConditions[0].startTime`, ISO 8601, second precision. */
  pauseStartedAt: string;
  /** Canary weight in percent that the controller last wrote, or that the step asks for without traffic routing. */
  weight: number;
}

/**
 * One operation of an RFC 6902 JSON Patch.
 *
 * @public
 */
export type JsonPatchOperation =
  | { op: 'test' | 'add' | 'replace'; path: string; value: unknown }
  | { op: 'remove'; path: string };

/**
 * The exact consequence of a decision, computed before it is taken.
 *
 * @public
 */
export type Plan =
  | {
      allowed: true;
      verb: DecisionVerb;
      seen: Seen;
      /** What it clears, what comes next and what it does not touch, one sentence each. */
      consequences: string[];
      /** Canary weight in percent after the decision; undefined when no weight step follows. */
      nextWeight?: number;
      patch: {
        subresource: 'status';
        operations: JsonPatchOperation[];
      };
    }
  | {
      allowed: false;
      verb: DecisionVerb;
      /** Why not, and what to do instead, in words. */
      reason: string;
    };

/**
 * Where a decision stands: the intent is written down, the API server took the patch, the controller
 * reacted, or it came to nothing.
 *
 * @public
 */
export type DecisionState = 'requested' | 'applied' | 'confirmed' | 'failed';

/**
 * One row of the journal.
 *
 * @public
 */
export interface Decision {
  id: string;
  entityRef: string;
  cluster: string;
  namespace: string;
  /** Name of the Rollout. */
  workload: string;
  verb: DecisionVerb;
  state: DecisionState;
  /** Entity reference of who decided. */
  decidedBy: string;
  /** Why, in their words. */
  reason?: string;
  seen: Seen;
  /** What came of it, in words. Undefined while it is open. */
  outcome?: string;
  /** ISO 8601. */
  requestedAt: string;
  /** Last change of state, ISO 8601. */
  updatedAt: string;
}

/**
 * A decision as the browser sends it.
 *
 * @public
 */
export interface DecisionRequest {
  service: { cluster: string; namespace: string; name: string };
  verb: DecisionVerb;
  seen: Seen;
  /** At most 1000 characters. */
  reason?: string;
}

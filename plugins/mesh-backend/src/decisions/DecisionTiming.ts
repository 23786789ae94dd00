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

export const DEFAULT_DECISION_TIMING: DecisionTiming = {
  sendMs: 8_000,
  holdMs: 15_000,
  reactionMs: 15_000,
  pollMs: 1_000,
};

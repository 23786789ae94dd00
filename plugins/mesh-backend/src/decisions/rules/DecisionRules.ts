import type { DecisionScope } from './DecisionScope';
import type { Freeze } from './Freeze';

/**
 * What a portal asks of decisions, beyond permissions.
 */
export interface DecisionRules {
  /** Undefined: no decision needs a reason. */
  requireReason?: DecisionScope;
  /** The first that fits counts. */
  twoPeople: (DecisionScope & {
    /** How long a proposal may be approved, in milliseconds. */
    expiresAfterMs: number;
  })[];
  freezes: Freeze[];
  /** Undefined: no verdict keeps a decision from being taken. */
  verdictGate?: DecisionScope;
}

/** A portal that asks nothing. */
export const NO_RULES: DecisionRules = { twoPeople: [], freezes: [] };

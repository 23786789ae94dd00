import type { Decision, RouteSeen } from '@meshway/plugin-mesh-common';

/**
 * What is about to be sent, written down before it is.
 */
export interface Sending {
  /** Number of requests. */
  requests: number;
  /** The weights of a route once they are done. */
  weights?: RouteSeen['weights'];
}

/**
 * A decision as the journal holds it.
 */
export interface JournalEntry {
  decision: Decision;
  /** Undefined when nothing was sent: the process died before, or something was in the way. */
  sending?: Sending;
}

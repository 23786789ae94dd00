import type { Decision, PlannedPatch } from '@meshway/plugin-mesh-common';
import type { Sending } from './JournalEntry';
import type { Settlement } from './Settlement';

/**
 * How decisions about one kind of object are planned and judged.
 */
export interface DecisionEngine {
  /**
   * The requests that do what was decided, from a fresh read. Rejects with a ConflictError that says what changed when
   * the world is not as it was seen.
   */
  plan(
    decision: Decision,
    signal: AbortSignal,
  ): Promise<{ patches: PlannedPatch[]; weights?: Sending['weights'] }>;

  /** Why the API server refused a request: what is different from what was seen. */
  whatChanged(decision: Decision, signal: AbortSignal): Promise<string>;

  /**
   * What came of it, from the object as the API server shows it now, read after the requests were answered or given up.
   *
   * @returns undefined while it is open: the object shows what was asked for, and the controller has not reacted yet
   */
  judge(
    decision: Decision,
    sending: Sending,
    signal?: AbortSignal,
  ): Promise<Settlement | undefined>;
}

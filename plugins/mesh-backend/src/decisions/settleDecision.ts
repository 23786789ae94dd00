import {
  settleRollout,
  type Decision,
  type Rollout,
} from '@meshway/plugin-mesh-common';

/**
 * What came of a decision.
 */
export interface Settlement {
  state: 'confirmed' | 'failed';
  outcome: string;
}

/** Either of the two: afterwards nobody can tell which. */
const UNHEARD =
  'The portal did not hear the answer: it stopped, or the connection broke.';

/**
 * Settles a promote from its Rollout as the API server shows it now. For a `requested` one nobody knows whether
 * the patch was sent, only what the Rollout tells; for an `applied` one the API server has said yes.
 *
 * @param rollout - read after the patch was answered or given up, never an older copy of it
 * @returns undefined while it is open: the pause has ended and the controller has not reacted yet
 */
export function settleDecision(
  decision: Pick<Decision, 'state' | 'seen' | 'requestedAt'>,
  rollout: Rollout | undefined,
): Settlement | undefined {
  const heard = decision.state === 'applied';
  const settlement = settleRollout({
    verb: 'promote',
    seen: decision.seen,
    rollout,
    decidedAt: decision.requestedAt,
  });
  if (settlement.state !== 'open') {
    const { state, outcome } = settlement;
    return { state, outcome: heard ? outcome : `${UNHEARD} ${outcome}` };
  }
  if (settlement.patch === 'visible') return undefined;
  return {
    state: 'failed',
    outcome: heard
      ? 'The Rollout stands at the same pause again: the promote was lost.'
      : `${UNHEARD} The Rollout still waits at the same pause: nothing was changed.`,
  };
}

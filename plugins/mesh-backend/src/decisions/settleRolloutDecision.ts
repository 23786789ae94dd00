import type {
  Decision,
  Rollout,
  RolloutSettlement,
} from '@meshway/plugin-mesh-common';
import type { Sending } from './JournalEntry';
import { unheard, type Settlement } from './Settlement';
import { VERB_NOUNS } from './verbNouns';

/**
 * What came of a decision about a Rollout. Of a `requested` one nobody knows whether all requests were sent, only what
 * the Rollout tells; of an `applied` one the API server has said yes.
 *
 * @param options - `now`: how the Rollout stands to the decision, read after its requests were answered or given up
 * @returns undefined while it is open: the controller has not reacted yet
 */
export function settleRolloutDecision(options: {
  decision: Pick<Decision, 'verb' | 'state' | 'seen'>;
  sending: Sending;
  now: RolloutSettlement;
  rollout: Rollout | undefined;
}): Settlement | undefined {
  const { decision, sending, now, rollout } = options;
  const heard = decision.state === 'applied';
  if (now.state !== 'open') {
    const settlement = { state: now.state, outcome: now.outcome };
    return heard ? settlement : unheard(settlement);
  }
  if (now.patch === 'visible') return undefined;
  if (heard) return { state: 'failed', outcome: lost(decision) };
  return unheard({ state: 'failed', outcome: untouched(sending, rollout) });
}

function lost({ verb, seen }: Pick<Decision, 'verb' | 'seen'>): string {
  return verb === 'promote' && 'pauseStartedAt' in seen
    ? 'The Rollout stands at the same pause again: the promote was lost.'
    : `The API server took the ${VERB_NOUNS[verb]}, and the Rollout shows nothing of it any more: somebody, or the controller, has taken it back.`;
}

function untouched(sending: Sending, rollout: Rollout | undefined): string {
  // A full promote of a Rollout that is paused by hand ends that pause first.
  if (sending.requests > 1 && rollout && !rollout.spec.paused) {
    return 'The Rollout was resumed (spec.paused), and the full promote was not sent: take it again.';
  }
  return rollout?.status.pauseConditions?.length
    ? 'The Rollout still waits at the same pause: nothing was changed.'
    : 'The Rollout shows nothing of it: nothing was changed.';
}

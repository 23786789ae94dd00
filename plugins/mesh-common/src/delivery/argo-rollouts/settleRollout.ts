import type { Deployment, Rollout } from '../../kubernetes';
import type { DecisionVerb, RolloutSeen } from '../../model';
import { settleAbort } from './settleAbort';
import { settlePause } from './settlePause';
import { settlePromote } from './settlePromote';
import { settlePromoteFull } from './settlePromoteFull';
import { settleRestart } from './settleRestart';
import { settleResume } from './settleResume';
import { settleRetry } from './settleRetry';
import { settleRollBack } from './settleRollBack';
import {
  failed,
  type SettleSituation,
  type RolloutSettlement,
} from './settlement';

const SETTLERS: Record<
  Exclude<DecisionVerb, 'shift'>,
  (situation: SettleSituation) => RolloutSettlement
> = {
  promote: settlePromote,
  'promote-full': settlePromoteFull,
  abort: settleAbort,
  retry: settleRetry,
  pause: settlePause,
  resume: settleResume,
  restart: settleRestart,
  'roll-back': settleRollBack,
};

/**
 * Judges a decision about a Rollout by what the controller did, not by what the API server answered.
 *
 * @param options - `rollout`: as it is now; undefined when it is gone
 *   `decidedAt`: ISO 8601; tells what came of this decision from what happened before
 *   `target`: of a roll back: hash of the revision to go back to
 *   `templateOf`: of a roll back: the Deployment that the Rollout takes its template from, with `workloadRef`
 * @public
 */
export function settleRollout(options: {
  verb: Exclude<DecisionVerb, 'shift'>;
  seen: RolloutSeen;
  rollout: Rollout | undefined;
  decidedAt?: string;
  target?: string;
  templateOf?: Deployment;
}): RolloutSettlement {
  const { verb, rollout, ...rest } = options;
  if (!rollout) return failed('The Rollout is gone.');
  if (rollout.unreadable?.length) {
    return failed(`The Rollout cannot be read: ${rollout.unreadable[0]}`);
  }
  return SETTLERS[verb]({ ...rest, rollout });
}

import type { Rollout } from '../../kubernetes';
import type { Plan, RolloutPlans, RolloutSeen } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { planAbort } from './planAbort';
import { planPause } from './planPause';
import { planPromote } from './planPromote';
import { planPromoteFull } from './planPromoteFull';
import { refused } from './planRefusal';
import { planRestart } from './planRestart';
import { planResume } from './planResume';
import { planRetry } from './planRetry';
import { type PlanSituation, seenOrWhyNot } from './planSituation';

/**
 * A decision about a Rollout that needs nothing besides it.
 *
 * @public
 */
export type RolloutVerb = keyof RolloutPlans;

const PLANNERS: Record<
  RolloutVerb,
  (situation: PlanSituation) => Plan<RolloutSeen>
> = {
  promote: planPromote,
  'promote-full': planPromoteFull,
  abort: planAbort,
  retry: planRetry,
  pause: planPause,
  resume: planResume,
  restart: planRestart,
};

/**
 * What a decision would do to a Rollout now, with the guarded requests that carry it out.
 *
 * A decision that would do nothing, or something else than it says, is refused with what to do instead.
 *
 * @param options - `objects`: what else is known of the service; the plan then says more, and the abort of a roll back
 * within the rollback window is refused
 * @public
 */
export function planDecision(options: {
  verb: RolloutVerb;
  rollout: Rollout;
  objects?: Partial<ServiceObjects>;
  now: Date;
}): Plan<RolloutSeen> {
  const { verb, rollout, objects = {}, now } = options;
  const seen = seenOrWhyNot(rollout);
  return typeof seen === 'string'
    ? refused(verb, seen)
    : PLANNERS[verb]({ rollout, seen, objects, now });
}

/**
 * What each decision would do to a Rollout now.
 *
 * @public
 */
export function rolloutPlans(
  rollout: Rollout,
  objects: Partial<ServiceObjects>,
  now: Date,
): RolloutPlans {
  const plan = (verb: RolloutVerb) =>
    planDecision({ verb, rollout, objects, now });
  return {
    promote: plan('promote'),
    'promote-full': plan('promote-full'),
    abort: plan('abort'),
    retry: plan('retry'),
    pause: plan('pause'),
    resume: plan('resume'),
    restart: plan('restart'),
  };
}

export { pauseSeconds } from './pauseDuration';
export { planDecision, rolloutPlans, type RolloutVerb } from './planDecision';
export { planRollBack, type RollBackOptions } from './planRollBack';
export { rollBackTargets } from './rollBackTargets';
export { sameSeen, seenOf, seenStillHolds } from './seen';
export { settleRollout } from './settleRollout';
export type { RolloutSettlement } from './settlement';

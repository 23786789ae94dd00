export { planRoute, type RouteVerb } from './planRoute';
export { planShift } from './planShift';
export { sameRouteSeen } from './seenOfRoute';
export { settleShift, weightsAfter } from './settleShift';
export type { ShiftSettlement } from './settleShift';

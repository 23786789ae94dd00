export { planPromote } from './planPromote';
export { sameSeen, seenOf } from './seen';
export { settlePromote } from './settlePromote';
export type { PromoteSettlement } from './settlePromote';

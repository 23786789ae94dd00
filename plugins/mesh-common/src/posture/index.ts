export { accessOf, type Enforcer } from './accessOf';
export { askedDataPlane, type AskingPod } from './askedDataPlane';
export { buildPosture } from './buildPosture';
export { ruleForClient, type ClientRule, type RuleClient } from './clientRule';
export { clientTlsMode } from './clientTls';
export { dataPlaneOf } from './dataPlane';
export {
  effectiveMtls,
  mtlsModeOfPort,
  peerAuthenticationScopes,
  type PeerAuthenticationScopes,
} from './effectiveMtls';
export {
  effectiveTrafficPolicy,
  type EffectiveTrafficPolicy,
} from './effectiveTrafficPolicy';
export { podInjection } from './injectionPosture';
export { isForWaypoint, policyScopeAtPod } from './policyScope';
export { ruleWords } from './ruleWords';
export { waypointOf } from './waypointOf';

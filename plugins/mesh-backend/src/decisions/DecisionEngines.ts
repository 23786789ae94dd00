import type { DecisionTarget } from '@meshway/plugin-mesh-common';
import type { DecisionAccess } from './DecisionAccess';
import type { DecisionEngine } from './DecisionEngine';
import { RolloutEngine } from './RolloutEngine';
import { RouteEngine } from './RouteEngine';

/** The engine of each kind of object that a decision may change. */
export type DecisionEngines = Record<DecisionTarget['kind'], DecisionEngine>;

/** All engines. */
export function decisionEngines(options: {
  access: DecisionAccess;
  now: () => Date;
}): DecisionEngines {
  return {
    Rollout: new RolloutEngine(options),
    VirtualService: new RouteEngine(options),
  };
}

import { ANALYSIS_STATES } from './analyses.ts';
import { BLUE_GREEN_STATES } from './blueGreen.ts';
import { CANARY_STATES } from './canary.ts';
import { DECISION_STATES } from './decisions.ts';
import { EXPERIMENT_STATES } from './experiments.ts';
import { INVALID_STATES } from './invalid.ts';
import { MANAGED_ROUTE_STATES } from './managedRoutes.ts';
import { PROMOTE_FULL_STATES } from './promoteFull.ts';
import type { RolloutState } from './RolloutState.ts';
import { SIDECAR_STATES } from './sidecars.ts';
import { SILENT_CONTROLLER_STATES } from './silentController.ts';
import { WORKLOAD_REF_STATES } from './workloadRef.ts';

export type { RolloutState } from './RolloutState.ts';

/** Every state that is compared with the official command line, and recorded. */
export const ROLLOUT_STATES: RolloutState[] = [
  ...CANARY_STATES,
  ...DECISION_STATES,
  ...ANALYSIS_STATES,
  ...MANAGED_ROUTE_STATES,
  ...WORKLOAD_REF_STATES,
  ...INVALID_STATES,
  ...BLUE_GREEN_STATES,
  ...PROMOTE_FULL_STATES,
  ...EXPERIMENT_STATES,
  ...SIDECAR_STATES,
  ...SILENT_CONTROLLER_STATES,
];

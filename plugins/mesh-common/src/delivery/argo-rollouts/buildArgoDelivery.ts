import type { Rollout } from '../../kubernetes';
import type {
  ArgoBlueGreenDelivery,
  ArgoCanaryDelivery,
  Revision,
  RolloutPlans,
} from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { pauseOf, waitsForDecision } from './pause';
import { phaseOf } from './phase';
import { planPromote } from './planPromote';
import { currentIndexOf, stepsOf } from './steps';
import { weightsOf } from './weights';

/** The delivery of a Rollout, whichever strategy it has; without any it is a canary without steps. */
export function buildArgoDelivery(
  rollout: Rollout,
  objects: ServiceObjects,
  revisions: Revision[],
  now: Date,
): ArgoCanaryDelivery | ArgoBlueGreenDelivery {
  const { metadata, spec, status } = rollout;
  const base = {
    engine: 'argo-rollouts' as const,
    workload: {
      kind: 'Rollout' as const,
      namespace: metadata.namespace ?? '',
      name: metadata.name,
    },
    ...phaseOf(rollout),
    aborted: Boolean(status.abort),
    promotesFully: Boolean(status.promoteFull),
    pause: pauseOf(rollout),
    waitsForDecision: waitsForDecision(rollout),
    holds: [],
    analyses: [],
    plans: {
      promote: planPromote(rollout, objects, now),
    } as unknown as RolloutPlans,
    rollBacks: [],
  };
  const { blueGreen } = spec.strategy;
  return blueGreen
    ? {
        ...base,
        strategy: 'blueGreen',
        activeService: blueGreen.activeService ?? '',
        previewService: blueGreen.previewService,
        drift: [],
      }
    : {
        ...base,
        strategy: 'canary',
        steps: stepsOf(rollout),
        currentStepIndex: currentIndexOf(rollout),
        weights: weightsOf(rollout, objects, revisions, now),
        experiments: [],
        managedRoutes: [],
      };
}

import type { Rollout } from '../../kubernetes';
import type { ArgoCanaryDelivery, Revision } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { pauseOf, waitsForDecision } from './pause';
import { phaseOf } from './phase';
import { planPromote } from './planPromote';
import { currentIndexOf, stepsOf } from './steps';
import { weightsOf } from './weights';

/** The delivery of a Rollout with the canary strategy. */
export function buildCanaryDelivery(
  rollout: Rollout,
  objects: ServiceObjects,
  revisions: Revision[],
  now: Date,
): ArgoCanaryDelivery {
  return {
    engine: 'argo-rollouts',
    strategy: 'canary',
    workload: {
      kind: 'Rollout',
      namespace: rollout.metadata.namespace ?? '',
      name: rollout.metadata.name,
    },
    ...phaseOf(rollout),
    steps: stepsOf(rollout),
    currentStepIndex: currentIndexOf(rollout),
    aborted: Boolean(rollout.status.abort),
    pause: pauseOf(rollout),
    waitsForDecision: waitsForDecision(rollout),
    weights: weightsOf(rollout, objects, revisions, now),
    plans: { promote: planPromote(rollout, objects, now) },
  };
}

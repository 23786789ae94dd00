import type { Rollout } from '../../kubernetes';
import type {
  ArgoBlueGreenDelivery,
  ArgoCanaryDelivery,
  Revision,
  WorkloadRef,
} from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { gitOpsOwnerOf } from '../gitOps';
import { analysesOf } from './analyses';
import { blueGreenServices } from './blueGreenServices';
import { experimentsOf } from './experiments';
import { failedStep } from './failedStep';
import { holdsOf } from './holds/holdsOf';
import { managedRoutesOf } from './managedRoutes';
import { pauseOf, waitsForDecision } from './pause';
import { phaseOf } from './phase';
import { rolloutPlans } from './planDecision';
import { rollBackTargets } from './rollBackTargets';
import { currentIndexOf, stepsOf } from './steps';
import { weightsOf } from './weights';

/** The delivery of a Rollout; one without blue-green is a canary, be it without steps. */
export function buildArgoDelivery(
  rollout: Rollout,
  objects: ServiceObjects,
  revisions: Revision[],
  now: Date,
): ArgoCanaryDelivery | ArgoBlueGreenDelivery {
  const { status, spec } = rollout;
  const analyses = analysesOf(rollout, objects.analysisRuns);
  const experiments = experimentsOf(rollout, objects);
  const base = {
    engine: 'argo-rollouts' as const,
    workload: workloadOf(rollout),
    templateOf: templateOf(rollout),
    ...phaseOf(rollout),
    aborted: Boolean(status.abort),
    abortedAt: status.abort ? status.abortedAt : undefined,
    promotesFully: Boolean(status.promoteFull),
    pause: pauseOf(rollout),
    waitsForDecision: waitsForDecision(rollout),
    holds: holdsOf({
      rollout,
      objects,
      revisions,
      analyses,
      experiments,
      now,
    }),
    analyses,
    gitOps: gitOpsOwnerOf(rollout.metadata),
    plans: rolloutPlans(rollout, objects, now),
    rollBacks: rollBackTargets(rollout, objects, now),
  };
  const { blueGreen } = spec.strategy;
  return blueGreen
    ? { ...base, strategy: 'blueGreen', ...blueGreenServices(rollout, objects) }
    : {
        ...base,
        strategy: 'canary',
        steps: stepsOf(rollout, failedStep(rollout, analyses, objects)),
        currentStepIndex: currentIndexOf(rollout),
        weights: weightsOf(rollout, objects, revisions, now),
        experiments,
        managedRoutes: managedRoutesOf(rollout, objects.virtualServices),
      };
}

function workloadOf({ metadata }: Rollout): WorkloadRef {
  return {
    kind: 'Rollout',
    namespace: metadata.namespace ?? '',
    name: metadata.name,
  };
}

/** A Rollout may take its pod template from a Deployment, which then has no pods of its own. */
function templateOf({ metadata, spec }: Rollout): WorkloadRef | undefined {
  return spec.workloadRef?.kind === 'Deployment'
    ? {
        kind: 'Deployment',
        namespace: metadata.namespace ?? '',
        name: spec.workloadRef.name,
      }
    : undefined;
}

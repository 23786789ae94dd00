import type { Rollout } from '../../kubernetes';
import type { DeliveryPhase } from '../../model';

/** Phase of a Rollout, with the controller's message. */
export interface RolloutPhase {
  phase: DeliveryPhase;
  message: string;
}

const PHASES: readonly string[] = [
  'Healthy',
  'Progressing',
  'Paused',
  'Degraded',
] satisfies DeliveryPhase[];

/** Reasons of conditions that end an update. */
const FAILURES = ['RolloutAborted', 'ProgressDeadlineExceeded'];

/** `AnalysisPhase.Completed` in pkg/apis/rollouts/v1alpha1/analysis_types.go. */
const COMPLETED = ['Successful', 'Failed', 'Error', 'Inconclusive'];

/**
 * Phase of a Rollout as `kubectl argo rollouts get rollout` shows it (`GetRolloutPhase` in
 * argo-rollouts v1.10, utils/rollout/rolloututil.go). A status that the controller has not brought up
 * to date is never taken at its word.
 */
export function phaseOf(rollout: Rollout): RolloutPhase {
  const { spec, status } = rollout;
  if (!isObserved(rollout)) {
    return progressing('waiting for rollout spec update to be observed');
  }
  if (isUnpausing(rollout)) {
    return progressing('waiting for rollout to unpause');
  }
  if (spec.workloadRef && !isTemplateObserved(rollout)) {
    return progressing(
      'waiting for rollout spec update to be observed for the reference workload',
    );
  }
  if (status.phase && PHASES.includes(status.phase)) {
    return {
      phase: status.phase as DeliveryPhase,
      message: status.message ?? '',
    };
  }
  return calculate(rollout);
}

/** Whether the status speaks of the spec as it is now; `observedGeneration` was a hash before v1.0. */
export function isObserved({ metadata, status }: Rollout): boolean {
  const observed = integer(status.observedGeneration);
  return observed === undefined || observed >= (metadata.generation ?? 0);
}

/**
 * Whether the status speaks of the Deployment that holds the template as it is now
 * (`isWorkloadGenerationObserved`): true when one of the two is unknown.
 */
function isTemplateObserved({ metadata, status }: Rollout): boolean {
  const generation = integer(
    metadata.annotations?.['rollout.argoproj.io/workload-generation'],
  );
  const observed = integer(status.workloadObservedGeneration);
  return (
    generation === undefined ||
    observed === undefined ||
    generation === observed
  );
}

function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Whether someone has just ended the pause and the controller has not reacted yet (`IsUnpausing`). */
export function isUnpausing({ status }: Rollout): boolean {
  return Boolean(status.controllerPause && !status.pauseConditions?.length);
}

/** Whether the controller refuses the spec, and so does not act on it. */
export function isInvalid({ status }: Rollout): boolean {
  return Boolean(status.conditions?.some(({ type }) => type === 'InvalidSpec'));
}

/** Whether no update is under way: the newest revision is the stable one. */
export function isFullyPromoted({ status }: Rollout): boolean {
  return Boolean(status.stableRS && status.stableRS === status.currentPodHash);
}

/** `CalculateRolloutPhase`, for a status that a controller before v1.0 or no controller yet has written. */
function calculate(rollout: Rollout): RolloutPhase {
  const { spec, status } = rollout;
  for (const { type, reason = '', message = '' } of status.conditions ?? []) {
    if (type === 'InvalidSpec') return degraded(`InvalidSpec: ${message}`);
    if (FAILURES.includes(reason)) return degraded(`${reason}: ${message}`);
  }
  if (spec.paused) return { phase: 'Paused', message: 'manually paused' };
  const [pause] = status.pauseConditions ?? [];
  if (pause) return { phase: 'Paused', message: pause.reason };

  const { updatedReplicas = 0, availableReplicas = 0 } = status;
  if (spec.restartAt && !sameTime(spec.restartAt, status.restartedAt)) {
    return progressing('rollout is restarting');
  }
  if (updatedReplicas < (spec.replicas ?? 1)) {
    return progressing('more replicas need to be updated');
  }
  if (availableReplicas < updatedReplicas) {
    return progressing('updated replicas are still becoming available');
  }
  const { canary, blueGreen } = spec.strategy;
  const missing = blueGreen
    ? missingBlueGreen(rollout)
    : canary && missingCanary(rollout);
  return missing ? progressing(missing) : { phase: 'Healthy', message: '' };
}

/** The active Service has switched before the revision behind it is stable. */
function missingBlueGreen(rollout: Rollout): string | undefined {
  const { spec, status } = rollout;
  const { activeSelector, postPromotionAnalysisRunStatus: run } =
    status.blueGreen ?? {};
  if (!activeSelector || activeSelector !== status.currentPodHash) {
    return 'active service cutover pending';
  }
  if (isFullyPromoted(rollout)) return undefined;
  return spec.strategy.blueGreen?.postPromotionAnalysis &&
    !COMPLETED.includes(run?.status ?? '')
    ? 'waiting for analysis to complete'
    : 'waiting for post-promotion verification to complete';
}

function missingCanary(rollout: Rollout): string | undefined {
  const { replicas = 0, updatedReplicas = 0 } = rollout.status;
  if (
    !rollout.spec.strategy.canary?.trafficRouting &&
    replicas > updatedReplicas
  ) {
    return 'old replicas are pending termination';
  }
  return isFullyPromoted(rollout)
    ? undefined
    : 'waiting for all steps to complete';
}

function sameTime(a: string, b: string | undefined): boolean {
  return b !== undefined && Date.parse(a) === Date.parse(b);
}

function degraded(message: string): RolloutPhase {
  return { phase: 'Degraded', message };
}

function progressing(message: string): RolloutPhase {
  return { phase: 'Progressing', message };
}

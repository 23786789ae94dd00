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

/**
 * Phase of a Rollout as `kubectl argo rollouts get rollout` shows it (`GetRolloutPhase` in
 * argo-rollouts v1.10, utils/rollout/rolloututil.go). A status that the controller has not brought up
 * to date is never taken at its word.
 */
export function phaseOf(rollout: Rollout): RolloutPhase {
  const { metadata, spec, status } = rollout;
  if (!isObserved(rollout)) {
    return progressing('waiting for rollout spec update to be observed');
  }
  if (isUnpausing(rollout)) {
    return progressing('waiting for rollout to unpause');
  }
  if (
    spec.workloadRef &&
    (metadata.annotations?.['rollout.argoproj.io/workload-generation'] ??
      '') !== (status.workloadObservedGeneration ?? '')
  ) {
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
  const observed = status.observedGeneration;
  if (observed === undefined || !/^\d+$/.test(observed)) return true;
  return Number(observed) >= (metadata.generation ?? 0);
}

/** Whether someone has just ended the pause and the controller has not reacted yet (`IsUnpausing`). */
export function isUnpausing({ status }: Rollout): boolean {
  return Boolean(status.controllerPause && !status.pauseConditions?.length);
}

/** Whether no update is under way: the newest revision is the stable one. */
export function isFullyPromoted({ status }: Rollout): boolean {
  return Boolean(status.stableRS && status.stableRS === status.currentPodHash);
}

/** `CalculateRolloutPhase`, for a status that a controller before v1.0 or no controller yet has written. */
function calculate(rollout: Rollout): RolloutPhase {
  const { spec, status } = rollout;
  const conditions = status.conditions ?? [];
  const invalid = conditions.find(c => c.type === 'InvalidSpec');
  if (invalid) {
    return {
      phase: 'Degraded',
      message: `InvalidSpec: ${invalid.message ?? ''}`,
    };
  }
  const failed = conditions.find(c =>
    ['RolloutAborted', 'ProgressDeadlineExceeded'].includes(c.reason ?? ''),
  );
  if (failed) {
    return {
      phase: 'Degraded',
      message: `${failed.reason}: ${failed.message ?? ''}`,
    };
  }
  if (spec.paused) return { phase: 'Paused', message: 'manually paused' };
  const [pause] = status.pauseConditions ?? [];
  if (pause) return { phase: 'Paused', message: pause.reason };

  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  if (spec.restartAt && spec.restartAt !== status.restartedAt) {
    return progressing('rollout is restarting');
  }
  if (updatedReplicas < (spec.replicas ?? 1)) {
    return progressing('more replicas need to be updated');
  }
  if (availableReplicas < updatedReplicas) {
    return progressing('updated replicas are still becoming available');
  }
  const { canary } = spec.strategy;
  if (canary && !canary.trafficRouting && replicas > updatedReplicas) {
    return progressing('old replicas are pending termination');
  }
  if (!isFullyPromoted(rollout)) {
    return progressing('waiting for all steps to complete');
  }
  return { phase: 'Healthy', message: '' };
}

function progressing(message: string): RolloutPhase {
  return { phase: 'Progressing', message };
}

import { ownedBy } from '../../kubernetes/ownedBy';
import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';
import type { Rollout } from '../../kubernetes';
import type { Analysis } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { newestFirst } from './ownedObjects';
import { phaseOf } from './phase';

/**
 * Index of the step that ended the update; undefined when none did. The controller sets `currentStepIndex` to 0 with
 * the abort, so that only the message and what the step had started tell.
 */
export function failedStep(
  rollout: Rollout,
  analyses: Analysis[],
  objects: Pick<ServiceObjects, 'experiments'>,
): number | undefined {
  if (!rollout.status.abort) return undefined;
  // The messages of `AddAbort` in argo-rollouts rollout/analysis.go, experiment.go and stepplugin.go.
  const { message } = phaseOf(rollout);
  if (message.includes('Step-based analysis phase error/failed')) {
    return analyses.find(
      ({ type, hash, phase }) =>
        type === 'step' &&
        hash === rollout.status.currentPodHash &&
        (phase === 'Failed' || phase === 'Error'),
    )?.stepIndex;
  }
  if (message.includes('Experiment analysis phase is error/failed')) {
    return failedExperiment(rollout, objects);
  }
  const plugin = /Step Plugin (\d{1,4}) \(/.exec(message);
  return plugin ? Number(plugin[1]) - 1 : undefined;
}

/** Experiments have no label for it: their name is `<rollout>-<hash>-<revision>-<step>` (`GetExperimentFromTemplate`). */
function failedExperiment(
  rollout: Rollout,
  objects: Pick<ServiceObjects, 'experiments'>,
): number | undefined {
  const hash = rollout.status.currentPodHash;
  const failed = newestFirst(ownedBy(rollout, objects.experiments)).find(
    ({ metadata, status }) =>
      metadata.labels?.[ROLLOUT_HASH_LABEL] === hash &&
      (status.phase === 'Failed' || status.phase === 'Error'),
  );
  const prefix = `${rollout.metadata.name}-${hash}-`;
  if (!failed?.metadata.name.startsWith(prefix)) return undefined;
  const [, step] = failed.metadata.name.slice(prefix.length).split('-');
  return step && /^\d+$/.test(step) ? Number(step) : undefined;
}

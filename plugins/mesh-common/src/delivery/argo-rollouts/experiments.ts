import { ownedBy } from '../../kubernetes/ownedBy';
import type { ExperimentObject, Rollout } from '../../kubernetes';
import type { Experiment } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { analysisOf, analysisPhase, relevant } from './analyses';
import { newestFirst } from './ownedObjects';
import { percentOfTraffic } from './steps';

const MAX_EXPERIMENTS = 10;

/** The experiments of the revision that is under way, or of the one that was tried last; the newest first. */
export function experimentsOf(
  rollout: Rollout,
  objects: Pick<ServiceObjects, 'experiments' | 'analysisRuns'>,
): Experiment[] {
  return relevant(rollout, ownedBy(rollout, objects.experiments))
    .slice(0, MAX_EXPERIMENTS)
    .map(experiment => ({
      name: experiment.metadata.name,
      phase: analysisPhase(experiment.status.phase),
      message: experiment.status.message ?? '',
      startedAt: experiment.metadata.creationTimestamp,
      templates: experiment.spec.templates.map(template =>
        templateOf(rollout, experiment, template),
      ),
      analyses: newestFirst(ownedBy(experiment, objects.analysisRuns)).map(
        run => analysisOf(run, 'experiment'),
      ),
    }));
}

function templateOf(
  rollout: Rollout,
  { status }: ExperimentObject,
  { name, replicas = 1 }: ExperimentObject['spec']['templates'][number],
): Experiment['templates'][number] {
  const found = status.templateStatuses.find(t => t.name === name);
  // What the controller wrote; it gives a share to the templates of the experiment that runs.
  const written = rollout.status.canary?.weights?.additional?.find(
    ({ serviceName }) =>
      serviceName !== undefined && serviceName === found?.serviceName,
  );
  return {
    name,
    status: found?.status ?? 'Pending',
    desiredPods: replicas,
    availablePods: found?.availableReplicas ?? 0,
    weight:
      written?.weight === undefined
        ? undefined
        : percentOfTraffic(rollout, written.weight),
  };
}

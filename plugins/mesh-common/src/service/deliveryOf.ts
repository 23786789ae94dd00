import { buildArgoDelivery } from '../delivery/argo-rollouts/buildArgoDelivery';
import { buildWeightedRoutesDelivery } from '../delivery/weighted-routes/buildWeightedRoutesDelivery';
import type { Deployment, Rollout, StatefulSet } from '../kubernetes';
import type {
  Delivery,
  MeshSettings,
  NoDelivery,
  Revision,
  WorkloadRef,
} from '../model';
import type { ServiceObjects } from './ServiceObjects';

/** How new revisions of a service take over, by whichever engine moves them. */
export function deliveryOf(
  objects: ServiceObjects,
  revisions: Revision[],
  mesh: MeshSettings,
  now: Date,
): Delivery {
  const { rollouts } = objects;
  const [rollout, ...others] = rollouts;
  const none = (reason: string): NoDelivery => ({
    engine: 'none',
    workloads: workloadsOf(objects).map(referenceTo),
    reason,
  });
  if (!rollout) {
    return (
      buildWeightedRoutesDelivery(objects, revisions, now, mesh) ??
      none(
        workloadsOf(objects).length === 0
          ? 'No workload stands behind this service.'
          : 'No Rollout and no weighted route moves its traffic: there is nothing to decide here.',
      )
    );
  }
  if (others.length > 0) {
    const names = rollouts.map(r => r.metadata.name).join(', ');
    return none(
      `${rollouts.length} Rollouts stand behind this service (${names}): which one to decide about cannot be told.`,
    );
  }
  const { name } = rollout.metadata;
  if (rollout.unreadable?.length) {
    return none(`Rollout ${name} cannot be read: ${rollout.unreadable[0]}`);
  }
  const { canary, blueGreen } = rollout.spec.strategy;
  if (!canary && !blueGreen) {
    return none(
      `Rollout ${name} has neither a canary nor a blue-green strategy.`,
    );
  }
  return buildArgoDelivery(rollout, objects, revisions, now);
}

/** What runs the pods of a service. */
export function workloadsOf(
  objects: ServiceObjects,
): (Rollout | Deployment | StatefulSet)[] {
  return [...objects.rollouts, ...objects.deployments, ...objects.statefulSets];
}

function referenceTo(
  workload: Rollout | Deployment | StatefulSet,
): WorkloadRef {
  return {
    kind: workload.kind,
    namespace: workload.metadata.namespace ?? '',
    name: workload.metadata.name,
  };
}

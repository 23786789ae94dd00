import { buildArgoDelivery } from '../delivery/argo-rollouts/buildArgoDelivery';
import type {
  Deployment,
  ObjectMetadata,
  Rollout,
  StatefulSet,
} from '../kubernetes';
import type {
  Delivery,
  NoDelivery,
  Revision,
  ServiceView,
  SourceFreshness,
  WorkloadRef,
} from '../model';
import { attributeTraffic } from '../traffic/attribute';
import { signalsOf } from '../traffic/signals';
import type { ServiceTraffic } from '../traffic';
import { decideConsent } from './decideConsent';
import { headlineOf } from './headline';
import { revisionsOf } from './revisions';
import type { ServiceObjects } from './ServiceObjects';

/**
 * Everything that can be said of one service from its objects and its traffic. What cannot be read is
 * said in the view; this never throws for what a cluster or Prometheus holds.
 *
 * @param input - `ownerRef` and `entityRef` are of the entity that names the service; without
 *   `traffic` there are no signals
 * @public
 */
export function buildServiceView(input: {
  cluster: string;
  entityRef: string;
  ownerRef?: string;
  objects: ServiceObjects;
  traffic?: ServiceTraffic;
  freshness: SourceFreshness;
  trustCatalog: boolean;
  now: Date;
}): ServiceView {
  const { objects, traffic, freshness, now } = input;
  const known = revisionsOf(objects);
  const attribution: ServiceView['attribution'] = traffic
    ? attributeTraffic(known, traffic)
    : { possible: true };
  const revisions = known.map(({ revision }) => revision);
  const delivery = deliveryOf(objects, revisions, now);
  const signals = traffic && signalsOf(traffic, traffic.windowSeconds);
  const unreadable = unreadableOf(objects);

  return {
    cluster: input.cluster,
    namespace: objects.service.metadata.namespace ?? '',
    name: objects.service.metadata.name,
    headline: headlineOf({ delivery, revisions, signals, freshness }),
    delivery,
    revisions,
    signals,
    attribution,
    consent: decideConsent({
      entityRef: input.entityRef,
      ownerRef: input.ownerRef,
      workloads: workloadsOf(objects),
      namespace: objects.namespace,
      trustCatalog: input.trustCatalog,
    }),
    ...(unreadable.length > 0 ? { unreadable } : {}),
    freshness,
  };
}

function deliveryOf(
  objects: ServiceObjects,
  revisions: Revision[],
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
    return none(
      workloadsOf(objects).length === 0
        ? 'No workload stands behind this service.'
        : 'No Rollout stands behind this service: there is nothing to decide here.',
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

function workloadsOf(
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

function unreadableOf(objects: ServiceObjects): string[] {
  const all: {
    kind: string;
    metadata: ObjectMetadata;
    unreadable?: string[];
  }[] = [
    objects.service,
    ...workloadsOf(objects),
    ...objects.replicaSets,
    ...objects.pods,
    ...objects.virtualServices,
    ...objects.destinationRules,
  ];
  return all.flatMap(({ kind, metadata, unreadable = [] }) =>
    unreadable.map(
      why => `${kind} ${metadata.namespace}/${metadata.name}: ${why}`,
    ),
  );
}

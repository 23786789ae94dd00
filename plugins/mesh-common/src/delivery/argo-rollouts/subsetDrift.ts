import type { Rollout } from '../../kubernetes';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { routedServices } from './destinationRoles';
import { HASH_LABEL } from './ownedObjects';
import { isFullyPromoted } from './phase';

type RoutedObjects = Pick<
  ServiceObjects,
  'destinationRules' | 'service' | 'siblings'
>;

/**
 * Subsets and Services that do not select the revision they stand for, in words. The controller delays these
 * switches until pods are available, so weights alone can look right while requests go elsewhere.
 */
export function subsetDrift(
  rollout: Rollout,
  objects: RoutedObjects,
): string[] {
  const { currentPodHash, stableRS, abort } = rollout.status;
  if (!stableRS) return [];
  const ofStable = { role: 'stable', hash: stableRS };
  // Without a canary under way nothing is sent to its subset, wherever it leads.
  const ofCanary =
    abort || isFullyPromoted(rollout)
      ? undefined
      : { role: 'canary', hash: currentPodHash };
  const { canary } = rollout.spec.strategy;
  const reference = canary?.trafficRouting?.istio?.destinationRule;
  const subset = (name: string | undefined, is: typeof ofCanary) =>
    is && name ? ofSubset(rollout, objects, name, is) : [];
  const services = routedServices(rollout);
  const service = (name: string | undefined, is: typeof ofCanary) =>
    is && name && canary?.trafficRouting ? ofService(objects, name, is) : [];
  return [
    ...subset(reference?.canarySubsetName, ofCanary),
    ...subset(reference?.stableSubsetName, ofStable),
    ...service(services.canary, ofCanary),
    ...service(services.stable, ofStable),
  ];
}

interface Expected {
  role: string;
  hash: string | undefined;
}

function ofSubset(
  rollout: Rollout,
  { destinationRules }: RoutedObjects,
  name: string,
  expected: Expected,
): string[] {
  const ruleName =
    rollout.spec.strategy.canary?.trafficRouting?.istio?.destinationRule?.name;
  // It lives in the namespace of the Rollout.
  const rule = destinationRules.find(
    ({ metadata }) =>
      metadata.name === ruleName &&
      metadata.namespace === rollout.metadata.namespace,
  );
  const subset = rule?.spec.subsets.find(s => s.name === name);
  return subset
    ? difference(
        `Subset ${name} of DestinationRule ${ruleName}`,
        subset.labels?.[HASH_LABEL],
        expected,
      )
    : [];
}

function ofService(
  { service, siblings }: RoutedObjects,
  name: string,
  expected: Expected,
): string[] {
  const found = [service, ...siblings].find(s => s.metadata.name === name);
  return found
    ? difference(`Service ${name}`, found.spec.selector?.[HASH_LABEL], expected)
    : [];
}

function difference(
  what: string,
  selected: string | undefined,
  { role, hash }: Expected,
): string[] {
  if (!hash || selected === hash) return [];
  return [
    selected === undefined
      ? `${what} selects the pods of all revisions, not only of the ${role} ${hash}.`
      : `${what} selects revision ${selected}, but the ${role} is ${hash}.`,
  ];
}

import type { Rollout } from '../../kubernetes';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { routedServices } from './destinationRoles';
import { HASH_LABEL } from './ownedObjects';
import { isFullyPromoted } from './phase';

type RoutedObjects = Pick<
  ServiceObjects,
  'destinationRules' | 'service' | 'siblings'
>;

/** A subset or Service that does not select the revision it stands for. */
export interface SubsetDrift {
  what: 'subset' | 'service';
  /** Hash that it should select. */
  expected: string;
  sentence: string;
}

/**
 * Subsets and Services that do not select the revision they stand for. The controller delays these switches until
 * pods are available, so weights alone can look right while requests go elsewhere.
 */
export function subsetDrift(
  rollout: Rollout,
  objects: RoutedObjects,
): SubsetDrift[] {
  const { currentPodHash, stableRS, abort } = rollout.status;
  if (!stableRS || !currentPodHash) return [];
  const { canary } = rollout.spec.strategy;
  if (!canary?.trafficRouting) return [];
  const rule = canary.trafficRouting.istio?.destinationRule;
  const services = routedServices(rollout);
  const stable: Expected = {
    role: 'stable',
    hash: stableRS,
    subset: rule?.stableSubsetName,
    service: services.stable,
    isShared: isFullyPromoted(rollout),
  };
  const next: Expected = {
    role: 'canary',
    hash: currentPodHash,
    subset: rule?.canarySubsetName,
    service: services.canary,
    isShared: false,
  };
  // Without a canary under way nothing is sent to its subset, wherever it leads.
  const wanted = abort || isFullyPromoted(rollout) ? [stable] : [next, stable];
  return [
    ...wanted.flatMap(expected => ofSubset(rollout, objects, expected)),
    ...wanted.flatMap(expected => ofService(objects, expected)),
  ];
}

interface Expected {
  role: 'stable' | 'canary';
  hash: string;
  subset: string | undefined;
  service: string | undefined;
  /** Whether all pods may be selected, since no other revision has any. */
  isShared: boolean;
}

function ofSubset(
  rollout: Rollout,
  { destinationRules }: RoutedObjects,
  expected: Expected,
): SubsetDrift[] {
  const name =
    rollout.spec.strategy.canary?.trafficRouting?.istio?.destinationRule?.name;
  // It lives in the namespace of the Rollout.
  const rule = destinationRules.find(
    ({ metadata }) =>
      metadata.name === name &&
      metadata.namespace === rollout.metadata.namespace,
  );
  const subset = rule?.spec.subsets.find(s => s.name === expected.subset);
  return subset
    ? difference(
        'subset',
        `Subset ${subset.name} of DestinationRule ${name}`,
        subset.labels?.[HASH_LABEL],
        expected,
      )
    : [];
}

function ofService(
  { service, siblings }: RoutedObjects,
  expected: Expected,
): SubsetDrift[] {
  const found = [service, ...siblings].find(
    s => s.metadata.name === expected.service,
  );
  return found
    ? difference(
        'service',
        `Service ${found.metadata.name}`,
        found.spec.selector?.[HASH_LABEL],
        expected,
      )
    : [];
}

function difference(
  what: SubsetDrift['what'],
  name: string,
  selected: string | undefined,
  { role, hash, isShared }: Expected,
): SubsetDrift[] {
  if (selected === hash || (selected === undefined && isShared)) return [];
  const sentence =
    selected === undefined
      ? `${name} selects the pods of all revisions, not only of the ${role} ${hash}.`
      : `${name} selects revision ${selected}, but the ${role} is ${hash}.`;
  return [{ what, expected: hash, sentence }];
}

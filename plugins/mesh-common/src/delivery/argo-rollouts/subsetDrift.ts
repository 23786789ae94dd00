import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';
import type { Rollout } from '../../kubernetes';
import type { AstrayDestination } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { routedServices } from './destinationRoles';
import { isFullyPromoted } from './phase';
import { writtenWeights } from './writtenWeights';

type RoutedObjects = Pick<
  ServiceObjects,
  'destinationRules' | 'service' | 'siblings' | 'virtualServices'
>;

/** A subset or Service that does not select the revision it stands for. */
export interface SubsetDrift extends AstrayDestination {
  what: 'subset' | 'service';
  /** Hash that it should select. */
  expected: string;
  sentence: string;
}

/**
 * Subsets and Services that do not select the revision they stand for. The controller delays these switches until
 * pods are available, so weights alone can look right while requests go elsewhere.
 *
 * A Service that takes nothing is not meant: the controller leaves that of the canary where it was until all pods of
 * the next one are available, and leads it to stable and back around an abort (`ensureSVCTargets`,
 * `reconcileStableAndCanaryService` in argo-rollouts rollout/service.go).
 */
export function subsetDrift(
  rollout: Rollout,
  objects: RoutedObjects,
): SubsetDrift[] {
  // Without a canary under way nothing is sent to its subset, wherever it leads.
  const isOver = rollout.status.abort || isFullyPromoted(rollout);
  const takes = takesRequests(rollout, objects);
  return differences(rollout, objects).filter(
    ({ what, role }) =>
      (role === 'stable' || !isOver) && (what === 'subset' || takes(role)),
  );
}

/** Destinations that take requests by the written weights and lead elsewhere, also when no canary is under way. */
export function astrayDestinations(
  rollout: Rollout,
  objects: RoutedObjects,
): AstrayDestination[] {
  const takes = takesRequests(rollout, objects);
  return differences(rollout, objects)
    .filter(({ role }) => takes(role))
    .map(({ role, selects }) => ({ role, selects }));
}

/** Unknown weights count as some. */
function takesRequests(
  rollout: Rollout,
  { virtualServices }: RoutedObjects,
): (role: AstrayDestination['role']) => boolean {
  const written = writtenWeights(rollout, virtualServices);
  return role =>
    written.length === 0 ||
    written.some(({ ofBoth }) =>
      role === 'canary' ? ofBoth > 0 : ofBoth < 100,
    );
}

function differences(rollout: Rollout, objects: RoutedObjects): SubsetDrift[] {
  const { currentPodHash, stableRS } = rollout.status;
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
  return [
    ...[next, stable].flatMap(expected => ofSubset(rollout, objects, expected)),
    ...[next, stable].flatMap(expected => ofService(objects, expected)),
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
        subset.labels?.[ROLLOUT_HASH_LABEL],
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
        found.spec.selector?.[ROLLOUT_HASH_LABEL],
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
  return [{ what, role, selects: selected, expected: hash, sentence }];
}

import type { Rollout } from '../../../kubernetes';
import type { Hold } from '../../../model';
import { servicesOf } from '../../../service/rolloutReferences';
import { destinationRoles } from '../destinationRoles';
import { selectRoutes } from '../movedRoutes';
import { referencedVirtualServices } from '../virtualServiceReferences';
import type { HoldContext } from './HoldContext';

/** What the Rollout names and the cluster does not have: the controller moves no traffic until it is there. */
export function routeMissing({ rollout, objects }: HoldContext): Hold[] {
  return [
    ...missingServices(rollout, objects),
    ...missingRoutes(rollout, objects),
    ...missingSubsets(rollout, objects),
  ].map(sentence => ({
    code: 'route-missing',
    sentence,
    mend: 'Add it, or correct the Rollout: no traffic moves until then.',
  }));
}

type Objects = HoldContext['objects'];

function missingServices(rollout: Rollout, objects: Objects): string[] {
  const there = [objects.service, ...objects.siblings].map(
    ({ metadata }) => metadata.name,
  );
  return servicesOf(rollout)
    .filter(name => !there.includes(name))
    .map(name => `Service ${name}, which the Rollout names, is not there.`);
}

function missingRoutes(rollout: Rollout, objects: Objects): string[] {
  const roleOf = destinationRoles(rollout);
  return referencedVirtualServices(rollout, objects.virtualServices).flatMap(
    ({ namespace, name, reference, virtualService }) => {
      const what = `VirtualService ${namespace}/${name}`;
      if (!virtualService) {
        return [`${what}, which the Rollout names, is not there.`];
      }
      const { routes, problems } = selectRoutes(
        rollout,
        virtualService,
        reference,
      );
      if (routes.length === 0) return [`${what} has no route to move.`];
      return [
        ...problems.map(problem => `${what} ${problem}.`),
        ...routes.flatMap(({ label, route }) => {
          const roles = route.route.map(
            ({ destination }) => destination && roleOf?.(destination),
          );
          return (['stable', 'canary'] as const)
            .filter(role => roleOf && !roles.includes(role))
            .map(role => `${what}${label} does not lead to the ${role} pods.`);
        }),
      ];
    },
  );
}

function missingSubsets(
  { spec, metadata }: Rollout,
  objects: Objects,
): string[] {
  const reference =
    spec.strategy.canary?.trafficRouting?.istio?.destinationRule;
  if (!reference) return [];
  const rule = objects.destinationRules.find(
    r =>
      r.metadata.name === reference.name &&
      r.metadata.namespace === metadata.namespace,
  );
  const what = `DestinationRule ${metadata.namespace}/${reference.name}`;
  if (!rule) return [`${what}, which the Rollout names, is not there.`];
  return [reference.stableSubsetName, reference.canarySubsetName]
    .filter(name => !rule.spec.subsets.some(subset => subset.name === name))
    .map(name => `${what} has no subset ${name}.`);
}

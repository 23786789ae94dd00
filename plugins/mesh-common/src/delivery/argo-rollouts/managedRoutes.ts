import type { CanaryStep, Rollout, VirtualService } from '../../kubernetes';
import type { ManagedRoute } from '../../model';
import { isFullyPromoted } from './phase';
import { currentIndexOf } from './steps';
import { referencedVirtualServices } from './virtualServiceReferences';

/**
 * The header and mirror routes of a Rollout, expected or not, and where they are.
 *
 * The controller adds one only while its step is the current one, and takes all of them away not only at the end of
 * an update but also whenever the canary has no available pod: then they are lost for the rest of it
 * (`reconcileTrafficRouting` in argo-rollouts rollout/trafficrouting.go).
 */
export function managedRoutesOf(
  rollout: Rollout,
  virtualServices: VirtualService[],
): ManagedRoute[] {
  const { canary } = rollout.spec.strategy;
  const steps = canary?.steps ?? [];
  const names = new Set([
    ...(canary?.trafficRouting?.managedRoutes ?? []).map(({ name }) => name),
    ...steps.flatMap(step => routeOf(step)?.name ?? []),
  ]);
  const expected = expectedRoutes(rollout);
  const places = referencedVirtualServices(rollout, virtualServices).flatMap(
    ({ namespace, name, virtualService }) =>
      // Only http routes can be managed.
      virtualService && virtualService.spec.http.length > 0
        ? [{ place: `${namespace}/${name}`, routes: virtualService.spec.http }]
        : [],
  );
  return [...names].map(name => {
    const isThere = ({ routes }: (typeof places)[number]) =>
      routes.some(route => route.name === name);
    const isExpected = expected.has(name);
    return {
      name,
      expected: isExpected,
      presentIn: places.filter(isThere).map(({ place }) => place),
      missingIn: isExpected
        ? places.filter(p => !isThere(p)).map(({ place }) => place)
        : [],
    };
  });
}

/** Routes that the steps before the current one have added and not taken away again. */
function expectedRoutes(rollout: Rollout): Set<string> {
  const { status, spec } = rollout;
  const expected = new Set<string>();
  if (
    isFullyPromoted(rollout) ||
    !status.stableRS ||
    status.abort ||
    status.promoteFull
  ) {
    return expected;
  }
  const steps = spec.strategy.canary?.steps ?? [];
  for (const step of steps.slice(0, currentIndexOf(rollout))) {
    const route = routeOf(step);
    if (route?.match) expected.add(route.name);
    else if (route) expected.delete(route.name);
  }
  return expected;
}

function routeOf(step: CanaryStep) {
  return step.setHeaderRoute ?? step.setMirrorRoute;
}

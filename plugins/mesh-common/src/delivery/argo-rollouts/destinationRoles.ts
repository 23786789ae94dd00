import type { Rollout, VirtualServiceDestination } from '../../kubernetes';

/** What a destination of a route is to a Rollout. */
export type DestinationRole = 'canary' | 'stable' | 'experiment' | 'other';

/**
 * Tells destinations by subset or by the host up to its first dot (`processRoutes` in argo-rollouts
 * rollout/trafficrouting/istio/istio.go).
 *
 * @returns undefined when the Rollout names neither subsets nor Services
 */
export function destinationRoles(
  rollout: Rollout,
): ((destination: VirtualServiceDestination) => DestinationRole) | undefined {
  const rule =
    rollout.spec.strategy.canary?.trafficRouting?.istio?.destinationRule;
  const services = routedServices(rollout);
  if (!rule && !(services.canary && services.stable)) return undefined;
  const experiments = new Set(
    rollout.status.canary?.weights?.additional?.map(w => w.serviceName),
  );
  return ({ host, subset }) => {
    const [name] = host.split('.');
    const is = (service?: string, named?: string) =>
      name === service || (Boolean(subset) && subset === named);
    if (is(services.canary, rule?.canarySubsetName)) return 'canary';
    if (is(services.stable, rule?.stableSubsetName)) return 'stable';
    return experiments.has(name) ? 'experiment' : 'other';
  };
}

/**
 * The Services that a route names: stable and canary, else ping and pong, which change their roles with each update
 * (`GetStableAndCanaryServices`).
 */
export function routedServices({ spec, status }: Rollout): {
  stable?: string;
  canary?: string;
} {
  const { stableService, canaryService, pingPong } = spec.strategy.canary ?? {};
  if (stableService || canaryService || !pingPong) {
    return { stable: stableService, canary: canaryService };
  }
  const { pingService, pongService } = pingPong;
  return status.canary?.stablePingPong === 'ping'
    ? { stable: pingService, canary: pongService }
    : { stable: pongService, canary: pingService };
}

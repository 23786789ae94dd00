import type { Rollout } from '../kubernetes';

/** Services that a Rollout switches, the one for all users first. */
export function servicesOf({ spec: { strategy } }: Rollout): string[] {
  const { canary, blueGreen } = strategy;
  return [
    canary?.stableService,
    canary?.canaryService,
    canary?.pingPong?.pingService,
    canary?.pingPong?.pongService,
    blueGreen?.activeService,
    blueGreen?.previewService,
  ].filter(name => name !== undefined);
}

/** The VirtualServices that a Rollout moves weights in, with the namespace in which each one lives. */
export function virtualServicesOf(
  rollout: Rollout,
): { namespace: string | undefined; name: string; routes: string[] }[] {
  const istio = rollout.spec.strategy.canary?.trafficRouting?.istio;
  const references = istio?.virtualServices ?? [];
  return [...references, istio?.virtualService]
    .filter(reference => reference !== undefined)
    .map(reference => {
      const [name, namespace] = reference.name.split('.');
      return {
        name,
        namespace: namespace ?? rollout.metadata.namespace,
        routes: reference.routes ?? [],
      };
    });
}

/** The DestinationRule whose subsets a Rollout moves; it lives in the Rollout's namespace. */
export function destinationRuleOf({ spec }: Rollout): string | undefined {
  return spec.strategy.canary?.trafficRouting?.istio?.destinationRule?.name;
}

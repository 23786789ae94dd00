import type { Rollout } from '../kubernetes';
import type { VirtualServiceReference } from '../kubernetes/canaryStrategy';

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

/** A VirtualService that a Rollout moves weights in, and where it lives. */
export interface NamedVirtualService {
  namespace: string | undefined;
  name: string;
  /** Names of the http routes that are meant; empty when the Rollout lists none. */
  routes: string[];
  reference: VirtualServiceReference;
}

/**
 * The VirtualServices that a Rollout moves weights in, in its order: those of the list when there is one, else the
 * single one (`MultipleVirtualServiceConfigured` in argo-rollouts utils/istio/istio.go).
 */
export function virtualServicesOf(rollout: Rollout): NamedVirtualService[] {
  const istio = rollout.spec.strategy.canary?.trafficRouting?.istio;
  const single = istio?.virtualService ? [istio.virtualService] : [];
  return (istio?.virtualServices ?? single).map(reference => {
    const [name, namespace] = nameAndNamespace(reference.name);
    return {
      name,
      namespace: namespace ?? rollout.metadata.namespace,
      routes: reference.routes ?? [],
      reference,
    };
  });
}

/** What stands behind the last dot is the namespace (`GetVirtualServiceNamespaceName`). */
function nameAndNamespace(name: string): [string, string | undefined] {
  const short = name.replace(/\.cluster\.local$/, '');
  const dot = short.lastIndexOf('.');
  return dot < 0
    ? [short, undefined]
    : [short.slice(0, dot), short.slice(dot + 1)];
}

/** The DestinationRule whose subsets a Rollout moves; it lives in the Rollout's namespace. */
export function destinationRuleOf({ spec }: Rollout): string | undefined {
  return spec.strategy.canary?.trafficRouting?.istio?.destinationRule?.name;
}

import type { Rollout, VirtualService } from '../../kubernetes';
import type { VirtualServiceReference } from '../../kubernetes/canaryStrategy';

/** A VirtualService that a Rollout names, with the object when it is there. */
export interface ReferencedVirtualService {
  namespace: string;
  name: string;
  reference: VirtualServiceReference;
  virtualService?: VirtualService;
}

/**
 * The VirtualServices in which a Rollout moves weights, in its order: those of the list when there is one, else the
 * single one (`MultipleVirtualServiceConfigured` in argo-rollouts utils/istio/istio.go).
 */
export function referencedVirtualServices(
  rollout: Rollout,
  virtualServices: VirtualService[],
): ReferencedVirtualService[] {
  const istio = rollout.spec.strategy.canary?.trafficRouting?.istio;
  const single = istio?.virtualService ? [istio.virtualService] : [];
  return (istio?.virtualServices ?? single).map(reference => {
    const [name, ownNamespace] = nameAndNamespace(reference.name);
    const namespace = ownNamespace ?? rollout.metadata.namespace ?? '';
    return {
      namespace,
      name,
      reference,
      virtualService: virtualServices.find(
        ({ metadata }) =>
          metadata.name === name && metadata.namespace === namespace,
      ),
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

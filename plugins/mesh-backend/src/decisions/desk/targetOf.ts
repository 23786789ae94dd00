import type { DecisionTarget, Delivery } from '@meshway/plugin-mesh-common';

/** The object that decisions about a delivery change; undefined when nothing can be decided about it. */
export function targetOf(delivery: Delivery): DecisionTarget | undefined {
  switch (delivery.engine) {
    case 'none':
      return undefined;
    case 'weighted-routes':
      return { kind: 'VirtualService', ...delivery.route.virtualService };
    default: {
      const { namespace, name } = delivery.workload;
      return { kind: 'Rollout', namespace, name };
    }
  }
}

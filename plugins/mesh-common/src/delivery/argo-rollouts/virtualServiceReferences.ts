import type { Rollout, VirtualService } from '../../kubernetes';
import {
  virtualServicesOf,
  type NamedVirtualService,
} from '../../service/rolloutReferences';

/** A VirtualService that a Rollout names, with the object when it is there. */
export interface ReferencedVirtualService extends NamedVirtualService {
  virtualService?: VirtualService;
}

/** The VirtualServices that a Rollout names, each looked up where it should live. */
export function referencedVirtualServices(
  rollout: Rollout,
  virtualServices: VirtualService[],
): ReferencedVirtualService[] {
  return virtualServicesOf(rollout).map(named => ({
    ...named,
    virtualService: virtualServices.find(
      ({ metadata }) =>
        metadata.name === named.name && metadata.namespace === named.namespace,
    ),
  }));
}

import type { VirtualService } from '../../kubernetes';
import { MESH_GATEWAY, resolveGateway } from '../../service/hosts';

/** The Gateways that a VirtualService hangs on; in a file it may have no namespace. */
export function gatewaysOf({
  metadata,
  spec,
}: VirtualService): { written: string; namespace?: string; name: string }[] {
  return (spec.gateways ?? [])
    .filter(gateway => gateway !== MESH_GATEWAY)
    .map(written => {
      const { namespace, name } = resolveGateway(written, metadata.namespace);
      return { written, namespace: namespace || undefined, name };
    });
}

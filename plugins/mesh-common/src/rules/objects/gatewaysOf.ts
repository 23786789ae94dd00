import type { VirtualService } from '../../kubernetes';

/** Istio's word for every sidecar (`IstioMeshGateway` in pkg/config/constants). */
const MESH = 'mesh';

/** The Gateways that a VirtualService hangs on. */
export function gatewaysOf({
  metadata,
  spec,
}: VirtualService): { written: string; namespace?: string; name: string }[] {
  return (spec.gateways ?? [])
    .filter(gateway => gateway !== MESH)
    .map(written => {
      const slash = written.indexOf('/');
      return slash < 0
        ? { written, namespace: metadata.namespace, name: written }
        : {
            written,
            namespace: written.slice(0, slash),
            name: written.slice(slash + 1),
          };
    });
}

/** Whether sidecars follow a VirtualService; they do when it names no gateway. */
export function isForSidecars({ spec }: VirtualService): boolean {
  const { gateways = [] } = spec;
  return gateways.length === 0 || gateways.includes(MESH);
}

import type { TrafficPeer } from '../model';
import type { TelemetryEnd, TelemetryRow } from './TelemetryRow';

/** A workload that is a gateway. */
export interface GatewayWorkload {
  namespace: string;
  workload: string;
}

/** Who sent the requests. */
export function callerOf(
  { source }: TelemetryRow,
  gateways: GatewayWorkload[],
): TrafficPeer {
  return workloadPeer(source, gateways) ?? { kind: 'unknown' };
}

/** To whom the requests went, or should have gone. */
export function calleeOf(
  { destination }: TelemetryRow,
  gateways: GatewayWorkload[],
): TrafficPeer {
  const { service, serviceNamespace, host, cluster } = destination;
  const workload = workloadPeer(destination, gateways);
  if (workload?.kind === 'gateway') return workload;
  // A Service has no dot in its name: this is a host of a ServiceEntry, or Envoy's PassthroughCluster.
  const outside = !workload && /\.|Cluster$/.test(service ?? '');
  if (service && serviceNamespace && !outside) {
    return { kind: 'service', cluster, namespace: serviceNamespace, service };
  }
  if (workload) return workload;
  const name = host ?? service;
  return name === undefined
    ? { kind: 'unknown' }
    : { kind: 'external', host: name };
}

function workloadPeer(
  { cluster, namespace, workload, canonicalService }: TelemetryEnd,
  gateways: GatewayWorkload[],
): TrafficPeer | undefined {
  const name = workload ?? canonicalService;
  if (namespace === undefined || name === undefined) return undefined;
  const isGateway =
    /^istio-(in|e)gress/.test(name) ||
    gateways.some(
      gateway => gateway.namespace === namespace && gateway.workload === name,
    );
  return {
    kind: isGateway ? 'gateway' : 'workload',
    cluster,
    namespace,
    workload: name,
    canonicalService,
  };
}

import type { TrafficPeer } from '../model';
import type { TelemetryEnd, TelemetryRow } from './TelemetryRow';

/** Who sent the requests. */
export function callerOf({ source }: TelemetryRow): TrafficPeer {
  return workloadPeer(source) ?? { kind: 'unknown' };
}

/** To whom the requests went, or should have gone. */
export function calleeOf({ destination }: TelemetryRow): TrafficPeer {
  const { service, serviceNamespace, host, cluster } = destination;
  const workload = workloadPeer(destination);
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

/**
 * Istio's own gateways are known by their names. Metrics do not tell which other workloads are some, and the objects
 * of a service do not include them.
 */
function workloadPeer({
  cluster,
  namespace,
  workload,
  canonicalService,
}: TelemetryEnd): TrafficPeer | undefined {
  const name = workload ?? canonicalService;
  if (namespace === undefined || name === undefined) return undefined;
  return {
    kind: /^istio-(in|e)gress/.test(name) ? 'gateway' : 'workload',
    cluster,
    namespace,
    workload: name,
    canonicalService,
  };
}

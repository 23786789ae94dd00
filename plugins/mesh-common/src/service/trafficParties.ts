import type { ServiceObjects } from './ServiceObjects';

/**
 * By which names a service stands in the metrics of Istio's proxies.
 *
 * @public
 */
export interface TrafficParties {
  namespace: string;
  /**
   * The service first. With several Services over the same pods, a proxy may count a request for any one of them,
   * whichever was created first (istio/istio#33940).
   */
  services: string[];
  /** As senders. */
  workloads: string[];
}

/**
 * Under which names the traffic of a service is counted.
 *
 * @public
 */
export function trafficParties(objects: ServiceObjects): TrafficParties {
  const { service, siblings, rollouts, deployments, statefulSets } = objects;
  const namesOf = (some: { metadata: { name: string } }[]) => [
    ...new Set(some.map(({ metadata }) => metadata.name)),
  ];
  return {
    namespace: service.metadata.namespace ?? '',
    services: namesOf([service, ...siblings]),
    workloads: namesOf([...rollouts, ...deployments, ...statefulSets]),
  };
}

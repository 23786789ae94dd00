import type {
  Deployment,
  DestinationRule,
  Namespace,
  Pod,
  ReplicaSet,
  Rollout,
  Service,
  StatefulSet,
  VirtualService,
} from '../kubernetes';

/**
 * The objects that belong to one service.
 *
 * @public
 */
export interface ServiceObjects {
  service: Service;
  /** Undefined when it has not been heard of yet. */
  namespace?: Namespace;
  rollouts: Rollout[];
  /** Without those that a Rollout takes its template from (`workloadRef`). */
  deployments: Deployment[];
  statefulSets: StatefulSet[];
  /** Owned by those Rollouts and Deployments. */
  replicaSets: ReplicaSet[];
  /** Owned by those ReplicaSets and StatefulSets. */
  pods: Pod[];
  /** Those that route to the service or that a Rollout names. */
  virtualServices: VirtualService[];
  /** Those that are about the service or that a Rollout names. */
  destinationRules: DestinationRule[];
}

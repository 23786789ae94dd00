import type {
  AnalysisRun,
  AuthorizationPolicy,
  Deployment,
  DestinationRule,
  ExperimentObject,
  Gateway,
  Namespace,
  PeerAuthentication,
  Pod,
  ReplicaSet,
  RequestAuthentication,
  Rollout,
  Service,
  ServiceEntry,
  Sidecar,
  StatefulSet,
  Telemetry,
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
  /** Services that a Rollout of the service names besides it: stable and canary, active and preview, ping and pong. */
  siblings: Service[];
  /** Gateways on which one of those VirtualServices hangs, of any namespace. */
  gateways: Gateway[];
  /** Those for one of the hosts that those VirtualServices or the service have. */
  serviceEntries: ServiceEntry[];
  /** Those that hold for its pods: of the root namespace, its own, and by selector. */
  peerAuthentications: PeerAuthentication[];
  authorizationPolicies: AuthorizationPolicy[];
  requestAuthentications: RequestAuthentication[];
  telemetries: Telemetry[];
  sidecars: Sidecar[];
  /** Owned by those Rollouts and by their Experiments. */
  analysisRuns: AnalysisRun[];
  experiments: ExperimentObject[];
}

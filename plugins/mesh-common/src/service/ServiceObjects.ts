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
  /** Those of any namespace that lead to the service, or that a Rollout names; delegates too. */
  virtualServices: VirtualService[];
  /**
   * Those for the service that some client follows, or that a Rollout names: of its own namespace first, then of
   * the root namespace, then of clients' namespaces.
   */
  destinationRules: DestinationRule[];
  /**
   * Services that stand for versions of the service: those that a Rollout names besides it (stable and canary,
   * active and preview, ping and pong), and those that share its routes. Their workloads are among the workloads.
   */
  siblings: Service[];
  /** Gateways on which one of those VirtualServices hangs, of any namespace. */
  gateways: Gateway[];
  /** Those for a host of the service or of those VirtualServices, or that take its pods. */
  serviceEntries: ServiceEntry[];
  /** Those that hold for its pods or its waypoint: of its own namespace first, then of the root namespace. */
  peerAuthentications: PeerAuthentication[];
  authorizationPolicies: AuthorizationPolicy[];
  requestAuthentications: RequestAuthentication[];
  telemetries: Telemetry[];
  /** Those that its pods follow. */
  sidecars: Sidecar[];
  /** Owned by those Rollouts and by their Experiments. */
  analysisRuns: AnalysisRun[];
  experiments: ExperimentObject[];
}

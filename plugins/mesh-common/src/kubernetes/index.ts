export type { AnalysisRun } from './AnalysisRun';
export type {
  AuthorizationPolicy,
  AuthorizationRule,
} from './AuthorizationPolicy';
export type { ExperimentObject } from './Experiment';
export type { Gateway, GatewayServer } from './Gateway';
export type { PeerAuthentication } from './PeerAuthentication';
export type { RequestAuthentication } from './RequestAuthentication';
export type { ServiceEntry } from './ServiceEntry';
export type { Sidecar } from './Sidecar';
export type { Telemetry } from './Telemetry';
export type { Deployment } from './Deployment';
export type { DestinationRule, TrafficPolicy } from './DestinationRule';
export { lookupOf } from './lookupOf';
export type { ObjectMetadata } from './metadata';
export type { Namespace } from './Namespace';
export type { ObjectLookup } from './ObjectLookup';
export { parseObject } from './parseObject';
export type { MeshKind, MeshObject, ObjectOf } from './parseObject';
export type { Pod } from './Pod';
export type { PodTemplate } from './podTemplate';
export type { ReplicaSet } from './ReplicaSet';
export { MESH_RESOURCES } from './resources';
export type { RouteMatch, StringMatch } from './routeMatch';
export type { CanaryStep, VirtualServiceReference } from './canaryStrategy';
export type { Rollout } from './Rollout';
export type { Service } from './Service';
export type { StatefulSet } from './StatefulSet';
export type {
  VirtualServiceDestination,
  VirtualService,
  VirtualServiceRoute,
} from './VirtualService';

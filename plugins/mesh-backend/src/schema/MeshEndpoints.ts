import type {
  ClusterStatus,
  ConfigFile,
  Decision,
  DecisionPage,
  DecisionPlan,
  DecisionRequest,
  EntityMeshView,
  Finding,
  Fleet,
  FleetQuery,
  GatewayOption,
  ManifestsMode,
  ManifestsReport,
  MeshHealth,
  NamespaceOption,
  ObjectManifest,
  OnboardingPlan,
  OnboardingRequest,
  PlanRequest,
  TrafficGraph,
  TrafficSeries,
} from '@meshway/plugin-mesh-common';

/** An entity of the catalog. */
interface EntityPath {
  kind: string;
  namespace: string;
  name: string;
}

/** A service of that entity. */
interface ServiceQuery {
  cluster: string;
  namespace: string;
  service: string;
}

interface ClusterPath {
  cluster: string;
}

/**
 * The operations of `openapi.yaml` by the types of the model. Backstage's generator would make types of its own from the
 * document, and folds unions such as a delivery's into one type with the fields of all.
 *
 * A type, because an interface is no record.
 */
export type MeshEndpoints = {
  '#get|/entities/{kind}/{namespace}/{name}/view': {
    path: EntityPath;
    response: EntityMeshView;
  };
  '#get|/entities/{kind}/{namespace}/{name}/stream': {
    path: EntityPath;
    response: string;
  };
  '#get|/entities/{kind}/{namespace}/{name}/traffic': {
    path: EntityPath;
    query: ServiceQuery & { windowSeconds?: number };
    response: TrafficGraph;
  };
  '#get|/entities/{kind}/{namespace}/{name}/series': {
    path: EntityPath;
    query: ServiceQuery & { from: string; to: string; stepSeconds?: number };
    response: TrafficSeries;
  };
  '#get|/entities/{kind}/{namespace}/{name}/object': {
    path: EntityPath;
    query: {
      cluster: string;
      objectKind: string;
      objectNamespace?: string;
      objectName: string;
    };
    response: ObjectManifest;
  };
  '#post|/entities/{kind}/{namespace}/{name}/plan': {
    path: EntityPath;
    body: PlanRequest;
    response: DecisionPlan;
  };
  '#get|/entities/{kind}/{namespace}/{name}/decisions': {
    path: EntityPath;
    query: { limit: number; cursor?: string };
    response: DecisionPage;
  };
  '#post|/entities/{kind}/{namespace}/{name}/decisions': {
    path: EntityPath;
    body: DecisionRequest;
    response: Decision;
  };
  '#post|/entities/{kind}/{namespace}/{name}/decisions/{id}/approve': {
    path: EntityPath & { id: string };
    response: Decision;
  };
  '#post|/entities/{kind}/{namespace}/{name}/decisions/{id}/withdraw': {
    path: EntityPath & { id: string };
    response: Decision;
  };
  '#get|/fleet': { query: FleetQuery; response: Fleet };
  '#get|/clusters': { response: ClusterStatus[] };
  '#get|/clusters/{cluster}/namespaces': {
    path: ClusterPath;
    response: NamespaceOption[];
  };
  '#get|/clusters/{cluster}/gateways': {
    path: ClusterPath;
    response: GatewayOption[];
  };
  '#post|/clusters/{cluster}/manifests': {
    path: ClusterPath;
    body: { files: ConfigFile[]; mode: ManifestsMode };
    response: ManifestsReport;
  };
  '#post|/clusters/{cluster}/onboarding': {
    path: ClusterPath;
    body: OnboardingRequest;
    response: OnboardingPlan;
  };
  '#post|/lint': {
    body: { files: ConfigFile[] };
    response: { findings: Finding[] };
  };
  '#get|/health': { response: MeshHealth };
};

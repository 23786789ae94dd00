import type {
  ClusterStatus,
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
  NamedObject,
  NamespaceOption,
  ObjectManifest,
  OnboardingPlan,
  OnboardingRequest,
  PlanRequest,
  ServiceRef,
  TrafficGraph,
  TrafficSeries,
} from '../model';
import type { ConfigFile } from '../rules';

/**
 * Of a request: ends it, when nobody waits for the answer any more.
 *
 * @public
 */
export interface MeshRequestOptions {
  signal?: AbortSignal;
}

/**
 * What the mesh backend answers, as its OpenAPI document says. Every method rejects with a `ResponseError` that carries
 * the backend's own sentence; a decision that came too late is one named `ConflictError`.
 *
 * @public
 */
export interface MeshApi {
  getEntityView(
    entityRef: string,
    options?: MeshRequestOptions,
  ): Promise<EntityMeshView>;
  /**
   * Calls `onView` with the view now and after each change, until the signal aborts or the server ends
   * the stream; then it resolves.
   *
   * @param options - `known`: version of the view that the caller has already, as `onView` got it; it does not come again
   */
  streamEntityView(
    entityRef: string,
    options: {
      signal: AbortSignal;
      onView: (view: EntityMeshView, version: string) => void;
      known?: string;
    },
  ): Promise<void>;
  /** Who calls a service of the entity, and whom it calls. */
  getTrafficGraph(
    entityRef: string,
    query: { service: ServiceRef; windowSeconds?: number },
    options?: MeshRequestOptions,
  ): Promise<TrafficGraph>;
  /** The traffic of a service of the entity between two dates, ISO 8601, at most 31 days apart. */
  getTrafficSeries(
    entityRef: string,
    query: {
      service: ServiceRef;
      from: string;
      to: string;
      stepSeconds?: number;
    },
    options?: MeshRequestOptions,
  ): Promise<TrafficSeries>;
  /**
   * An object that the view of one of the entity's services names, such as the one that a finding is about. Others are
   * refused.
   */
  getObject(
    entityRef: string,
    object: NamedObject & { cluster: string },
    options?: MeshRequestOptions,
  ): Promise<ObjectManifest>;
  /** What a decision would do, and what keeps the caller from taking it. Changes nothing. */
  planDecision(
    entityRef: string,
    request: PlanRequest,
    options?: MeshRequestOptions,
  ): Promise<DecisionPlan>;
  /** The journal of an entity, newest first. */
  getDecisions(
    entityRef: string,
    page?: { limit?: number; cursor?: string },
    options?: MeshRequestOptions,
  ): Promise<DecisionPage>;
  /**
   * @param options - `idempotencyKey`: the same author with the same key takes one decision, however often it is sent
   */
  decide(
    entityRef: string,
    request: DecisionRequest,
    options?: { idempotencyKey?: string },
  ): Promise<Decision>;
  /** Carries out what somebody else proposed. */
  approveDecision(entityRef: string, id: string): Promise<Decision>;
  /** Takes back what was proposed. */
  withdrawDecision(entityRef: string, id: string): Promise<Decision>;
  /** All rows without a query. */
  getFleet(
    options?: MeshRequestOptions & { query?: FleetQuery },
  ): Promise<Fleet>;
  getClusters(options?: MeshRequestOptions): Promise<ClusterStatus[]>;
  /** Where a new service may live. */
  getNamespaces(
    cluster: string,
    options?: MeshRequestOptions,
  ): Promise<NamespaceOption[]>;
  /** By which gateways a new service may be reached. */
  getGateways(
    cluster: string,
    options?: MeshRequestOptions,
  ): Promise<GatewayOption[]>;
  /**
   * Asks a cluster what it would do with manifests, or lets it do that. Objects that are refused are told in the report;
   * nothing is applied when one of them is.
   */
  sendManifests(
    cluster: string,
    request: { files: ConfigFile[]; mode: ManifestsMode },
    options?: MeshRequestOptions,
  ): Promise<ManifestsReport>;
  /** What a service of a cluster lacks to come into the mesh. Changes nothing. */
  planOnboarding(
    cluster: string,
    request: OnboardingRequest,
    options?: MeshRequestOptions,
  ): Promise<OnboardingPlan>;
  /** Checks the manifests of a service against the rules. */
  lint(files: ConfigFile[]): Promise<{ findings: Finding[] }>;
  /** How the mesh backend itself does. */
  getHealth(options?: MeshRequestOptions): Promise<MeshHealth>;
}

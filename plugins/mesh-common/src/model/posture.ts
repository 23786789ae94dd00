/**
 * What protects a service and what keeps it up: mTLS, injection, authorization, resilience.
 *
 * @public
 */
export interface Posture {
  mtls: MtlsPosture;
  injection: InjectionPosture;
  authorization: AuthorizationPosture;
  resilience: ResiliencePosture;
  /** As whom its pods call others, each once, at most ten; empty without pods and workloads. */
  identities: WorkloadIdentity[];
}

/**
 * As whom a pod calls others: its mTLS certificate says `spiffe://<trust domain>/ns/<namespace>/sa/<service account>`.
 *
 * @public
 */
export interface WorkloadIdentity {
  namespace: string;
  serviceAccount: string;
}

/**
 * An object that decides something.
 *
 * @public
 */
export interface PostureObject {
  kind: string;
  namespace: string;
  name: string;
}

/**
 * Something to know or to mend, in words. `error`: calls fail or are open that should not be.
 *
 * @public
 */
export interface PostureNote {
  severity: 'error' | 'warning' | 'info';
  text: string;
}

/**
 * What a server takes (`PeerAuthentication.MutualTLS.Mode` of Istio, never UNSET).
 *
 * @public
 */
export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/**
 * How a pod is in the mesh. A native sidecar is an init container that keeps running.
 *
 * @public
 */
export type DataPlane = 'sidecar' | 'native-sidecar' | 'ambient' | 'none';

/**
 * What a group of pods takes, as PeerAuthentications say.
 *
 * @public
 */
export interface EffectiveMtls {
  mode: MtlsMode;
  /** The PeerAuthentication that sets the mode; absent for Istio's default, PERMISSIVE. */
  decidedBy?: PostureObject;
  /** Ports of the pod that take something else, by number. */
  ports: {
    port: number;
    mode: MtlsMode;
    decidedBy: PostureObject;
  }[];
}

/**
 * Pods of a service that take the same.
 *
 * @public
 */
export interface ServerMtls extends EffectiveMtls {
  /** False for pods without a proxy: they take plain text, whatever the mode. */
  enforced: boolean;
  podCount: number;
  /** The first of their names, at most ten. */
  pods: string[];
}

/**
 * The TLS that clients of a service start: a mode of a DestinationRule, or none said (`auto`: mTLS
 * where the server takes it; `plain-text`: auto mTLS is off).
 *
 * @public
 */
export type ClientTlsMode =
  | 'DISABLE'
  | 'SIMPLE'
  | 'MUTUAL'
  | 'ISTIO_MUTUAL'
  | 'auto'
  | 'plain-text';

/**
 * What some clients of a service do.
 *
 * @public
 */
export interface ClientTls {
  /** Absent: of every namespace that is not named elsewhere in the list. */
  clientNamespace?: string;
  /** Only clients with these labels (`workloadSelector`). */
  clientLabels?: Record<string, string>;
  /** Only calls to this Service, a sibling that stands for a version; absent: to the service itself. */
  service?: string;
  /** Only calls to this subset. */
  subset?: string;
  /** Only calls to this port of the Service. */
  port?: number;
  mode: ClientTlsMode;
  /** The DestinationRule that says so; absent when none does. */
  decidedBy?: PostureObject;
}

/**
 * Encryption between the service and its clients.
 *
 * @public
 */
export interface MtlsPosture {
  /** What the pods take and who decides, in one or two sentences. */
  summary: string;
  /** Largest group first, at most ten. Empty without pods and workloads. */
  server: ServerMtls[];
  /** At most fifty. */
  clients: ClientTls[];
  /** Conflicts and surprises, errors first, at most twenty. */
  notes: PostureNote[];
}

/**
 * Whether and how one pod is in the mesh.
 *
 * @public
 */
export interface PodInjection {
  pod: string;
  dataPlane: DataPlane;
  /** Revision of the control plane that injected the sidecar. */
  revision?: string;
  /** What the labels of pod and namespace ask for now. */
  asked: AskedDataPlane;
}

/**
 * What labels ask for.
 *
 * @public
 */
export interface AskedDataPlane {
  /** `unknown`: the namespace has not been heard of. */
  dataPlane: 'sidecar' | 'ambient' | 'none' | 'unknown';
  /** Revision, or a tag that stands for one. */
  revision?: string;
  /** Which label or setting says so, in words. */
  by: string;
}

/**
 * Whether and how the pods of a service are in the mesh.
 *
 * @public
 */
export interface InjectionPosture {
  /** `2 of 3 pods have a sidecar, 1 has no proxy.` */
  summary: string;
  /** At most a hundred; those that differ from what is asked first. */
  pods: PodInjection[];
  podCount: number;
  /** The waypoint that takes the service's requests in ambient mode. */
  waypoint?: { namespace: string; name: string; decidedBy: PostureObject };
  /** At most twenty. */
  notes: PostureNote[];
}

/**
 * One AuthorizationPolicy that is about the service, in words.
 *
 * @public
 */
export interface AuthorizationPolicyView {
  namespace: string;
  name: string;
  action: 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';
  scope: 'mesh' | 'namespace' | 'workload' | 'waypoint';
  /** Only logged, not enforced (annotation `istio.io/dry-run`). */
  dryRun: boolean;
  /** How many of the service's pods it is for. */
  podCount: number;
  /** What its rules match, one sentence part each, at most twenty. */
  rules: string[];
}

/**
 * Who may call.
 *
 * `open`: everyone, but for those denied. `restricted`: only those that a rule allows. `closed`: nobody.
 *
 * @public
 */
export type Access = 'open' | 'restricted' | 'closed';

/**
 * Tokens that a service knows.
 *
 * @public
 */
export interface JwtPosture {
  /** Issuers whose tokens are checked, at most twenty. */
  issuers: string[];
  /** Whether a request without a valid token is refused. */
  required: boolean;
  text: string;
}

/**
 * Who may call the service.
 *
 * @public
 */
export interface AuthorizationPosture {
  /** Who may call, in one to three sentences. */
  summary: string;
  /** By pods that are protected the same way, largest first, then at the waypoint; at most ten. */
  access: {
    at: 'pods' | 'waypoint';
    access: Access;
    podCount: number;
    text: string;
  }[];
  /** In the order in which they decide: CUSTOM, DENY, ALLOW, then AUDIT. At most fifty. */
  policies: AuthorizationPolicyView[];
  /** Absent without RequestAuthentication. */
  jwt?: JwtPosture;
  /** At most twenty. */
  notes: PostureNote[];
}

/**
 * One thing that is set, in words.
 *
 * @public
 */
export interface ResilienceSetting {
  topic:
    | 'timeout'
    | 'retries'
    | 'fault'
    | 'connections'
    | 'outlier-detection'
    | 'load-balancing';
  text: string;
  /** Absent for Istio's default. */
  decidedBy?: PostureObject;
}

/**
 * How calls of the service end, are repeated and are spread.
 *
 * @public
 */
export interface ResiliencePosture {
  /** One sentence. */
  summary: string;
  /** Per HTTP route; routes that say the same are one entry. At most twenty. */
  routes: { routes: string[]; settings: ResilienceSetting[] }[];
  /** For all calls, then for each sibling Service, subset or port that differs. At most twenty. */
  destinations: {
    service?: string;
    subset?: string;
    port?: number;
    settings: ResilienceSetting[];
  }[];
  /** At most twenty. */
  notes: PostureNote[];
}

import type { Freshness } from './freshness';

/**
 * How one kind of object of a cluster is read.
 *
 * @public
 */
export interface KindStatus {
  /** Such as `VirtualService`. */
  kind: string;
  /** API version by which it is read, `networking.istio.io/v1`; absent when the cluster does not serve the kind. */
  apiVersion?: string;
  /**
   * `absent`: the cluster does not serve the kind, so there are no objects. `forbidden`: the portal may not read it, so
   * nothing is known. `reading`: it is being listed for the first time.
   */
  state: 'live' | 'stale' | 'reading' | 'absent' | 'forbidden' | 'failed';
  /** ISO 8601; absent when it has never been read. */
  heardAt?: string;
  /** Number of objects that are known. */
  objects: number;
  /** Why it is not `live`, in words fit for a user. */
  reason?: string;
  /** What to do about it, such as the RBAC rule to add. */
  mend?: string;
}

/**
 * How a cluster is read.
 *
 * @public
 */
export interface ClusterStatus {
  name: string;
  freshness: Freshness;
  /** By kind, in the order of their names; empty for a cluster that cannot be used. */
  kinds: KindStatus[];
  /** Its metrics, as far as anybody has asked for them. */
  metrics: Freshness;
  /** Whether no decision may be taken there. */
  readOnly: boolean;
  /** Where only some namespaces are read, their names. */
  namespaces?: string[];
}

/**
 * Where a new service may live.
 *
 * @public
 */
export interface NamespaceOption {
  name: string;
  /** How pods there come into the mesh. */
  dataPlane: 'sidecar' | 'ambient' | 'none';
  /** The label that says so, `istio-injection=enabled`; absent for none. */
  by?: string;
  /** `meshway.dev/owner`, an entity reference. */
  owner?: string;
  /** It belongs to Kubernetes or to Istio, so no service should live there. */
  system?: true;
}

/**
 * By which gateway a new service may be reached.
 *
 * @public
 */
export interface GatewayOption {
  namespace: string;
  name: string;
  /** Labels of the proxies that it is for; empty for all of them. */
  selector: Record<string, string>;
  servers: {
    hosts: string[];
    port: number;
    protocol: string;
    tls: boolean;
    /** Whether it follows HTTP routes. Ports for TCP do not, nor does TLS that the Gateway does not open. */
    servesHttp: boolean;
  }[];
  /** Hosts that VirtualServices serve there already. */
  takenHosts: { host: string; virtualService: string }[];
}

/**
 * How the mesh backend itself does.
 *
 * @public
 */
export interface MeshHealth {
  status: 'ok' | 'degraded';
  /** Such as `journal`, `cluster lab`, `metrics of lab`. */
  parts: { name: string; status: 'ok' | 'degraded'; reason?: string }[];
}

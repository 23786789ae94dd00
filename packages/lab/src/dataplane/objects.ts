/** Kubernetes metadata, as far as the data plane reads it. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  ownerReferences?: { kind: string; name: string; controller?: boolean }[];
}

/** Any object of the API server. */
export interface ClusterObject {
  metadata: ObjectMeta;
}

export interface Container {
  name: string;
  env?: { name: string; value?: string }[];
  ports?: { name?: string; containerPort: number }[];
}

export interface Pod extends ClusterObject {
  spec?: {
    serviceAccountName?: string;
    containers?: Container[];
    initContainers?: Container[];
  };
  status?: {
    phase?: string;
    podIP?: string;
    conditions?: { type: string; status: string }[];
  };
}

export interface ServicePort {
  name?: string;
  port: number;
  targetPort?: number | string;
  appProtocol?: string;
}

export interface Service extends ClusterObject {
  spec?: { selector?: Record<string, string>; ports?: ServicePort[] };
}

export interface StringMatch {
  exact?: string;
  prefix?: string;
  regex?: string;
}

/** `HTTPMatchRequest`. Conditions that are not listed here never match. */
export interface HttpMatch {
  name?: string;
  uri?: StringMatch;
  method?: StringMatch;
  headers?: Record<string, StringMatch>;
  sourceLabels?: Record<string, string>;
  sourceNamespace?: string;
  port?: number;
}

export interface RouteDestination {
  destination?: { host?: string; subset?: string; port?: { number?: number } };
  weight?: number;
}

export interface HttpRoute {
  name?: string;
  match?: HttpMatch[];
  route?: RouteDestination[];
  redirect?: { redirectCode?: number };
  directResponse?: { status: number };
}

export interface VirtualService extends ClusterObject {
  spec?: { hosts?: string[]; gateways?: string[]; http?: HttpRoute[] };
}

export interface OutlierDetection {
  consecutive5xxErrors?: number;
  /** Protobuf duration, such as `30s`. */
  interval?: string;
  /** Protobuf duration, such as `30s`. */
  baseEjectionTime?: string;
  /** Percent, 0 to 100. */
  maxEjectionPercent?: number;
}

export interface TrafficPolicy {
  outlierDetection?: OutlierDetection;
  tls?: { mode?: string };
}

export interface Subset {
  name: string;
  labels?: Record<string, string>;
  trafficPolicy?: TrafficPolicy;
}

export interface DestinationRule extends ClusterObject {
  spec?: { host?: string; trafficPolicy?: TrafficPolicy; subsets?: Subset[] };
}

export interface Gateway extends ClusterObject {
  spec?: {
    selector?: Record<string, string>;
    servers?: { hosts?: string[]; tls?: { httpsRedirect?: boolean } }[];
  };
}

export type MtlsMode = 'DISABLE' | 'PERMISSIVE' | 'STRICT';

export interface PeerAuthentication extends ClusterObject {
  spec?: {
    selector?: { matchLabels?: Record<string, string> };
    mtls?: { mode?: string };
    portLevelMtls?: Record<string, { mode?: string }>;
  };
}

export interface ConfigMap extends ClusterObject {
  data?: Record<string, string>;
}

/** Everything the data plane knows of the cluster at one moment. */
export interface MeshObjects {
  pods: Pod[];
  services: Service[];
  virtualServices: VirtualService[];
  destinationRules: DestinationRule[];
  gateways: Gateway[];
  peerAuthentications: PeerAuthentication[];
}

/** True when `labels` carries every pair of `selector`. An empty selector selects all. */
export function selects(
  selector: Record<string, string> | undefined,
  labels: Record<string, string>,
): boolean {
  return Object.entries(selector ?? {}).every(
    ([name, value]) => labels[name] === value,
  );
}

/** Oldest first, then by name: the order in which Istio resolves conflicts. */
export function byAge(a: ClusterObject, b: ClusterObject): number {
  return (
    (a.metadata.creationTimestamp ?? '').localeCompare(
      b.metadata.creationTimestamp ?? '',
    ) || a.metadata.name.localeCompare(b.metadata.name)
  );
}

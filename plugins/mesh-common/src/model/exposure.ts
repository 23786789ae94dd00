/**
 * What stands between a client outside and the Gateway, and who opens it.
 *
 * `none`: anyone on the way can read it. `redirect`: clients are sent on to HTTPS. `terminated`: TLS ends at the
 * Gateway. `mutual`: and clients must show a certificate. `passthrough`: the Gateway does not open it.
 * `unknown`: the Gateway does not say, or says something new.
 *
 * @public
 */
export type EntranceEncryption =
  | 'none'
  | 'redirect'
  | 'terminated'
  | 'mutual'
  | 'passthrough'
  | 'unknown';

/**
 * A port of a Gateway at which clients outside reach the service.
 *
 * @public
 */
export interface Entrance {
  /** Names that clients call; `*` is any, `*.example.com` any that ends so. */
  hosts: string[];
  port: number;
  /** As the Gateway has it: `HTTP`, `HTTPS`, `TLS`, `TCP`, `GRPC`, … */
  protocol: string;
  encryption: EntranceEncryption;
  /** Mode of TLS as the Gateway has it (`SIMPLE`, `MUTUAL`, `PASSTHROUGH`, …); absent without TLS. */
  tlsMode?: string;
  /** Secret with the certificate that clients see. */
  credentialName?: string;
  /** `VirtualService <namespace>/<name>` that leads from here to the service. */
  virtualService: string;
  /** All of it in one sentence. */
  sentence: string;
}

/**
 * A Gateway on which routes to the service hang.
 *
 * @public
 */
export interface ExposureGateway {
  namespace: string;
  name: string;
  /** `unreadable`: it is there, but its `spec` is malformed. */
  state: 'found' | 'missing' | 'unreadable';
  /** Labels of the proxies that serve it; absent means every gateway proxy. */
  selector?: Record<string, string>;
  /** Empty when it does not lead to the service. */
  entrances: Entrance[];
}

/**
 * A port of the Service, for clients inside.
 *
 * @public
 */
export interface InsidePort {
  port: number;
  name?: string;
  /** What Istio takes it for: `HTTP`, `GRPC`, `TCP`, …; `detected` when it looks at each connection. */
  protocol: string;
}

/**
 * One destination of a route.
 *
 * @public
 */
export interface ExposureDestination {
  host: string;
  subset?: string;
  port?: number;
  /** Percent of what the route takes, 0 to 100. */
  percent: number;
  /** Whether it is this service or one that stands for a version of it. */
  own: boolean;
}

/**
 * One route, as a row to read.
 *
 * @public
 */
export interface ExposureRoute {
  /** `VirtualService <namespace>/<name>`; of one that delegates, the one with the hosts. */
  virtualService: string;
  /** `VirtualService <namespace>/<name>` that the route was delegated to. */
  delegate?: string;
  protocol: 'http' | 'tls' | 'tcp';
  name?: string;
  /** Whether clients inside follow it. */
  inside: boolean;
  /** `<namespace>/<name>` of the Gateways it hangs on. */
  gateways: string[];
  hosts: string[];
  /** Each is enough, in words; empty takes every request. */
  matches: string[];
  destinations: ExposureDestination[];
  /** What else happens to the requests, a sentence each: redirects, answers, rewrites, timeouts, retries, faults, copies. */
  effects: string[];
}

/**
 * How requests come to a service: from outside through Gateways, from inside by its names, and by which routes.
 *
 * @public
 */
export interface Exposure {
  /** One or two sentences. */
  headline: string;
  gateways: ExposureGateway[];
  inside: {
    /** Names of the Service, the shortest first. */
    hosts: string[];
    /** Other names from which routes for clients inside lead here. */
    aliases: string[];
    ports: InsidePort[];
    /** What is special about the Service, a sentence each. */
    notes: string[];
  };
  /** In the order in which Istio tries them, within one VirtualService. */
  routes: ExposureRoute[];
  /** What does not fit together or cannot be followed, a sentence each. */
  problems: string[];
  /** How many there are beyond those listed; lists are cut when they are absurdly long. */
  notShown: { routes: number; problems: number };
}

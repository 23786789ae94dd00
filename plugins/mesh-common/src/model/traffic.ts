import type { ServiceView } from './serviceView';
import type { Signals } from './signals';

/**
 * Who calls a service, or whom it calls, as Istio names it. Clusters are Istio's cluster ids.
 *
 * @public
 */
export type TrafficPeer =
  | {
      /** `gateway`: traffic from outside the mesh comes in, or goes out, here. */
      kind: 'workload' | 'gateway';
      cluster?: string;
      namespace: string;
      workload: string;
      canonicalService?: string;
    }
  | {
      kind: 'service';
      cluster?: string;
      namespace: string;
      service: string;
      /** Undefined when nothing arrived. */
      workload?: string;
      canonicalService?: string;
    }
  | {
      /** Outside the mesh. */
      kind: 'external';
      host: string;
    }
  | {
      /** A caller without a proxy: outside the mesh, or in it without a sidecar. */
      kind: 'unknown';
    };

/**
 * The traffic between one peer and one revision of the service, in one protocol.
 *
 * @public
 */
export interface TrafficEdge {
  peer: TrafficPeer;
  /** Hash of the revision; undefined when it cannot be told, or when the requests reached none. */
  revision?: string;
  protocol: 'http' | 'grpc' | 'tcp';
  /** Number of requests over the window; 0 for plain TCP. */
  requests: number;
  requestsPerSecond: number;
  /** Share of requests that failed, 0 to 1; undefined without requests. */
  errorShare?: number;
  /** The most frequent failures, at most five. */
  failures: RequestFailure[];
  /** 95 % quantile of the response time in milliseconds; undefined without a histogram. */
  p95?: number;
  /** Share of the traffic that is encrypted by mutual TLS, 0 to 1; undefined when no receiver tells. */
  mtlsShare?: number;
  /** Messages of gRPC per second, those of streams included. */
  messages?: { requestsPerSecond: number; responsesPerSecond: number };
  /** Sent is from the caller to the callee. */
  tcp?: { sentBytesPerSecond: number; receivedBytesPerSecond: number };
}

/**
 * One way in which requests fail.
 *
 * @public
 */
export interface RequestFailure {
  /** gRPC status, or HTTP status when HTTP itself failed; `-` without a response. */
  code: string;
  /** Envoy's response flags; `-` for none. */
  flags: string;
  requests: number;
}

/**
 * The traffic of one service over a window: who calls it and whom it calls.
 *
 * @public
 */
export interface Traffic {
  /** Length of the window in seconds. */
  windowSeconds: number;
  /** All requests to the service, those that never arrived included. */
  signals: Signals;
  /** By hash; empty when revisions cannot be told apart. */
  revisions: { hash: string; signals: Signals }[];
  attribution: ServiceView['attribution'];
  /** The busiest first. */
  callers: TrafficEdge[];
  /** The busiest first. */
  callees: TrafficEdge[];
  /** Edges that are not shown, since there are too many. */
  omittedEdges: number;
}

/**
 * What tells by which revision something was served.
 *
 * @public
 */
export interface ServedBy {
  /** Whose proxy reported it; waypoints and ztunnel stand for pods without a proxy of their own (ambient). */
  reporter: 'source' | 'waypoint' | 'destination';
  /** Pod of the destination's proxy; only with reporter `destination`. */
  pod?: string;
  /** `destination_canonical_revision`. */
  canonicalRevision?: string;
  /** `destination_service_name`; with reporter `destination` it may be that of another Service of the same pods. */
  service?: string;
}

/**
 * The requests of one combination of metric labels over the window.
 *
 * @public
 */
export interface RequestSample extends ServedBy {
  /** HTTP status; `0` when there was no response. */
  responseCode: string;
  /** gRPC status as a number; absent or empty for plain HTTP. */
  grpcStatus?: string;
  /** Envoy's response flags; `-` for none. */
  responseFlags?: string;
  /** Number of requests over the window; may be a fraction, since Prometheus extrapolates. */
  requests: number;
}

/**
 * One bucket of response times over the window.
 *
 * @public
 */
export interface DurationSample extends ServedBy {
  /** Upper bound in milliseconds; `Infinity` for the last one. */
  le: number;
  /** Number of requests up to and including the bound. */
  count: number;
}

/**
 * Bytes of plain TCP connections over the window.
 *
 * @public
 */
export interface TcpSample extends ServedBy {
  /** From callers to the service. */
  sentBytes: number;
  /** From the service to callers. */
  receivedBytes: number;
}

/**
 * The requests to one service.
 *
 * @public
 */
export interface ServiceTraffic {
  /** Length of the window in seconds. */
  windowSeconds: number;
  /** Every request once: what arrived as its receiver counted it, and what never arrived as its sender did. */
  samples: RequestSample[];
  /**
   * The same requests once more, all as their senders counted them. Only these tell by which Service a
   * request came, when stable and canary have one each.
   */
  bySource?: RequestSample[];
  /** Of what arrived, as one side counted it: its receivers, unless `bySource` is what tells revisions apart. */
  durations?: DurationSample[];
  tcp?: TcpSample[];
}

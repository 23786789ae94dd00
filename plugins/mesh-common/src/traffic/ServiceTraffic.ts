/**
 * The requests of one combination of metric labels over the window.
 *
 * @public
 */
export interface RequestSample {
  /** Whose proxy reported it. Source samples are only those whose requests never arrived. */
  reporter: 'source' | 'destination';
  /** Pod of the destination's proxy; only with reporter `destination`. */
  pod?: string;
  /** `destination_canonical_revision`. */
  canonicalRevision?: string;
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
 * The requests to one service.
 *
 * @public
 */
export interface ServiceTraffic {
  /** Length of the window in seconds. */
  windowSeconds: number;
  samples: RequestSample[];
}

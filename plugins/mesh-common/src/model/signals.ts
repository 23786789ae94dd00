/**
 * The golden signals of one revision or one service over a window.
 *
 * @public
 */
export interface Signals {
  /** Requests per second, successful or not; those of a whole service include what never arrived. */
  requestsPerSecond: number;
  /** Share of requests that failed (5xx, gRPC server errors, no response), 0 to 1; undefined without requests. */
  errorShare?: number;
  /** Number of requests behind the share, over the window. */
  requests: number;
  /** Length of the window in seconds. */
  windowSeconds: number;
  /** Quantiles of the response time in milliseconds; undefined without a histogram or without requests. */
  latency?: { p50: number; p95: number; p99: number };
  /** Bytes per second of plain TCP connections, sent by callers and received by them; undefined when there are none. */
  tcp?: { sentBytesPerSecond: number; receivedBytesPerSecond: number };
}

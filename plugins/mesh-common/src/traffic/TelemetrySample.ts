/**
 * The metrics of Istio's proxies that traffic is read from.
 *
 * @public
 */
export type TelemetryMetric =
  | 'istio_requests_total'
  | 'istio_request_messages_total'
  | 'istio_response_messages_total'
  | 'istio_tcp_sent_bytes_total'
  | 'istio_tcp_received_bytes_total'
  | 'istio_request_duration_milliseconds_bucket';

/**
 * What a counter of Istio grew by over a window.
 *
 * @public
 */
export interface TelemetrySample {
  metric: TelemetryMetric;
  /**
   * Istio's labels as Prometheus has them, with `pod` for the pod whose proxy reported and, of buckets, `le`.
   * `app` is only read to know ztunnel.
   */
  labels: Record<string, string>;
  /**
   * Requests, messages or bytes over the window; may be a fraction, since Prometheus extrapolates. Buckets are
   * needed even when they are empty.
   */
  value: number;
}

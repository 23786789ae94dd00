import type {
  DurationSample,
  RequestSample,
  ServedBy,
  TcpSample,
} from './ServiceTraffic';
import type { TelemetryRow } from './TelemetryRow';

/** Requests to the service; none when the row counts something else. */
export function requestSample(row: TelemetryRow): RequestSample[] {
  if (row.metric !== 'istio_requests_total') return [];
  const { responseCode, grpcStatus, responseFlags, value } = row;
  return [
    {
      ...servedByOf(row),
      responseCode,
      grpcStatus,
      responseFlags,
      requests: value,
    },
  ];
}

/** A bucket of response times; none when the row counts something else. */
export function durationSample(row: TelemetryRow): DurationSample[] {
  return row.metric === 'istio_request_duration_milliseconds_bucket'
    ? [{ ...servedByOf(row), le: row.le, count: row.value }]
    : [];
}

/**
 * Bytes of a connection; none when the row counts something else. Istio's metrics speak of the response:
 * what they call received is what the caller has sent (istio/istio#32399, and Kiali likewise).
 */
export function tcpSample(row: TelemetryRow): TcpSample[] {
  switch (row.metric) {
    case 'istio_tcp_received_bytes_total':
      return [{ ...servedByOf(row), sentBytes: row.value, receivedBytes: 0 }];
    case 'istio_tcp_sent_bytes_total':
      return [{ ...servedByOf(row), sentBytes: 0, receivedBytes: row.value }];
    default:
      return [];
  }
}

/** What tells the revision that received it. The pod of a sending proxy is the caller's. */
export function servedByOf({
  reporter,
  pod,
  destination,
}: TelemetryRow): ServedBy {
  return {
    reporter,
    pod: reporter === 'destination' ? pod : undefined,
    canonicalRevision: destination.canonicalRevision,
    service: destination.service,
  };
}

/** What tells the revision that sent it, read as if it had received it. */
export function sentByOf({ reporter, pod, source }: TelemetryRow): ServedBy {
  return {
    reporter: 'destination',
    pod: reporter === 'source' ? pod : undefined,
    canonicalRevision: source.canonicalRevision,
  };
}

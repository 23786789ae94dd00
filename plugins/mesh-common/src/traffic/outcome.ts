import type { RequestSample } from './ServiceTraffic';

/** What became of a request, as a proxy reports it. */
export type Outcome = Pick<
  RequestSample,
  'responseCode' | 'grpcStatus' | 'responseFlags'
>;

/** gRPC statuses that blame the server, as OpenTelemetry's conventions list them. */
const GRPC_SERVER_ERRORS = new Set(['2', '4', '12', '13', '14', '15']);

/**
 * Response flags with which a proxy says that it did not get the request to a pod: no healthy upstream, no
 * connection, no route, no cluster, circuit open, name not resolved, fault injected. See Envoy's
 * `%RESPONSE_FLAGS%`.
 */
const NEVER_ARRIVED = new Set(['UH', 'UF', 'NR', 'NC', 'UO', 'DF', 'FI']);

/** Whether a request failed by the server's fault. */
export function failed(outcome: Outcome): boolean {
  if (/^5\d\d$/.test(outcome.responseCode)) return true;
  // Envoy reports 0 when no response was sent; with DC it was the caller who hung up.
  if (noResponse(outcome)) return !callerHungUp(outcome);
  return GRPC_SERVER_ERRORS.has(outcome.grpcStatus ?? '');
}

/** Whether the caller went away before there was a response. */
export function callerHungUp(outcome: Outcome): boolean {
  return noResponse(outcome) && outcome.responseFlags === 'DC';
}

/** Whether the reporting proxy could not get the request to a pod. Flags may be joined by commas. */
export function neverArrived({ responseFlags = '' }: Outcome): boolean {
  return responseFlags.split(',').some(flag => NEVER_ARRIVED.has(flag));
}

/**
 * What people call it: the gRPC status unless HTTP itself failed, the HTTP status, `-` without a response
 * (Kiali, `HandleResponseCode` in graph/telemetry/istio/util/util.go).
 */
export function codeOf(outcome: Outcome): string {
  if (noResponse(outcome)) return '-';
  const httpFailed = /^[45]/.test(outcome.responseCode);
  return (!httpFailed && outcome.grpcStatus) || outcome.responseCode;
}

function noResponse({ responseCode }: Outcome): boolean {
  return !/^[1-9]\d\d$/.test(responseCode);
}

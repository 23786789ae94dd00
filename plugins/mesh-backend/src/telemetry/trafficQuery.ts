/**
 * Response flags with which a calling proxy says that a request never reached a pod: no healthy upstream, no
 * connection, no route, no cluster, circuit open, name not resolved, fault injected. See Envoy's
 * `%RESPONSE_FLAGS%`. Flags may be joined by commas.
 */
const NEVER_ARRIVED = '(.*,)?(UH|UF|NR|NC|UO|DF|FI)(,.*)?';

const LABELS = [
  'reporter',
  'destination_service_namespace',
  'destination_service_name',
  'destination_canonical_revision',
  'response_code',
  'grpc_response_status',
  'response_flags',
].join(', ');

/**
 * All Services of one namespace by which a workload is reached.
 */
export interface ServiceNames {
  namespace: string;
  names: string[];
}

/**
 * PromQL for the requests to some Services, or to all, over a window: what the receiving proxies counted,
 * by pod, and what only the calling proxies know because it never arrived. Receiving proxies see callers
 * outside of the mesh too and know the pod, so everything that arrived is counted there alone.
 */
export function trafficQuery(
  windowSeconds: number,
  services?: ServiceNames,
): string {
  const selector = services
    ? `,destination_service_namespace=${quote(
        services.namespace,
      )},destination_service_name=~${quote(
        services.names.map(escapeRegex).join('|'),
      )}`
    : '';
  const range = `[${windowSeconds}s]`;
  const arrived = `sum by (pod, ${LABELS}) (increase(istio_requests_total{reporter="destination"${selector}}${range}))`;
  const lost = `sum by (${LABELS}) (increase(istio_requests_total{reporter="source",response_flags=~"${NEVER_ARRIVED}"${selector}}${range}))`;
  return `${arrived} > 0 or ${lost} > 0`;
}

/** A string literal of PromQL. Escapes are those of Go. */
function quote(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n');
  return `"${escaped}"`;
}

/** RE2's metacharacters. Prometheus anchors the expression at both ends itself. */
function escapeRegex(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

import type { ServiceTraffic } from './ServiceTraffic';
import type { TelemetryMetric, TelemetrySample } from './TelemetrySample';

/** One end of a connection, as Istio's labels tell it. What they call `unknown` is undefined here. */
export interface TelemetryEnd {
  cluster?: string;
  namespace?: string;
  workload?: string;
  canonicalService?: string;
  canonicalRevision?: string;
}

/** A sample whose labels were read. */
export interface TelemetryRow {
  metric: TelemetryMetric;
  value: number;
  reporter: ServiceTraffic['samples'][number]['reporter'];
  /** By ztunnel, which sees bytes only. */
  ztunnel: boolean;
  /** The pod whose own proxy reported; undefined for waypoints and ztunnel, which have pods of their own. */
  pod?: string;
  source: TelemetryEnd;
  destination: TelemetryEnd & {
    service?: string;
    serviceNamespace?: string;
    /** `destination_service`: host of the service, or what the request was for. */
    host?: string;
  };
  protocol: 'http' | 'grpc' | 'tcp';
  responseCode: string;
  grpcStatus?: string;
  responseFlags: string;
  /** Whether the receiver saw mutual TLS; undefined when it does not say. */
  mutualTls?: boolean;
  /** Of buckets; not a number when there is none. */
  le: number;
}

const BUCKET: TelemetryMetric = 'istio_request_duration_milliseconds_bucket';

/** Names in Kubernetes are not longer. */
const LONGEST = 253;

/**
 * Reads a sample; undefined for what Istio itself could not attribute.
 *
 * While pods come and go there are series that name a namespace but neither workload nor app, or an
 * IP address as the Service; Kiali drops them too (`IsBadSourceTelemetry`, `IsBadDestTelemetry` in
 * graph/telemetry/istio/util/util.go).
 */
export function readSample({
  metric,
  labels,
  value,
}: TelemetrySample): TelemetryRow | undefined {
  // An empty bucket tells where the next one begins.
  const least = metric === BUCKET ? 0 : Number.MIN_VALUE;
  if (!Number.isFinite(value) || value < least) return undefined;
  const raw = (name: string) =>
    Object.hasOwn(labels, name)
      ? String(labels[name]).slice(0, LONGEST)
      : undefined;
  const known = (name: string) => {
    const text = raw(name);
    return text === 'unknown' ? undefined : text || undefined;
  };
  const end = (of: 'source' | 'destination'): TelemetryEnd => ({
    cluster: known(`${of}_cluster`),
    namespace: known(`${of}_workload_namespace`),
    workload: known(`${of}_workload`),
    canonicalService: known(`${of}_canonical_service`),
    canonicalRevision: known(`${of}_canonical_revision`),
  });
  const source = end('source');
  const serviceNamespace = known('destination_service_namespace');
  const destination = {
    ...end('destination'),
    service: known('destination_service_name'),
    serviceNamespace,
    host: known('destination_service'),
  };
  // Requests that never arrived have no cluster; they were meant for the caller's (istio/istio#29373).
  destination.cluster ??= serviceNamespace && source.cluster;
  if (
    isLost(source) ||
    (source.namespace && raw('source_cluster') && !source.cluster) ||
    isAddress(destination)
  ) {
    return undefined;
  }
  const reporter = reporterOf(raw('reporter'));
  const ztunnel = raw('app') === 'ztunnel';
  return {
    metric,
    value,
    reporter,
    ztunnel,
    pod: reporter === 'waypoint' || ztunnel ? undefined : known('pod'),
    source,
    destination,
    protocol: metric.startsWith('istio_tcp_')
      ? 'tcp'
      : protocolOf(raw('request_protocol')),
    responseCode: raw('response_code') ?? '',
    grpcStatus: raw('grpc_response_status') || undefined,
    responseFlags: raw('response_flags') || '-',
    mutualTls: mutualTls(reporter, known('connection_security_policy')),
    le: raw('le') === '+Inf' ? Infinity : Number(raw('le') || NaN),
  };
}

function reporterOf(label: string | undefined): TelemetryRow['reporter'] {
  return label === 'source' || label === 'waypoint' ? label : 'destination';
}

function protocolOf(label: string | undefined): TelemetryRow['protocol'] {
  return label === 'grpc' || label === 'tcp' ? label : 'http';
}

/** Whoever talks to a waypoint does so through ztunnel or a sidecar's tunnel, always by mutual TLS. */
function mutualTls(
  reporter: TelemetryRow['reporter'],
  policy: string | undefined,
): boolean | undefined {
  if (reporter === 'waypoint') return true;
  return policy === undefined ? undefined : policy === 'mutual_tls';
}

function isLost({ namespace, workload, canonicalService }: TelemetryEnd) {
  return namespace && !workload && !canonicalService;
}

function isAddress({ workload, service, host }: TelemetryRow['destination']) {
  return !workload && service === host && /^[\d.]+(:\d+)?$/.test(host ?? '');
}

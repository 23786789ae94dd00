import type { MeshPod } from './meshPod.ts';

/** Names a destination service; parts that the proxy cannot know stay `unknown`. */
export interface NamedService {
  fqdn: string;
  name: string;
  namespace: string;
}

/** One exchange as one of the two proxies reports it. */
export interface Exchange {
  reporter: 'source' | 'destination';
  /** Undefined when the peer sent no metadata: it has no proxy. */
  source?: MeshPod;
  /** Undefined when the request reached no pod. */
  destination?: MeshPod;
  service?: NamedService;
  mutualTls: boolean;
  protocol: 'http' | 'tcp';
  /** HTTP only. */
  responseCode?: number;
  /** Envoy's short response flags; `-` when there are none. */
  responseFlags: string;
}

function escape(value: string): string {
  return value.replace(/[\\"\n]/g, character =>
    character === '\n' ? '\\n' : `\\${character}`,
  );
}

function peer(
  side: 'source' | 'destination',
  pod: MeshPod | undefined,
  mutualTls: boolean,
): [string, string][] {
  return [
    [`${side}_workload`, pod?.workload ?? 'unknown'],
    [`${side}_canonical_service`, pod?.canonicalService ?? 'unknown'],
    [`${side}_canonical_revision`, pod?.canonicalRevision ?? 'latest'],
    [`${side}_workload_namespace`, pod?.namespace ?? 'unknown'],
    [`${side}_principal`, (mutualTls && pod?.principal) || 'unknown'],
    [`${side}_app`, pod?.app ?? 'unknown'],
    [`${side}_version`, pod?.version ?? 'unknown'],
    [`${side}_cluster`, pod?.cluster ?? 'unknown'],
  ];
}

/**
 * Istio's standard labels as one exposition fragment, without the braces.
 * The fallbacks are those of its stats filter (istio/proxy
 * source/extensions/filters/http/istio_stats/istio_stats.cc): an unknown peer's
 * revision is `latest`, every other unknown is `unknown`, and only the receiver
 * can tell how the connection was secured.
 */
export function standardLabels(exchange: Exchange): string {
  const { reporter, destination, service, mutualTls } = exchange;
  let security = 'unknown';
  if (reporter === 'destination') {
    security = mutualTls ? 'mutual_tls' : 'none';
  }
  const labels: [string, string][] = [
    ['reporter', reporter],
    ...peer('source', exchange.source, mutualTls),
    ...peer('destination', destination, mutualTls),
    ['destination_service', service?.fqdn ?? 'unknown'],
    ['destination_service_name', service?.name ?? 'unknown'],
    [
      'destination_service_namespace',
      service?.namespace ?? destination?.namespace ?? 'unknown',
    ],
    ['request_protocol', exchange.protocol],
    ['response_flags', exchange.responseFlags],
    ['connection_security_policy', security],
  ];
  if (exchange.protocol === 'http') {
    labels.push(
      ['response_code', String(exchange.responseCode ?? 0)],
      ['grpc_response_status', ''],
    );
  }
  return labels.map(([name, value]) => `${name}="${escape(value)}"`).join(',');
}

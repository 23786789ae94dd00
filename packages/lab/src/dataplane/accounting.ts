import type { Mesh } from './mesh.ts';
import type { MeshPod } from './meshPod.ts';
import type { HttpSample, TcpSample } from './proxyMetrics.ts';
import type { ProxyRegistry } from './proxyRegistry.ts';
import type { UpstreamCluster } from './routing.ts';
import { type Exchange, standardLabels } from './standardLabels.ts';

/** One leg of a request, from a workload or gateway to a pod. */
export interface Hop {
  source: MeshPod;
  destination: MeshPod;
  cluster: UpstreamCluster;
  targetPort: number;
  mutualTls: boolean;
}

/** Time a request spends in the two proxies and between them, in milliseconds. */
export const PROXY_OVERHEAD_MS = 0.8;

/** The labels under which the source's and the destination's proxy count one hop. */
function bothSides(
  mesh: Mesh,
  hop: Hop,
  told: Pick<Exchange, 'protocol' | 'responseCode'>,
): { atSource: string; atDestination: string } {
  const { source, destination, cluster, mutualTls } = hop;
  const exchange = { ...told, destination, mutualTls, responseFlags: '-' };
  return {
    atSource: standardLabels({
      ...exchange,
      reporter: 'source',
      source,
      service: cluster.service,
    }),
    atDestination: standardLabels({
      ...exchange,
      reporter: 'destination',
      source: source.proxy === 'none' ? undefined : source,
      service: mesh.inboundService(destination, hop.targetPort),
    }),
  };
}

/** Counts an answered HTTP request at both proxies, as far as they exist. */
export function countHttp(
  proxies: ProxyRegistry,
  mesh: Mesh,
  hop: Hop,
  responseCode: number,
  sample: HttpSample,
): void {
  const labels = bothSides(mesh, hop, { protocol: 'http', responseCode });
  proxies.metricsOf(hop.destination)?.recordHttp(labels.atDestination, sample);
  proxies.metricsOf(hop.source)?.recordHttp(labels.atSource, {
    ...sample,
    durationMs: sample.durationMs + PROXY_OVERHEAD_MS,
  });
}

/** Counts bytes and connections at both proxies, as far as they exist. */
export function countTcp(
  proxies: ProxyRegistry,
  mesh: Mesh,
  hop: Hop,
  sample: TcpSample,
): void {
  const labels = bothSides(mesh, hop, { protocol: 'tcp' });
  proxies.metricsOf(hop.destination)?.recordTcp(labels.atDestination, sample);
  proxies.metricsOf(hop.source)?.recordTcp(labels.atSource, sample);
}

import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { MeshMetricsSource } from '@meshway/plugin-mesh-node';
import type { ClusterConnection } from '../clusters/ClusterConnection';
import type { MeshMetrics } from '../observability/MeshMetrics';
import { ClusterTelemetry } from './ClusterTelemetry';
import { PrometheusSource } from './PrometheusSource';
import { explainServiceStatus, serviceTransport } from './serviceTransport';
import {
  DEFAULT_METRICS_SETTINGS,
  type MetricsSettings,
} from './telemetrySettings';
import { urlTransport } from './urlTransport';

/**
 * The metrics of each cluster that has a source of its own or a Prometheus in the settings.
 */
export function createTelemetry(options: {
  settings: ReadonlyMap<string, MetricsSettings>;
  /** Those that were plugged in, by cluster. */
  sources: ReadonlyMap<string, MeshMetricsSource>;
  clusters: {
    get(name: string): Pick<ClusterConnection, 'request'> | undefined;
  };
  metrics: MeshMetrics;
  /** Puts something around each source. */
  wrap?: (cluster: string, source: MeshMetricsSource) => MeshMetricsSource;
}): ReadonlyMap<string, ClusterTelemetry> {
  const { settings, sources, clusters, metrics } = options;
  const { wrap = (_, source) => source } = options;
  const telemetry = new Map<string, ClusterTelemetry>();
  for (const cluster of new Set([...settings.keys(), ...sources.keys()])) {
    const own = settings.get(cluster) ?? DEFAULT_METRICS_SETTINGS;
    const source =
      sources.get(cluster) ?? configuredSource(cluster, own, clusters);
    telemetry.set(
      cluster,
      new ClusterTelemetry({
        cluster,
        source: wrap(cluster, source),
        settings: own,
        metrics,
      }),
    );
  }
  return telemetry;
}

function configuredSource(
  cluster: string,
  { server }: MetricsSettings,
  clusters: {
    get(name: string): Pick<ClusterConnection, 'request'> | undefined;
  },
): MeshMetricsSource {
  if (!server) {
    throw new InputError(
      `mesh.clusters: prometheus of cluster ${cluster} must have url or service, unless a module gives another source.`,
    );
  }
  if ('url' in server) {
    return new PrometheusSource({ transport: urlTransport(server) });
  }
  return new PrometheusSource({
    transport: serviceTransport(server, async (path, init) => {
      const connection = clusters.get(cluster);
      if (!connection) {
        throw new ServiceUnavailableError(`There is no cluster ${cluster}.`);
      }
      return await connection.request(path, init);
    }),
    explain: status => explainServiceStatus(server, status),
  });
}

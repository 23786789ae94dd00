import type { ClusterRequest } from '../clusters/ClusterConnection';
import type { MetricsTransport } from './MetricsTransport';
import type { ServiceSettings } from './serverSettings';

/**
 * Asks a Service through the API server of its cluster, by GET: that needs but the verb `get` of `services/proxy`.
 */
export function serviceTransport(
  { namespace, name, port, scheme, path }: ServiceSettings,
  request: ClusterRequest,
): MetricsTransport {
  const base = `/api/v1/namespaces/${namespace}/services/${scheme}:${name}:${port}/proxy${path}`;
  return async (apiPath, parameters, signal) => {
    const response = await request(`${base}${apiPath}?${parameters}`, {
      signal,
    });
    return {
      status: response.status,
      body: response.body as AsyncIterable<Uint8Array> | null,
    };
  };
}

/** What the statuses of the API server mean here. */
export function explainServiceStatus(
  { namespace, name }: ServiceSettings,
  status: number,
): string | undefined {
  const service = `the Service ${name} of Prometheus in namespace ${namespace}`;
  switch (status) {
    case 403:
      return `The portal may not reach ${service}: grant it the verb get on services/proxy there.`;
    case 404:
      return `There is no answer from ${service} (status 404): correct mesh.clusters[].prometheus.service.`;
    case 503:
      return `Nothing answers behind ${service} (status 503).`;
    default:
      return undefined;
  }
}

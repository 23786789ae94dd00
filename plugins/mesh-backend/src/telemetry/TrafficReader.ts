import { toError } from '@backstage/errors';
import type {
  Freshness,
  RequestSample,
  ServiceTraffic,
} from '@meshway/plugin-mesh-common';
import type { Prometheus, Sample } from './Prometheus';
import { trafficQuery, type ServiceNames } from './trafficQuery';

/** How long an answer, good or bad, serves everyone who asks the same, in milliseconds. */
const SHARED_MS = 2000;

/**
 * The traffic of services, or why it is not known.
 */
export interface TrafficReading {
  /** Undefined when the metrics cannot be read; Services without requests have no samples. */
  of(services: ServiceNames): ServiceTraffic | undefined;
  freshness: Freshness;
}

/**
 * Reads requests from the Prometheus servers of the clusters. Who asks the same at the same time, or shortly
 * after, shares one query; all services together are one query too.
 */
export class TrafficReader {
  private readonly servers: ReadonlyMap<string, Prometheus>;
  private readonly windowSeconds: number;
  private readonly now: () => Date;
  private readonly shared = new Map<
    string,
    { answeredAt?: number; reading: Promise<TrafficReading> }
  >();
  private readonly heardAt = new Map<string, Date>();

  constructor(options: {
    /** By name of the cluster. */
    servers: ReadonlyMap<string, Prometheus>;
    windowSeconds: number;
    now?: () => Date;
  }) {
    this.servers = options.servers;
    this.windowSeconds = options.windowSeconds;
    this.now = options.now ?? (() => new Date());
  }

  /** The requests to the Services of one workload. */
  async service(
    cluster: string,
    services: ServiceNames,
  ): Promise<TrafficReading> {
    return await this.share(JSON.stringify([cluster, services]), () =>
      this.read(cluster, services),
    );
  }

  /** The requests to all services of a cluster. */
  async fleet(cluster: string): Promise<TrafficReading> {
    return await this.share(JSON.stringify([cluster]), () =>
      this.read(cluster),
    );
  }

  private share(
    key: string,
    read: () => Promise<TrafficReading>,
  ): Promise<TrafficReading> {
    const now = this.now().getTime();
    for (const [known, { answeredAt = now }] of this.shared) {
      if (now - answeredAt >= SHARED_MS) this.shared.delete(known);
    }
    const known = this.shared.get(key);
    if (known) return known.reading;
    const entry: { answeredAt?: number; reading: Promise<TrafficReading> } = {
      reading: read().finally(() => {
        entry.answeredAt = this.now().getTime();
      }),
    };
    this.shared.set(key, entry);
    return entry.reading;
  }

  private async read(
    cluster: string,
    services?: ServiceNames,
  ): Promise<TrafficReading> {
    const server = this.servers.get(cluster);
    if (!server) {
      return unknown({
        state: 'unavailable',
        reason: `No Prometheus is configured for cluster ${cluster} (mesh.clusters).`,
      });
    }
    try {
      const samples = await server.query(
        trafficQuery(this.windowSeconds, services),
      );
      this.heardAt.set(cluster, this.now());
      return this.known(samples, this.now());
    } catch (error) {
      const reason = toError(error).message;
      const heardAt = this.heardAt.get(cluster)?.toISOString();
      return unknown(
        heardAt
          ? { state: 'stale', heardAt, reason }
          : { state: 'unavailable', reason },
      );
    }
  }

  private known(samples: Sample[], heardAt: Date): TrafficReading {
    const byService = new Map<string, RequestSample[]>();
    for (const { labels, value } of samples) {
      const key = serviceKey(
        labels.destination_service_namespace,
        labels.destination_service_name,
      );
      const known = byService.get(key) ?? [];
      known.push(requestSample(labels, value));
      byService.set(key, known);
    }
    return {
      of: ({ namespace, names }) => ({
        windowSeconds: this.windowSeconds,
        samples: names.flatMap(
          name => byService.get(serviceKey(namespace, name)) ?? [],
        ),
      }),
      freshness: { state: 'live', heardAt: heardAt.toISOString() },
    };
  }
}

function unknown(freshness: Freshness): TrafficReading {
  return { of: () => undefined, freshness };
}

function serviceKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function requestSample(
  labels: Record<string, string>,
  requests: number,
): RequestSample {
  return {
    reporter: labels.reporter === 'source' ? 'source' : 'destination',
    pod: labels.pod || undefined,
    canonicalRevision: labels.destination_canonical_revision || undefined,
    responseCode: labels.response_code ?? '',
    grpcStatus: labels.grpc_response_status || undefined,
    responseFlags: labels.response_flags || undefined,
    requests,
  };
}

import type { MeshPod } from './meshPod.ts';
import { ProxyMetrics } from './proxyMetrics.ts';

/** One entry of Prometheus' `http_sd` answer. */
export interface ScrapeTarget {
  targets: string[];
  labels: Record<string, string>;
}

/** Envoy's merged metrics port, which a pod's scrape annotations name. */
const PROXY_METRICS_PORT = 15020;

/** More proxies than this are scraped as rarely as most meshes scrape theirs, for the sake of the machine. */
const MANY_PROXIES = 100;
const SCRAPE_INTERVAL_OF_MANY = '15s';

/** The proxies that run at this moment, each with its counters. */
export class ProxyRegistry {
  readonly #proxies = new Map<
    string,
    { pod: MeshPod; metrics: ProxyMetrics }
  >();

  /** Takes over the pods of a new moment: kept pods keep their counters, others lose them. */
  update(pods: readonly MeshPod[]): void {
    const present = new Map(
      pods
        .filter(({ proxy, running }) => proxy !== 'none' && running)
        .map(pod => [pod.key, pod]),
    );
    for (const key of [...this.#proxies.keys()]) {
      if (!present.has(key)) {
        this.#proxies.delete(key);
      }
    }
    for (const [key, pod] of present) {
      const known = this.#proxies.get(key);
      const metrics =
        known?.pod.uid === pod.uid ? known.metrics : new ProxyMetrics();
      this.#proxies.set(key, { pod, metrics });
    }
  }

  /** The counters of a pod's proxy; undefined when it has none. */
  metricsOf(pod: MeshPod): ProxyMetrics | undefined {
    return this.#proxies.get(pod.key)?.metrics;
  }

  /** What a scrape of `namespace/name` sees. */
  exposition(key: string): string | undefined {
    return this.#proxies.get(key)?.metrics.exposition();
  }

  /** One target per proxy, with the labels a scrape of pods usually adds. */
  targets(address: string): ScrapeTarget[] {
    const interval =
      this.#proxies.size > MANY_PROXIES
        ? { __scrape_interval__: SCRAPE_INTERVAL_OF_MANY }
        : undefined;
    return [...this.#proxies.values()].map(({ pod }) => ({
      targets: [address],
      labels: {
        __metrics_path__: `/metrics/${pod.namespace}/${pod.name}`,
        namespace: pod.namespace,
        pod: pod.name,
        app: pod.canonicalService,
        instance: `${pod.ip}:${PROXY_METRICS_PORT}`,
        ...interval,
      },
    }));
  }
}

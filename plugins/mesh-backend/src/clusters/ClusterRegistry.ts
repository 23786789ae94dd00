import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Freshness } from '@meshway/plugin-mesh-common';
import { ClusterConnection } from './ClusterConnection';
import type { ClusterChange, Clusters } from './Clusters';
import { abortableDelay, jittered } from './delay';
import type { KubernetesPlugin } from './KubernetesPlugin';
import { Subscribers } from './Subscribers';
import { whyNotUsable } from './whyNotUsable';

/** How long the Kubernetes plugin may take to list its clusters, in milliseconds. */
const LIST_TIMEOUT_MS = 10_000;
/** How often the list of clusters is read again, in milliseconds. */
const REFRESH_MS = 60_000;
/** Pauses after a failed reading of the list, in milliseconds. */
const FIRST_RETRY_MS = 500;

/**
 * The clusters of the Kubernetes plugin, each with its connection or the reason why it has none. The list is
 * read again every minute, and until it can be read.
 */
export class ClusterRegistry implements Clusters {
  private readonly kubernetes: KubernetesPlugin;
  private readonly logger: LoggerService;
  private readonly connect: (name: string) => ClusterConnection;
  private readonly connections = new Map<string, ClusterConnection>();
  private readonly refused = new Map<string, string>();
  private readonly subscribers: Subscribers<ClusterChange>;
  private readonly ended = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private listProblem: string | undefined =
    'The list of clusters has not been read yet.';

  constructor(options: {
    kubernetes: KubernetesPlugin;
    logger: LoggerService;
    /** Makes the connection to a cluster, not started. */
    connect?: (name: string) => ClusterConnection;
  }) {
    const { kubernetes, logger } = options;
    this.kubernetes = kubernetes;
    this.logger = logger;
    this.connect =
      options.connect ??
      (name =>
        new ClusterConnection({
          name,
          logger: logger.child({ cluster: name }),
          request: (path, init) => kubernetes.request(name, path, init),
        }));
    this.subscribers = new Subscribers(error =>
      logger.error(`A change of the clusters was not passed on: ${error}`),
    );
  }

  start(): void {
    this.running = this.run(this.ended.signal);
  }

  async stop(): Promise<void> {
    this.ended.abort();
    await this.running;
    const connections = [...this.connections.values()];
    this.connections.clear();
    await Promise.all(connections.map(connection => connection.stop()));
  }

  get(name: string): ClusterConnection | undefined {
    return this.connections.get(name);
  }

  names(): string[] {
    return [...this.connections.keys(), ...this.refused.keys()].sort();
  }

  get problem(): string | undefined {
    if (this.names().length > 0) return undefined;
    return (
      this.listProblem ??
      'The Kubernetes plugin of this portal has no clusters configured.'
    );
  }

  freshness(name: string): Freshness {
    return (
      this.connections.get(name)?.freshness() ?? {
        state: 'unavailable',
        reason:
          this.refused.get(name) ??
          this.listProblem ??
          `Cluster ${name} is not configured in the Kubernetes plugin.`,
      }
    );
  }

  onChange(listener: (change: ClusterChange) => void): () => void {
    return this.subscribers.add(listener);
  }

  private async run(signal: AbortSignal): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!signal.aborted) {
      let pauseMs = REFRESH_MS;
      try {
        const clusters = await this.kubernetes.clusters(
          AbortSignal.any([signal, AbortSignal.timeout(LIST_TIMEOUT_MS)]),
        );
        retryMs = FIRST_RETRY_MS;
        await this.update(clusters);
        this.setListProblem(undefined);
      } catch (error) {
        if (signal.aborted) return;
        this.logger.debug(`The list of clusters cannot be read: ${error}`);
        this.setListProblem(
          'The list of clusters cannot be read from the Kubernetes plugin.',
        );
        pauseMs = jittered(retryMs);
        retryMs = Math.min(retryMs * 2, REFRESH_MS);
      }
      await abortableDelay(pauseMs, signal);
    }
  }

  private setListProblem(problem: string | undefined): void {
    if (problem === this.listProblem) return;
    this.listProblem = problem;
    this.subscribers.tell({});
  }

  private async update(
    clusters: { name: string; authProvider: string }[],
  ): Promise<void> {
    const wanted = new Set<string>();
    for (const { name, authProvider } of clusters) {
      const reason = whyNotUsable(name, authProvider);
      if (reason === undefined) {
        wanted.add(name);
      } else if (this.refused.get(name) !== reason) {
        this.logger.warn(reason);
        this.refused.set(name, reason);
      }
    }
    for (const name of this.refused.keys()) {
      if (wanted.has(name) || !clusters.some(c => c.name === name)) {
        this.refused.delete(name);
      }
    }
    for (const [name, connection] of this.connections) {
      if (wanted.has(name)) continue;
      this.connections.delete(name);
      await connection.stop();
      this.subscribers.tell({ cluster: name });
    }
    for (const name of wanted) {
      if (!this.connections.has(name)) this.add(name);
    }
  }

  private add(name: string): void {
    const connection = this.connect(name);
    this.connections.set(name, connection);
    connection.store.onChange(change =>
      this.subscribers.tell({ cluster: name, change }),
    );
    connection.onFreshness(() => this.subscribers.tell({ cluster: name }));
    connection.start();
    this.subscribers.tell({ cluster: name });
  }
}

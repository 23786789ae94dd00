import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Freshness } from '@meshway/plugin-mesh-common';
import { UNCOUNTED, type MeshMetrics } from '../observability/MeshMetrics';
import { ClusterConnection } from './ClusterConnection';
import type { ClusterChange, Clusters, ObjectsStatus } from './Clusters';
import {
  DEFAULT_CLUSTER_SETTINGS,
  type ClusterSettings,
} from './clusterSettings';
import { abortableDelay, jittered } from './delay';
import type { ClusterDescription, KubernetesPlugin } from './KubernetesPlugin';
import { Subscribers } from './Subscribers';
import { whyNotUsable } from './whyNotUsable';

/** How long the Kubernetes plugin may take to list its clusters, in milliseconds. */
const LIST_TIMEOUT_MS = 10_000;
/** How often the list of clusters is read again, in milliseconds. */
const REFRESH_MS = 60_000;
/** Pauses after a failed reading of the list, in milliseconds. */
const FIRST_RETRY_MS = 500;

/** A cluster that is read, and what its connection was made of. */
interface Connected {
  connection: ClusterConnection;
  madeOf: string;
}

/**
 * The clusters of the Kubernetes plugin, each with its connection or the reason why it has none. The list is
 * read again every minute, whenever the configuration changes, and until it can be read. A cluster whose description
 * or settings have changed gets a new connection; the others keep theirs.
 */
export class ClusterRegistry implements Clusters {
  private readonly kubernetes: KubernetesPlugin;
  private readonly logger: LoggerService;
  private readonly connect: (
    name: string,
    settings: ClusterSettings,
  ) => ClusterConnection;
  private readonly connected = new Map<string, Connected>();
  private readonly refused = new Map<string, string>();
  /** Names in the settings that are no cluster's, so that each is logged once. */
  private readonly unknown = new Set<string>();
  private readonly subscribers: Subscribers<ClusterChange>;
  private readonly ended = new AbortController();
  private readonly ending = new Set<Promise<void>>();
  private settings: ReadonlyMap<string, ClusterSettings>;
  private running: Promise<void> = Promise.resolve();
  private readAgain: () => void = () => {};
  private listProblem: string | undefined =
    'The list of clusters has not been read yet.';

  constructor(options: {
    kubernetes: KubernetesPlugin;
    logger: LoggerService;
    /** By the name of the cluster. */
    settings?: ReadonlyMap<string, ClusterSettings>;
    metrics?: MeshMetrics;
    /** Makes the connection to a cluster, not started. */
    connect?: (name: string, settings: ClusterSettings) => ClusterConnection;
  }) {
    const { kubernetes, logger, metrics = UNCOUNTED } = options;
    this.kubernetes = kubernetes;
    this.logger = logger;
    this.settings = options.settings ?? new Map();
    this.connect =
      options.connect ??
      ((name, settings) =>
        new ClusterConnection({
          name,
          settings,
          metrics,
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
    for (const name of [...this.connected.keys()]) this.disconnect(name);
    await Promise.all(this.ending);
  }

  /** Reads the list at once, because the configuration has changed. */
  reconfigure(settings: ReadonlyMap<string, ClusterSettings>): void {
    this.settings = settings;
    this.readAgain();
  }

  get(name: string): ClusterConnection | undefined {
    return this.connected.get(name)?.connection;
  }

  names(): string[] {
    return [...this.connected.keys(), ...this.refused.keys()].sort();
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
      this.get(name)?.freshness() ?? {
        state: 'unavailable',
        reason:
          this.refused.get(name) ??
          this.listProblem ??
          `Cluster ${name} is not configured in the Kubernetes plugin.`,
      }
    );
  }

  status(): ObjectsStatus[] {
    return this.names().map(
      name =>
        this.get(name)?.status() ?? {
          name,
          freshness: this.freshness(name),
          kinds: [],
          readOnly: this.settingsOf(name).readOnly,
        },
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
        this.update(clusters);
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
      const woken = new AbortController();
      this.readAgain = () => woken.abort();
      await abortableDelay(pauseMs, AbortSignal.any([signal, woken.signal]));
    }
  }

  private setListProblem(problem: string | undefined): void {
    if (problem === this.listProblem) return;
    this.listProblem = problem;
    this.subscribers.tell({});
  }

  private update(clusters: ClusterDescription[]): void {
    const wanted = new Map<string, string>();
    for (const description of clusters) {
      const { name, authProvider } = description;
      const reason = whyNotUsable(name, authProvider);
      if (reason === undefined) {
        const settings = this.settingsOf(name);
        wanted.set(name, JSON.stringify({ description, settings }));
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
    for (const name of this.settings.keys()) {
      if (clusters.some(cluster => cluster.name === name)) continue;
      if (this.unknown.has(name)) continue;
      this.unknown.add(name);
      this.logger.warn(
        `mesh.clusters names cluster ${name}, which the Kubernetes plugin does not have.`,
      );
    }
    for (const [name, { madeOf }] of [...this.connected]) {
      if (wanted.get(name) !== madeOf) this.disconnect(name);
    }
    for (const [name, madeOf] of wanted) {
      if (!this.connected.has(name)) this.add(name, madeOf);
    }
  }

  private settingsOf(name: string): ClusterSettings {
    return this.settings.get(name) ?? DEFAULT_CLUSTER_SETTINGS;
  }

  private add(name: string, madeOf: string): void {
    const connection = this.connect(name, this.settingsOf(name));
    this.connected.set(name, { connection, madeOf });
    connection.store.onChange(change =>
      this.subscribers.tell({ cluster: name, change }),
    );
    connection.onFreshness(() => this.subscribers.tell({ cluster: name }));
    connection.start();
    this.subscribers.tell({ cluster: name });
  }

  /** Nobody waits for what a cluster that is down may hold up. */
  private disconnect(name: string): void {
    const { connection } = this.connected.get(name)!;
    this.connected.delete(name);
    const end = connection.stop().finally(() => this.ending.delete(end));
    this.ending.add(end);
    this.subscribers.tell({ cluster: name });
  }
}

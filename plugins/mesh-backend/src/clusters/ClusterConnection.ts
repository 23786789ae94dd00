import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  MESH_RESOURCES,
  type Freshness,
  type MeshKind,
} from '@meshway/plugin-mesh-common';
import type { WatchedCluster } from './Clusters';
import type { ClusterRequestInit } from './KubernetesPlugin';
import { Heartbeat, type HeartbeatTiming } from './Heartbeat';
import { KindWatch } from './KindWatch';
import { ObjectStore } from './ObjectStore';
import type { ReflectorTiming } from './Reflector';
import { Subscribers } from './Subscribers';

/**
 * Speaks to one API server.
 */
export type ClusterRequest = (
  path: string,
  init: ClusterRequestInit,
) => Promise<Response>;

/**
 * One cluster: its objects, kept by one watch per kind, and how far they can be trusted. The watches run only
 * while the heartbeat is answered; when it is answered again they begin again at once.
 */
export class ClusterConnection implements WatchedCluster {
  readonly name: string;
  readonly store: ObjectStore;
  readonly request: ClusterRequest;

  private readonly logger: LoggerService;
  private readonly heartbeat: Heartbeat;
  private readonly watches: KindWatch[];
  private readonly freshnessSubscribers: Subscribers<void>;
  private readonly ended = new AbortController();
  private watching: AbortController | undefined;
  private beating: Promise<void> = Promise.resolve();
  /** The watches of before end before those of now begin. */
  private runs: Promise<void> = Promise.resolve();
  private silence: string | undefined;
  private heardAt: Date | undefined;

  constructor(options: {
    name: string;
    request: ClusterRequest;
    logger: LoggerService;
    reflectorTiming?: ReflectorTiming;
    heartbeatTiming?: HeartbeatTiming;
  }) {
    const { name, request, logger } = options;
    this.name = name;
    this.request = request;
    this.logger = logger;
    this.silence = `Cluster ${name} has not been asked yet.`;
    const onListenerFailure = (error: unknown) =>
      logger.error(`A change in cluster ${name} was not passed on`, {
        cause: String(error),
      });
    this.store = new ObjectStore({ onListenerFailure });
    this.freshnessSubscribers = new Subscribers(onListenerFailure);
    const get = (path: string, signal: AbortSignal) =>
      request(path, { signal });
    this.heartbeat = new Heartbeat({
      cluster: name,
      request: get,
      onAlive: () => this.alive(),
      onSilent: reason => this.silent(reason),
      timing: options.heartbeatTiming,
    });
    this.watches = (Object.keys(MESH_RESOURCES) as MeshKind[]).map(
      kind =>
        new KindWatch({
          cluster: name,
          kind,
          store: this.store,
          logger,
          request: get,
          onState: () => this.freshnessSubscribers.tell(),
          onHeard: () => this.heard(),
          timing: options.reflectorTiming,
        }),
    );
  }

  start(): void {
    this.beating = this.heartbeat.run(this.ended.signal);
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.ended.abort();
    await this.beating;
    this.watching?.abort();
    await this.runs;
  }

  get complete(): boolean {
    return this.watches.every(watch => watch.synced);
  }

  freshness(): Freshness {
    if (!this.complete) {
      return {
        state: 'unavailable',
        reason: this.problem() ?? `Cluster ${this.name} is being read.`,
      };
    }
    const heardAt = this.heardAt!.toISOString();
    const problem =
      this.problem() ??
      (this.watches.every(watch => watch.current)
        ? undefined
        : `Cluster ${this.name} answers again and is being read.`);
    return problem
      ? { state: 'stale', heardAt, reason: problem }
      : { state: 'live', heardAt };
  }

  /** Calls the listener when the state or the reason of the freshness changed. */
  onFreshness(listener: () => void): () => void {
    return this.freshnessSubscribers.add(listener);
  }

  private problem(): string | undefined {
    return this.silence ?? this.watches.find(watch => watch.problem)?.problem;
  }

  private heard(): void {
    this.heardAt = new Date();
  }

  private alive(): void {
    this.heard();
    if (this.watching) return;
    this.logger.info(`Cluster ${this.name} answers, watching it`);
    this.silence = undefined;
    const watching = new AbortController();
    this.watching = watching;
    this.runs = this.runs.then(async () => {
      await Promise.all(this.watches.map(watch => watch.run(watching.signal)));
    });
    this.freshnessSubscribers.tell();
  }

  private silent(reason: string): void {
    if (this.watching) this.logger.warn(`Watching no more: ${reason}`);
    this.watching?.abort();
    this.watching = undefined;
    for (const watch of this.watches) watch.interrupt();
    if (reason === this.silence) return;
    this.silence = reason;
    this.freshnessSubscribers.tell();
  }
}

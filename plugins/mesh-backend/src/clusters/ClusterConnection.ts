import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  MESH_RESOURCES,
  type Freshness,
  type MeshKind,
  type ReadingGap,
} from '@meshway/plugin-mesh-common';
import pLimit from 'p-limit';
import { UNCOUNTED, type MeshMetrics } from '../observability/MeshMetrics';
import type { ObjectsStatus, WatchedCluster } from './Clusters';
import {
  DEFAULT_CLUSTER_SETTINGS,
  type ClusterSettings,
} from './clusterSettings';
import { countRequests } from './countRequests';
import { Discovery } from './Discovery';
import type { ClusterRequestInit } from './KubernetesPlugin';
import { Heartbeat, type HeartbeatTiming } from './Heartbeat';
import { kindStatuses } from './kindStatuses';
import { KindWatch, type KindReading } from './KindWatch';
import { ObjectStore } from './ObjectStore';
import { readingGaps, whyUnreadable } from './readingGaps';
import {
  DEFAULT_REFLECTOR_TIMING,
  type ReflectorTiming,
} from './ReflectorTiming';
import { Subscribers } from './Subscribers';
import { watchPeriod, watchSeconds } from './watchSlots';

/** Lists that are asked for at a time: a cluster that is read namespace by namespace has hundreds to begin with. */
const MAX_LISTS = 20;

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
  readonly settings: ClusterSettings;

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
  private known: KindReading[] | undefined;

  constructor(options: {
    name: string;
    request: ClusterRequest;
    logger: LoggerService;
    settings?: ClusterSettings;
    metrics?: MeshMetrics;
    /** How long a watch lasts, in seconds. */
    watchPeriod?: number;
    reflectorTiming?: ReflectorTiming;
    heartbeatTiming?: HeartbeatTiming;
  }) {
    const {
      name,
      request,
      logger,
      metrics = UNCOUNTED,
      reflectorTiming: timing = DEFAULT_REFLECTOR_TIMING,
    } = options;
    this.name = name;
    this.request = request;
    this.settings = options.settings ?? DEFAULT_CLUSTER_SETTINGS;
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
      request: countRequests(get, metrics, () => ({
        cluster: name,
        kind: 'readyz',
        verb: 'heartbeat',
      })),
      onAlive: () => this.alive(),
      onSilent: reason => this.silent(reason),
      timing: options.heartbeatTiming,
    });
    const discovery = new Discovery({
      request: countRequests(get, metrics, path => ({
        cluster: name,
        kind: path,
        verb: 'discovery',
      })),
      // Shorter than a kind waits that is not served, so that each looks for itself.
      sharedMs: timing.absentMs / 10,
    });
    const { namespaces = [undefined] } = this.settings;
    const collections = (Object.keys(MESH_RESOURCES) as MeshKind[]).flatMap(
      kind => namespaces.map(namespace => ({ kind, namespace })),
    );
    const period = options.watchPeriod ?? watchPeriod(collections.length);
    const listTurn = pLimit(MAX_LISTS);
    this.watches = collections.map(
      (collection, slot) =>
        new KindWatch({
          ...collection,
          cluster: name,
          store: this.store,
          logger,
          discovery,
          request: get,
          listTurn,
          watchSeconds: () =>
            watchSeconds(slot, collections.length, period, performance.now()),
          onState: () => this.changed(),
          onHeard: () => this.heard(),
          onSilent: () => this.resume(),
          metrics,
          timing,
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
    return (
      this.watches.every(watch => watch.isAnswered) &&
      whyUnreadable(this.readings()) === undefined
    );
  }

  freshness(): Freshness {
    if (!this.complete) {
      return {
        state: 'unavailable',
        reason:
          this.silence ??
          whyUnreadable(this.readings()) ??
          this.reasonOf('failed') ??
          `Cluster ${this.name} is being read.`,
      };
    }
    const heardAt = this.heardAt!.toISOString();
    const problem =
      this.silence ??
      this.reasonOf('stale') ??
      (this.watches.every(watch => watch.isUpToDate)
        ? undefined
        : `Cluster ${this.name} answers again and is being read.`);
    return problem
      ? { state: 'stale', heardAt, reason: problem }
      : { state: 'live', heardAt };
  }

  gaps(namespace?: string): ReadingGap[] {
    return readingGaps(this.name, this.readings(), this.settings, namespace);
  }

  /** By which version a kind is read here; undefined while that is not known, or it is not served. */
  versionOf(kind: MeshKind): string | undefined {
    return this.readings().find(reading => reading.kind === kind)?.version;
  }

  status(): ObjectsStatus {
    const { namespaces, readOnly } = this.settings;
    return {
      name: this.name,
      freshness: this.freshness(),
      kinds: kindStatuses(
        // Not those of the last change: when something was heard last changes all the time.
        this.watches.map(watch => watch.reading()),
        kind => this.store.count(kind),
        this.silence,
      ),
      readOnly,
      ...(namespaces && { namespaces }),
    };
  }

  /** Calls the listener when the state or the reason of the freshness changed. */
  onFreshness(listener: () => void): () => void {
    return this.freshnessSubscribers.add(listener);
  }

  /** Every view asks for these; they are gathered again only after a change. */
  private readings(): KindReading[] {
    this.known ??= this.watches.map(watch => watch.reading());
    return this.known;
  }

  private changed(): void {
    this.known = undefined;
    this.freshnessSubscribers.tell();
  }

  private reasonOf(state: 'failed' | 'stale'): string | undefined {
    return this.readings().find(
      reading => reading.state === state && reading.reason,
    )?.reason;
  }

  /** What has cut one watch off has likely cut off the others, which end later. */
  private resume(): void {
    for (const watch of this.watches) watch.resume();
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
    this.changed();
  }

  private silent(reason: string): void {
    if (this.watching) this.logger.warn(`Watching no more: ${reason}`);
    this.watching?.abort();
    this.watching = undefined;
    for (const watch of this.watches) watch.interrupt();
    this.known = undefined;
    if (reason === this.silence) return;
    this.silence = reason;
    this.changed();
  }
}

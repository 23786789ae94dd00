import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  MESH_RESOURCES,
  type KindStatus,
  type MeshKind,
  type MeshObject,
} from '@meshway/plugin-mesh-common';
import type { MeshMetrics } from '../observability/MeshMetrics';
import { changedAt } from './changedAt';
import { countRequests } from './countRequests';
import type { Discovery } from './Discovery';
import { KindState } from './KindState';
import { ObjectPoll } from './ObjectPoll';
import { ObjectReader } from './ObjectReader';
import type { ObjectStore } from './ObjectStore';
import { rbacRule } from './rbacRule';
import { Reflector, type ListTurn } from './Reflector';
import type { ReflectorListener } from './ReflectorListener';
import type { ReflectorTiming } from './ReflectorTiming';
import { explainRefusal, explainSilence, type Refusal } from './refusal';
import { resourcePath } from './resourcePath';

/**
 * How one kind is read, in one namespace or in all.
 */
export interface KindReading {
  kind: MeshKind;
  /** Undefined for all. */
  namespace?: string;
  state: KindStatus['state'];
  /** Version by which it is read; undefined while that is not known, or it is not served. */
  version?: string;
  heardAt?: Date;
  /** Why it cannot be read now, as a sentence for a user. */
  reason?: string;
  mend?: string;
}

/**
 * Keeps the objects of one kind of one cluster in the store, of all namespaces or of one.
 */
export class KindWatch implements ReflectorListener<MeshObject> {
  private readonly cluster: string;
  private readonly kind: MeshKind;
  private readonly namespace: string | undefined;
  private readonly store: ObjectStore;
  private readonly logger: LoggerService;
  private readonly metrics: MeshMetrics;
  private readonly onState: () => void;
  private readonly onHeard: () => void;
  private readonly onSilent: () => void;
  private readonly source: Pick<Reflector<MeshObject>, 'run' | 'resume'>;
  private readonly reader: ObjectReader;
  private readonly state = new KindState();
  private version: string | undefined;
  private heardAt: Date | undefined;

  constructor(options: {
    cluster: string;
    kind: MeshKind;
    /** The only one to read; all when undefined. */
    namespace?: string;
    store: ObjectStore;
    logger: LoggerService;
    discovery: Discovery;
    request: (path: string, signal: AbortSignal) => Promise<Response>;
    listTurn: ListTurn;
    watchSeconds: () => number;
    /** Called when the reading changed. */
    onState: () => void;
    onHeard: () => void;
    /** Called when a watch was found dead that nobody had called so. */
    onSilent: () => void;
    metrics: MeshMetrics;
    timing: ReflectorTiming;
  }) {
    const { cluster, kind, namespace, metrics, timing } = options;
    this.cluster = cluster;
    this.kind = kind;
    this.namespace = namespace;
    this.store = options.store;
    this.reader = new ObjectReader(options);
    this.logger = options.logger;
    this.metrics = metrics;
    this.onState = options.onState;
    this.onHeard = options.onHeard;
    this.onSilent = options.onSilent;
    const request = countRequests(options.request, metrics, path => ({
      cluster,
      kind,
      verb: path.includes('?watch=true') ? 'watch' : 'list',
    }));
    this.source =
      kind === 'Namespace' && namespace !== undefined
        ? new ObjectPoll({
            request,
            path: resourcePath(kind, { name: namespace }),
            listener: this,
            timing,
          })
        : new Reflector({
            request,
            path: async signal => {
              const version = await options.discovery.versionOf(kind, signal);
              // What was read by another version is to be read anew.
              if (version !== this.version) this.state.outdate();
              this.version = version;
              return version && resourcePath(kind, { version, namespace });
            },
            listTurn: options.listTurn,
            watchSeconds: options.watchSeconds,
            listener: this,
            timing,
          });
  }

  async run(signal: AbortSignal): Promise<void> {
    await this.source.run(signal);
  }

  /** Makes sure that what may be dead is not waited for. */
  resume(): void {
    this.source.resume();
  }

  /** What is known may not be true any more until it is listed again. */
  interrupt(): void {
    this.state.interrupt();
  }

  /** Whether it is known what can be read of the kind, if only that it cannot. */
  get isAnswered(): boolean {
    return this.state.isAnswered;
  }

  /** Whether what is known is as good as the cluster is heard. */
  get isUpToDate(): boolean {
    return this.state.isUpToDate;
  }

  reading(): KindReading {
    const { kind, namespace, version, heardAt, state } = this;
    return {
      kind,
      namespace,
      state: state.word,
      version,
      heardAt,
      reason: state.reason,
      mend: state.isForbidden ? rbacRule(kind, namespace) : undefined,
    };
  }

  trimmed(raw: unknown): MeshObject | undefined {
    return this.reader.read(raw);
  }

  replaced(objects: MeshObject[]): void {
    this.store.replace(this.kind, objects, this.namespace);
    if (this.state.answered('objects')) this.onState();
  }

  absent(): void {
    this.store.replace(this.kind, [], this.namespace);
    if (this.state.answered('not-served')) this.onState();
  }

  changed(raw: unknown): void {
    this.count(changedAt(raw));
    const object = this.reader.read(raw);
    if (object) this.store.put(object);
    // What it was before is not true any more, and what it is now cannot be read.
    else this.remove(raw);
  }

  deleted(raw: unknown): void {
    this.count();
    this.remove(raw);
  }

  heard(): void {
    this.heardAt = new Date();
    this.onHeard();
  }

  failed(failure: { refusal: Refusal } | { error: unknown }): void {
    if ('refusal' in failure && isForbidden(failure.refusal)) {
      const problem = `The portal's account may not ${this.reads()} of cluster ${
        this.cluster
      }.`;
      if (problem !== this.state.reason) this.logger.warn(problem);
      const isNews = this.state.refused(problem);
      // Nobody would tell when what is known goes out of date.
      if (this.state.isForbidden) {
        this.store.replace(this.kind, [], this.namespace);
      }
      if (isNews) this.onState();
      return;
    }
    const problem =
      'refusal' in failure
        ? explainRefusal(this.cluster, failure.refusal)
        : explainSilence(this.cluster, failure.error);
    if (problem !== this.state.reason) {
      this.logger.warn(`Cannot list ${this.resource()}: ${problem}`);
    }
    if (this.state.failed(problem)) this.onState();
  }

  broken(error: unknown): void {
    this.logger.debug(`The watch of ${this.resource()} broke: ${error}`);
  }

  silent(): void {
    this.logger.debug(
      `The watch of ${this.resource()} did not end when it should have`,
    );
    this.onSilent();
  }

  private remove(raw: unknown): void {
    const identity = this.reader.identityOf(raw);
    if (identity) {
      this.store.remove(this.kind, identity.namespace, identity.name);
    }
  }

  private reads(): string {
    if (this.namespace === undefined) {
      return `list and watch ${this.resource()}`;
    }
    return this.kind === 'Namespace'
      ? `read Namespace ${this.namespace}`
      : `list and watch ${this.resource()} in namespace ${this.namespace}`;
  }

  private resource(): string {
    const { group, plural } = MESH_RESOURCES[this.kind];
    return group ? `${plural}.${group}` : plural;
  }

  private count(changed?: Date): void {
    const { cluster, kind } = this;
    this.metrics.watchEvent({
      cluster,
      kind,
      ...(changed && { lagSeconds: (Date.now() - changed.getTime()) / 1000 }),
    });
  }
}

function isForbidden({ status, from }: Refusal): boolean {
  return status === 403 && from === 'cluster';
}

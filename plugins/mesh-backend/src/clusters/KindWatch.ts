import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  MESH_RESOURCES,
  parseObject,
  type KindStatus,
  type MeshKind,
  type MeshObject,
} from '@meshway/plugin-mesh-common';
import { z } from 'zod';
import type { MeshMetrics } from '../observability/MeshMetrics';
import { changedAt } from './changedAt';
import { countRequests } from './countRequests';
import type { Discovery } from './Discovery';
import { ObjectPoll } from './ObjectPoll';
import type { ObjectStore } from './ObjectStore';
import { rbacRule } from './rbacRule';
import {
  Reflector,
  type ListTurn,
  type ReflectorListener,
  type ReflectorTiming,
} from './Reflector';
import { explainRefusal, explainSilence, type Refusal } from './refusal';
import { resourcePath } from './resourcePath';

/** Malformed objects that are remembered, so that each is logged once. */
const MAX_REMEMBERED = 1000;
/** Failures after which a kind that was never read counts as one that cannot be. */
const MAX_FAILURES = 3;

const identitySchema = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: z.string().optional(),
  }),
});

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
  private readonly complainedAbout = new Set<string>();
  private version: string | undefined;
  private heardAt: Date | undefined;
  /** What the cluster said of the kind last. */
  private answer: 'none' | 'objects' | 'not-served' | 'forbidden' = 'none';
  /** Whether that is from after the cluster's last silence. */
  private isCurrent = false;
  private problem: string | undefined;
  private failures = 0;

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
            intervalMs: timing.absentMs,
          })
        : new Reflector({
            request,
            path: async signal => {
              const version = await options.discovery.versionOf(kind, signal);
              // What was read by another version is to be read anew.
              if (version !== this.version) this.isCurrent = false;
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
    this.isCurrent = false;
    this.failures = 0;
    if (this.answer !== 'forbidden') this.problem = undefined;
  }

  /** Whether it is known what can be read of the kind, if only that it cannot. */
  get isAnswered(): boolean {
    return this.answer !== 'none' || this.failures >= MAX_FAILURES;
  }

  /** Whether what is known is as good as the cluster is heard. */
  get isUpToDate(): boolean {
    return this.answer === 'objects' || this.answer === 'not-served'
      ? this.isCurrent
      : this.isAnswered;
  }

  reading(): KindReading {
    const { kind, namespace, version, heardAt, problem } = this;
    return {
      kind,
      namespace,
      state: this.state(),
      version,
      heardAt,
      reason: problem,
      mend: this.answer === 'forbidden' ? rbacRule(kind, namespace) : undefined,
    };
  }

  trimmed(raw: unknown): MeshObject | undefined {
    return this.parse(raw);
  }

  replaced(objects: MeshObject[]): void {
    this.store.replace(this.kind, objects, this.namespace);
    this.setState({ answer: 'objects' });
  }

  absent(): void {
    this.store.replace(this.kind, [], this.namespace);
    this.setState({ answer: 'not-served' });
  }

  changed(raw: unknown): void {
    this.count(changedAt(raw));
    const object = this.parse(raw);
    if (object) this.store.put(object);
    // What it was before is not true any more, and what it is now cannot be read.
    else this.removeByIdentity(raw);
  }

  deleted(raw: unknown): void {
    this.count();
    this.removeByIdentity(raw);
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
      if (this.answer !== 'forbidden') this.logger.warn(problem);
      // Nobody would tell when what is known goes out of date.
      this.store.replace(this.kind, [], this.namespace);
      this.setState({ answer: 'forbidden', problem });
      return;
    }
    const problem =
      'refusal' in failure
        ? explainRefusal(this.cluster, failure.refusal)
        : explainSilence(this.cluster, failure.error);
    if (problem !== this.problem) {
      this.logger.warn(`Cannot list ${this.resource()}: ${problem}`);
    }
    this.failures += 1;
    this.isCurrent = false;
    const isNews = problem !== this.problem || this.failures === MAX_FAILURES;
    this.problem = problem;
    if (isNews) this.onState();
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

  private parse(raw: unknown): MeshObject | undefined {
    try {
      const object = parseObject(this.kind, raw);
      if (object.unreadable) {
        this.complain(raw, `is read in part: ${object.unreadable.join(', ')}`);
      }
      return object;
    } catch (error) {
      this.complain(raw, `is left out: ${error}`);
      return undefined;
    }
  }

  /** Once per object, however often it changes. */
  private complain(raw: unknown, sentence: string): void {
    const { namespace = '', name = 'without a name' } =
      identitySchema.safeParse(raw).data?.metadata ?? {};
    const key = `${namespace}/${name}`;
    if (
      this.complainedAbout.has(key) ||
      this.complainedAbout.size >= MAX_REMEMBERED
    ) {
      return;
    }
    this.complainedAbout.add(key);
    this.logger.warn(
      `${this.kind} ${key} in cluster ${this.cluster} ${sentence}`,
    );
  }

  private removeByIdentity(raw: unknown): void {
    const identity = identitySchema.safeParse(raw).data?.metadata;
    if (!identity) return;
    const { name, namespace } = identity;
    this.store.remove(
      this.kind,
      this.kind === 'Namespace' ? name : namespace ?? '',
      name,
    );
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

  private state(): KindStatus['state'] {
    switch (this.answer) {
      case 'objects':
        return this.isCurrent ? 'live' : 'stale';
      case 'not-served':
        return 'absent';
      case 'forbidden':
        return 'forbidden';
      default:
        return this.problem ? 'failed' : 'reading';
    }
  }

  private count(changed?: Date): void {
    const { cluster, kind } = this;
    this.metrics.watchEvent({
      cluster,
      kind,
      ...(changed && { lagSeconds: (Date.now() - changed.getTime()) / 1000 }),
    });
  }

  private setState(state: {
    answer: KindWatch['answer'];
    problem?: string;
  }): void {
    const isNews =
      state.answer !== this.answer ||
      state.problem !== this.problem ||
      !this.isCurrent;
    this.answer = state.answer;
    this.problem = state.problem;
    this.isCurrent = true;
    this.failures = 0;
    if (isNews) this.onState();
  }
}

function isForbidden({ status, from }: Refusal): boolean {
  return status === 403 && from === 'cluster';
}

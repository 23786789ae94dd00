import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  MESH_RESOURCES,
  parseObject,
  type MeshKind,
  type MeshObject,
} from '@meshway/plugin-mesh-common';
import { z } from 'zod';
import type { ObjectStore } from './ObjectStore';
import {
  Reflector,
  type ReflectorListener,
  type ReflectorTiming,
} from './Reflector';
import { explainRefusal, explainSilence, type Refusal } from './refusal';
import { resourcePath } from './resourcePath';

/** Malformed objects that are remembered, so that each is logged once. */
const MAX_REMEMBERED = 1000;

const identitySchema = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: z.string().optional(),
  }),
});

/**
 * Keeps the objects of one kind of one cluster in the store.
 */
export class KindWatch implements ReflectorListener<MeshObject> {
  /** Whether the kind has been listed completely at least once. */
  synced = false;
  /** Whether it has been listed since the cluster was last silent. */
  current = false;
  /** Why the kind cannot be read now, as a sentence for a user. */
  problem: string | undefined;

  private readonly cluster: string;
  private readonly kind: MeshKind;
  private readonly store: ObjectStore;
  private readonly logger: LoggerService;
  private readonly onState: () => void;
  private readonly onHeard: () => void;
  private readonly reflector: Reflector<MeshObject>;
  private readonly complainedAbout = new Set<string>();

  constructor(options: {
    cluster: string;
    kind: MeshKind;
    store: ObjectStore;
    logger: LoggerService;
    request: (path: string, signal: AbortSignal) => Promise<Response>;
    /** Called when `synced`, `current` or `problem` changed. */
    onState: () => void;
    onHeard: () => void;
    timing?: ReflectorTiming;
  }) {
    this.cluster = options.cluster;
    this.kind = options.kind;
    this.store = options.store;
    this.logger = options.logger;
    this.onState = options.onState;
    this.onHeard = options.onHeard;
    this.reflector = new Reflector({
      request: options.request,
      path: resourcePath(options.kind),
      listener: this,
      timing: options.timing,
    });
  }

  async run(signal: AbortSignal): Promise<void> {
    await this.reflector.run(signal);
  }

  /** What is known may not be true any more until it is listed again. */
  interrupt(): void {
    this.current = false;
    this.problem = undefined;
  }

  trimmed(raw: unknown): MeshObject | undefined {
    return this.parse(raw);
  }

  replaced(objects: MeshObject[]): void {
    this.store.replace(this.kind, objects);
    this.setState({ current: true });
  }

  changed(raw: unknown): void {
    const object = this.parse(raw);
    if (object) this.store.put(object);
    // What it was before is not true any more, and what it is now cannot be read.
    else this.removeByIdentity(raw);
  }

  deleted(raw: unknown): void {
    this.removeByIdentity(raw);
  }

  heard(): void {
    this.onHeard();
  }

  failed(failure: { refusal: Refusal } | { error: unknown }): void {
    const problem =
      'refusal' in failure
        ? this.explain(failure.refusal)
        : explainSilence(this.cluster, failure.error);
    if (problem !== this.problem) {
      this.logger.warn(`Cannot list ${this.resource()}: ${problem}`);
    }
    this.setState({ current: false, problem });
  }

  broken(error: unknown): void {
    this.logger.debug(`The watch of ${this.resource()} broke: ${error}`);
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

  private explain(refusal: Refusal): string {
    return refusal.status === 403 && refusal.from === 'cluster'
      ? `The portal's account may not list and watch ${this.resource()} in cluster ${
          this.cluster
        }.`
      : explainRefusal(this.cluster, refusal);
  }

  private resource(): string {
    const { group, plural } = MESH_RESOURCES[this.kind];
    return group ? `${plural}.${group}` : plural;
  }

  private setState(state: { current: boolean; problem?: string }): void {
    if (state.current === this.current && state.problem === this.problem)
      return;
    this.current = state.current;
    this.problem = state.problem;
    this.synced ||= state.current;
    this.onState();
  }
}

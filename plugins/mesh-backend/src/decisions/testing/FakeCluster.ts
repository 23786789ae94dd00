import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  DEFAULT_MESH_SETTINGS,
  findServiceObjects,
  lookupOf,
  parseObject,
  type DecisionTarget,
  type JsonPatchOperation,
  type MeshObject,
  type MeshSettings,
  type ObjectOf,
  type PlannedPatch,
  type ReplicaSet,
  type Rollout,
  type ServiceObjects,
  type ServiceRef,
} from '@meshway/plugin-mesh-common';
import type {
  DecisionAccess,
  DecisionEvent,
  ObjectAddress,
} from '../DecisionAccess';

type Part = Record<string, any>;

/** What a cluster of a test holds. */
export interface Contents {
  /** The object that is decided about. */
  kind: 'Rollout' | 'VirtualService';
  raw: Record<string, Part>;
  /** Of the service, besides it. */
  others?: MeshObject[];
  /** Pod templates of the revisions, by the name of the ReplicaSet. */
  templates?: Record<string, { replicaSet: ReplicaSet; template: unknown }>;
}

/**
 * One object that people decide about, an API server that keeps it, and a controller that does what the test says. By
 * default it is a canary of six steps that waits at the second.
 */
export class FakeCluster implements DecisionAccess {
  /** Every patch that was sent, refused or not. */
  readonly patches: PlannedPatch[] = [];
  /** In whose name. */
  readonly authors: string[] = [];
  readonly events: DecisionEvent[] = [];
  /** What the controller does after a patch was applied. Nothing, unless the test says so. */
  controller: (status: Part, spec: Part) => void = () => {};
  /** Happens while a patch is on its way. */
  beforePatch: (patch: PlannedPatch) => void | Promise<void> = () => {};
  /** Happens while the answer to an applied patch is on its way. */
  afterPatch: (patch: PlannedPatch) => void | Promise<void> = () => {};
  /** Whether the cluster answers. */
  reachable = true;

  readonly target: DecisionTarget;

  private readonly contents: Contents;
  private readonly listeners = new Set<() => void>();
  private raw: Contents['raw'] | undefined;

  constructor(contents: Contents = waitingCanary()) {
    this.contents = contents;
    this.raw = contents.raw;
    const { namespace, name } = contents.raw.metadata;
    this.target = { kind: contents.kind, namespace, name };
  }

  /** What the controller does after a promote when it is well. */
  static goOn(status: Part): void {
    status.currentStepIndex += 2;
    status.canary.weights.canary.weight += 30;
    status.pauseConditions = [pauseSince('2026-11-20T12:00:01Z')];
  }

  /** Changes the Rollout as someone else would. */
  change(change: (status: Part, spec: Part) => void): void {
    if (this.raw) change(this.raw.status, this.raw.spec);
    for (const listener of [...this.listeners]) listener();
  }

  delete(): void {
    this.raw = undefined;
    this.change(() => {});
  }

  get subscriptions(): number {
    return this.listeners.size;
  }

  cached(): Rollout | undefined {
    return this.current() as Rollout | undefined;
  }

  objects({ namespace, name }: ServiceRef): ServiceObjects | undefined {
    const current = this.current();
    const { others = [] } = this.contents;
    return findServiceObjects(
      lookupOf(current ? [current, ...others] : others),
      namespace,
      name,
    );
  }

  meshSettings(): MeshSettings {
    return DEFAULT_MESH_SETTINGS;
  }

  async read<K extends 'Rollout' | 'VirtualService' | 'Deployment'>(
    kind: K,
  ): Promise<ObjectOf<K> | undefined> {
    this.requireReachable();
    if (kind !== this.contents.kind) {
      throw new Error(`There is no ${kind} here.`);
    }
    return this.current() as ObjectOf<K> | undefined;
  }

  async readTemplate({ name }: ObjectAddress) {
    return this.contents.templates?.[name];
  }

  async patch(
    _cluster: string,
    patch: PlannedPatch,
    { author }: { author: string },
  ): Promise<void> {
    this.patches.push(patch);
    this.authors.push(author);
    await this.beforePatch(patch);
    this.requireReachable();
    const patched = structuredClone(this.raw);
    if (
      !patched ||
      !patch.operations.every(operation => apply(patched, operation))
    ) {
      throw new ConflictError('It is not as it was seen any more.');
    }
    if (!patch.subresource) patched.metadata.generation += 1;
    this.raw = patched;
    this.change(this.controller);
    await this.afterPatch(patch);
  }

  async writeEvent(_cluster: string, event: DecisionEvent): Promise<void> {
    this.events.push(event);
  }

  onChange(
    _cluster: string,
    _target: DecisionTarget,
    listener: () => void,
  ): () => void {
    const own = () => listener();
    this.listeners.add(own);
    return () => this.listeners.delete(own);
  }

  private current(): MeshObject | undefined {
    return (
      this.raw && parseObject(this.contents.kind, structuredClone(this.raw))
    );
  }

  private requireReachable(): void {
    if (this.reachable) return;
    throw new ServiceUnavailableError(
      'Cluster lab does not answer: connection refused.',
    );
  }
}

function waitingCanary(): Contents {
  return {
    kind: 'Rollout',
    raw: {
      metadata: {
        name: 'checkout',
        namespace: 'shop',
        uid: 'uid-1',
        resourceVersion: '1',
        generation: 3,
      },
      spec: {
        template: {
          spec: { containers: [{ name: 'app', image: 'shop/checkout:2' }] },
        },
        strategy: {
          canary: {
            steps: [
              { setWeight: 20 },
              { pause: {} },
              { setWeight: 50 },
              { pause: {} },
              { setWeight: 80 },
              { pause: {} },
            ],
          },
        },
      },
      status: {
        observedGeneration: '3',
        phase: 'Paused',
        message: 'CanaryPauseStep',
        currentPodHash: 'canary',
        stableRS: 'stable',
        currentStepIndex: 1,
        controllerPause: true,
        pauseConditions: [pauseSince('2026-11-20T11:58:00Z')],
        canary: { weights: { canary: { weight: 20 }, stable: { weight: 80 } } },
      },
    },
    templates: { 'checkout-older': olderRevision() },
  };
}

function olderRevision() {
  const hash = { 'rollouts-pod-template-hash': 'older' };
  const template = {
    metadata: { labels: { app: 'checkout', ...hash } },
    spec: { containers: [{ name: 'app', image: 'shop/checkout:1' }] },
  };
  const replicaSet = parseObject('ReplicaSet', {
    metadata: {
      name: 'checkout-older',
      namespace: 'shop',
      uid: 'uid-2',
      resourceVersion: '1',
      labels: hash,
      annotations: { 'rollout.argoproj.io/revision': '1' },
      ownerReferences: [
        { kind: 'Rollout', name: 'checkout', uid: 'uid-1', controller: true },
      ],
    },
    spec: { replicas: 0, template },
  });
  return { replicaSet, template };
}

function pauseSince(startTime: string) {
  return { reason: 'CanaryPauseStep', startTime };
}

/**
 * Whether the operation could be applied: as the API server does it, as far as these decisions need it. There a test takes
 * null for the value of a missing key.
 */
function apply(object: Part, operation: JsonPatchOperation): boolean {
  const keys = operation.path.slice(1).split('/');
  const last = keys.pop()!;
  const parent = keys.reduce<Part | undefined>((at, key) => at?.[key], object);
  if (!parent) return false;
  switch (operation.op) {
    case 'test':
      return (
        JSON.stringify(parent[last] ?? null) === JSON.stringify(operation.value)
      );
    case 'remove':
      return parent[last] !== undefined && delete parent[last];
    case 'replace':
      if (parent[last] === undefined) return false;
      parent[last] = operation.value;
      return true;
    default:
      parent[last] = operation.value;
      return true;
  }
}

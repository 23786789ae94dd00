import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  DEFAULT_MESH_SETTINGS,
  parseObject,
  type DecisionTarget,
  type JsonPatchOperation,
  type MeshSettings,
  type ObjectOf,
  type PlannedPatch,
  type Rollout,
  type ServiceObjects,
} from '@meshway/plugin-mesh-common';
import type { DecisionAccess, DecisionEvent } from '../DecisionAccess';

type Status = Record<string, any>;

/**
 * One canary of six steps that waits at the second, an API server that keeps it, and a controller that does what
 * the test says.
 */
export class FakeCluster implements DecisionAccess {
  /** Every patch that was sent, refused or not. */
  readonly patches: PlannedPatch[] = [];
  /** In whose name. */
  readonly authors: string[] = [];
  readonly events: DecisionEvent[] = [];
  /** What the controller does after a patch was applied. Nothing, unless the test says so. */
  controller: (status: Status, spec: Status) => void = () => {};
  /** Happens while a patch is on its way. */
  beforePatch: (patch: PlannedPatch) => void | Promise<void> = () => {};
  /** Happens while the answer to an applied patch is on its way. */
  afterPatch: (patch: PlannedPatch) => void | Promise<void> = () => {};
  /** Whether the cluster answers. */
  reachable = true;

  private readonly listeners = new Set<() => void>();
  private raw: { [part: string]: Status } | undefined = {
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
  };

  /** What the controller does after a promote when it is well. */
  static goOn(status: Status): void {
    status.currentStepIndex += 2;
    status.canary.weights.canary.weight += 30;
    status.pauseConditions = [pauseSince('2026-11-20T12:00:01Z')];
  }

  /** Changes the Rollout as someone else would. */
  change(change: (status: Status, spec: Status) => void): void {
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
    return this.raw && parseObject('Rollout', structuredClone(this.raw));
  }

  objects(): ServiceObjects | undefined {
    return undefined;
  }

  meshSettings(): MeshSettings {
    return DEFAULT_MESH_SETTINGS;
  }

  async read<K extends 'Rollout' | 'VirtualService' | 'Deployment'>(
    kind: K,
  ): Promise<ObjectOf<K> | undefined> {
    this.requireReachable();
    if (kind !== 'Rollout') throw new Error(`There is no ${kind} here.`);
    return this.cached() as ObjectOf<K> | undefined;
  }

  async readTemplate(): Promise<undefined> {
    return undefined;
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

  private requireReachable(): void {
    if (this.reachable) return;
    throw new ServiceUnavailableError(
      'Cluster lab does not answer: connection refused.',
    );
  }
}

function pauseSince(startTime: string) {
  return { reason: 'CanaryPauseStep', startTime };
}

/**
 * Whether the operation could be applied: as the API server does it, as far as these decisions need it. There a test takes
 * null for the value of a missing key.
 */
function apply(object: Status, operation: JsonPatchOperation): boolean {
  const keys = operation.path.slice(1).split('/');
  const last = keys.pop()!;
  const parent = keys.reduce<Status | undefined>(
    (at, key) => at?.[key],
    object,
  );
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

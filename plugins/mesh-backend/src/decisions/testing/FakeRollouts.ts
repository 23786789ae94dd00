import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  parseObject,
  type JsonPatchOperation,
  type Rollout,
} from '@meshway/plugin-mesh-common';
import type { RolloutAccess } from '../types';

type Status = Record<string, any>;

/**
 * One canary of six steps that waits at the second, an API server that keeps it, and a controller that does what
 * the test says.
 */
export class FakeRollouts implements RolloutAccess {
  /** Every patch that was sent, refused or not. */
  readonly patches: JsonPatchOperation[][] = [];
  /** What the controller does after a patch was applied. Nothing, unless the test says so. */
  controller: (status: Status) => void = () => {};
  /** Happens while a patch is on its way. */
  beforePatch: () => void | Promise<void> = () => {};
  /** Happens while the answer to an applied patch is on its way. */
  afterPatch: () => void | Promise<void> = () => {};
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

  /** Changes the status as someone else would. */
  change(change: (status: Status) => void): void {
    if (this.raw) change(this.raw.status);
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

  async read(): Promise<Rollout | undefined> {
    this.requireReachable();
    return this.cached();
  }

  async patchStatus(
    _cluster: string,
    _namespace: string,
    _name: string,
    operations: JsonPatchOperation[],
  ): Promise<Rollout> {
    this.patches.push(operations);
    await this.beforePatch();
    this.requireReachable();
    const patched = structuredClone(this.raw);
    if (!patched || !operations.every(operation => apply(patched, operation))) {
      throw new ConflictError('It is not as it was seen any more.');
    }
    this.raw = patched;
    const answer = parseObject('Rollout', structuredClone(patched));
    this.change(this.controller);
    await this.afterPatch();
    return answer;
  }

  onChange(
    _cluster: string,
    _namespace: string,
    _name: string,
    listener: (rollout: Rollout | undefined) => void,
  ): () => void {
    const own = () => listener(this.cached());
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
 * Whether the operation could be applied: as the API server does it, as far as a promote needs it. There a test takes
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
  if (operation.op === 'test') {
    return (parent[last] ?? null) === operation.value;
  }
  if (operation.op !== 'remove' || parent[last] === undefined) return false;
  return delete parent[last];
}

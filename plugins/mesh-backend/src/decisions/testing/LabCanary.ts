import {
  seenOf,
  type Rollout,
  type RolloutSeen,
} from '@meshway/plugin-mesh-common';
import type { TestLab } from '../../testing/TestLab';
import type { LabCluster } from './LabCluster';
import { canaryManifests } from './labManifests';
import { createNamespace, deleteNamespace } from './labNamespace';
import { LabRollout } from './LabRollout';

const NAME = 'canary';

/**
 * A canary with many pauses in a namespace of its own.
 */
export class LabCanary extends LabRollout {
  constructor(
    private readonly inLab: TestLab,
    cluster: LabCluster,
    namespace: string,
  ) {
    super({ lab: inLab, cluster, namespace, name: NAME });
  }

  /** Creates it anew and waits until its first revision is stable. */
  async create(pauses: number): Promise<void> {
    const { namespace } = this.target;
    await createNamespace(
      this.inLab,
      namespace,
      canaryManifests({ namespace, name: NAME }, { pauses }),
    );
    await this.untilFirstIsStable();
  }

  async delete(): Promise<void> {
    await deleteNamespace(this.inLab, this.target.namespace);
  }

  /** Ships another version and returns what is seen at its first pause. */
  async ship(): Promise<RolloutSeen> {
    await this.shipNext();
    await this.until(
      'it pauses with the new version',
      rollout => pauseSeenIn(rollout)?.stepIndex === 1,
    );
    return await this.seen();
  }

  async abort(): Promise<void> {
    await this.patchStatus({ abort: true });
    await this.until(
      'it is aborted',
      ({ status }) => status.phase === 'Degraded',
    );
  }

  /** What is seen now; it must wait at a pause. */
  async seen(): Promise<RolloutSeen> {
    const seen = pauseSeenIn(await this.read());
    if (!seen) throw new Error('The canary does not wait at a pause.');
    return seen;
  }

  /** Waits for a pause behind a step and returns what is seen there. */
  async nextPause(after: number): Promise<RolloutSeen> {
    const rollout = await this.until(
      `it pauses behind step ${after + 1}`,
      now => (pauseSeenIn(now)?.stepIndex ?? 0) > after,
    );
    return pauseSeenIn(rollout)!;
  }
}

/** What is seen of a Rollout that waits at a pause. */
function pauseSeenIn(rollout: Rollout): RolloutSeen | undefined {
  const seen = seenOf(rollout);
  return seen?.pauseStartedAt ? seen : undefined;
}

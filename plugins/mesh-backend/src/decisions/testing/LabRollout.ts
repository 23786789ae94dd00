import { setTimeout as sleep } from 'node:timers/promises';
import type {
  DecisionTarget,
  Rollout,
  ServiceRef,
} from '@meshway/plugin-mesh-common';
import type { TestLab } from '../../testing/TestLab';
import { LAB, type LabCluster } from './LabCluster';

const ROLLOUTS = 'rollouts.argoproj.io';

/**
 * A Rollout of a test, driven by the real controller, with a Service of its name before it.
 */
export class LabRollout {
  readonly target: DecisionTarget;
  readonly service: ServiceRef;
  private readonly lab: TestLab;
  private readonly cluster: LabCluster;
  private version = 1;

  constructor(options: {
    lab: TestLab;
    cluster: LabCluster;
    namespace: string;
    name: string;
  }) {
    const { namespace, name } = options;
    this.lab = options.lab;
    this.cluster = options.cluster;
    this.target = { kind: 'Rollout', namespace, name };
    this.service = { cluster: LAB, namespace, name };
  }

  async read(): Promise<Rollout> {
    const found = await this.cluster.read('Rollout', this.service);
    if (!found) throw new Error(`There is no Rollout ${this.target.name}.`);
    return found;
  }

  async until(
    what: string,
    reached: (rollout: Rollout) => boolean,
  ): Promise<Rollout> {
    let rollout: Rollout | undefined;
    for (let tries = 0; tries < 1200; tries++) {
      rollout = await this.cluster.read('Rollout', this.service);
      if (rollout && reached(rollout)) return rollout;
      await sleep(50);
    }
    throw new Error(
      `Rollout ${this.target.name} did not get there: ${what}. ${JSON.stringify(
        rollout?.status,
      )}`,
    );
  }

  async untilFirstIsStable(): Promise<Rollout> {
    return await this.until(
      'its first revision is stable',
      ({ status }) =>
        status.phase === 'Healthy' &&
        status.stableRS !== undefined &&
        status.stableRS === status.currentPodHash,
    );
  }

  /**
   * Ships another version and waits until the controller has taken it up.
   *
   * @param holder - kind of the object of the same name that holds the pod template
   */
  async shipNext(holder = ROLLOUTS): Promise<Rollout> {
    this.version += 1;
    const before = (await this.read()).status.currentPodHash;
    const image = `example.com/app:${this.version}`;
    const template = { spec: { containers: [{ name: 'app', image }] } };
    await this.patch(holder, { spec: { template } });
    return await this.until(
      'the new version is taken up',
      ({ status }) => status.currentPodHash !== before,
    );
  }

  async patchStatus(status: object): Promise<void> {
    await this.patch(ROLLOUTS, { status }, '--subresource=status');
  }

  private async patch(
    kind: string,
    patch: object,
    ...flags: string[]
  ): Promise<void> {
    const { namespace, name } = this.target;
    await this.lab.kubectl(
      ...['patch', `${kind}/${name}`, '-n', namespace, ...flags],
      ...['--type=merge', '-p', JSON.stringify(patch)],
    );
  }
}

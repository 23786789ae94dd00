import { setTimeout as sleep } from 'node:timers/promises';
import type { Rollout } from '@meshway/plugin-mesh-common';
import type { TestLab } from '../../testing/TestLab';
import type { RolloutRecorder } from './RolloutRecorder';

/** Between two looks, in milliseconds. */
const PACE_MS = 300;
const SHARE_OF_STABLE = 0.7;
/** An aborted one is left a while for a retry. */
const SHARE_OF_ABORTED = 0.03;

/** Ships new versions where there is nothing left to decide, as the teams of the services do. */
export class ReleaseLoop {
  private readonly lab: TestLab;
  private readonly recorder: RolloutRecorder;
  private readonly random: () => number;
  private readonly ended = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private version = 1;

  constructor(options: {
    lab: TestLab;
    recorder: RolloutRecorder;
    random: () => number;
  }) {
    this.lab = options.lab;
    this.recorder = options.recorder;
    this.random = options.random;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.ended.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.ended.signal.aborted) {
      const due = this.recorder.latest().filter(one => this.isDue(one));
      await Promise.all(due.map(one => this.ship(one)));
      await sleep(PACE_MS);
    }
  }

  private isDue({ metadata, status }: Rollout): boolean {
    if (status.observedGeneration !== String(metadata.generation)) return false;
    if (status.abort) return this.random() < SHARE_OF_ABORTED;
    return (
      status.stableRS !== undefined &&
      status.stableRS === status.currentPodHash &&
      this.random() < SHARE_OF_STABLE
    );
  }

  private async ship({ metadata }: Rollout): Promise<void> {
    this.version += 1;
    const { apiServer, portalToken } = this.lab;
    const response = await fetch(
      `${apiServer}/apis/argoproj.io/v1alpha1/namespaces/${metadata.namespace}/rollouts/${metadata.name}?fieldManager=releases`,
      {
        method: 'PATCH',
        headers: {
          Authorization: `Bearer ${portalToken}`,
          'Content-Type': 'application/json-patch+json',
        },
        body: JSON.stringify([
          {
            op: 'replace',
            path: '/spec/template/spec/containers/0/image',
            value: `example.com/app:${this.version}`,
          },
        ]),
      },
    );
    if (!response.ok) throw new Error(await response.text());
    await response.text();
  }
}

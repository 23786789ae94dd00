import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  seenOf,
  type Rollout,
  type RolloutSeen,
} from '@meshway/plugin-mesh-common';
import type { TestLab } from '../../testing/TestLab';
import type { DecisionTarget, ServiceRef } from '@meshway/plugin-mesh-common';
import { LAB, type LabCluster } from './LabCluster';

const NAME = 'canary';

/**
 * A canary with many pauses in a namespace of its own, driven by the real controller: its traffic is split between
 * two subsets by a VirtualService.
 */
export class LabCanary {
  readonly target: DecisionTarget;
  readonly service: ServiceRef;
  private version = 1;

  constructor(
    private readonly lab: TestLab,
    private readonly cluster: LabCluster,
    namespace: string,
  ) {
    this.target = { kind: 'Rollout', namespace, name: NAME };
    this.service = { cluster: LAB, namespace, name: NAME };
  }

  /** Creates it anew and waits until its first revision is stable. */
  async create(pauses: number): Promise<void> {
    await this.delete();
    const folder = await mkdtemp(join(tmpdir(), 'meshway-canary-'));
    const file = join(folder, 'manifests.json');
    const items = manifests(this.target.namespace, pauses);
    await writeFile(
      file,
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    );
    try {
      await this.lab.kubectl('apply', '-f', file);
    } finally {
      await rm(folder, { recursive: true });
    }
    await this.until(
      'its first revision is stable',
      ({ status }) =>
        status.phase === 'Healthy' &&
        status.stableRS !== undefined &&
        status.stableRS === status.currentPodHash,
    );
  }

  async delete(): Promise<void> {
    await this.lab.kubectl(
      ...['delete', 'namespace', this.target.namespace],
      ...['--ignore-not-found', '--timeout=120s'],
    );
  }

  /** Ships another version and returns what is seen at its first pause. */
  async ship(): Promise<RolloutSeen> {
    this.version += 1;
    const before = (await this.read()).status.currentPodHash;
    await this.patch([], {
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'app', image: `example.com/app:${this.version}` },
            ],
          },
        },
      },
    });
    await this.until(
      'it pauses with the new version',
      rollout =>
        pauseSeenIn(rollout)?.stepIndex === 1 &&
        rollout.status.currentPodHash !== before,
    );
    return await this.seen();
  }

  async abort(): Promise<void> {
    await this.patch(['--subresource=status'], { status: { abort: true } });
    await this.until(
      'it is aborted',
      ({ status }) => status.phase === 'Degraded',
    );
  }

  async read(): Promise<Rollout> {
    const found = await this.cluster.read('Rollout', this.service);
    if (!found) throw new Error('There is no canary.');
    return found;
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

  private async until(
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
      `The canary did not get there: ${what}. ${JSON.stringify(
        rollout?.status,
      )}`,
    );
  }

  private async patch(flags: string[], patch: object): Promise<void> {
    const { namespace } = this.target;
    await this.lab.kubectl(
      ...['patch', `rollouts.argoproj.io/${NAME}`, '-n', namespace],
      ...['--type=merge', ...flags, '-p', JSON.stringify(patch)],
    );
  }
}

/** What is seen of a Rollout that waits at a pause. */
function pauseSeenIn(rollout: Rollout): RolloutSeen | undefined {
  const seen = seenOf(rollout);
  return seen?.pauseStartedAt ? seen : undefined;
}

function manifests(namespace: string, pauses: number): object[] {
  const metadata = { name: NAME, namespace };
  const labels = { app: NAME };
  const destination = (subset: string, weight: number) => ({
    destination: { host: NAME, subset },
    weight,
  });
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 80 }] },
    },
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata,
      spec: {
        host: NAME,
        subsets: [
          { name: 'stable', labels },
          { name: 'canary', labels },
        ],
      },
    },
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata,
      spec: {
        hosts: [NAME],
        http: [
          {
            name: 'primary',
            route: [destination('stable', 100), destination('canary', 0)],
          },
        ],
      },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [{ name: 'app', image: 'example.com/app:1' }],
          },
        },
        strategy: {
          canary: {
            trafficRouting: {
              istio: {
                virtualService: { name: NAME, routes: ['primary'] },
                destinationRule: {
                  name: NAME,
                  stableSubsetName: 'stable',
                  canarySubsetName: 'canary',
                },
              },
            },
            steps: Array.from({ length: pauses }, (_, index) => [
              { setWeight: 1 + (index % 99) },
              { pause: {} },
            ]).flat(),
          },
        },
      },
    },
  ];
}

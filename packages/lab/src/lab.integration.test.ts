import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lab } from './lab.ts';
import { identify } from './processIdentity.ts';

const MINUTES = 60_000;

interface Pods {
  items: {
    spec: { containers: { name: string }[] };
    status: { phase: string; containerStatuses: { ready: boolean }[] };
  }[];
}

describe('a lab of its own beside the default one', () => {
  const state = mkdtempSync(join(tmpdir(), 'lab-integration-'));
  const lab = new Lab({ state });

  const field = (jsonPath: string) =>
    lab.kubectl([
      'get',
      'rollout',
      'productpage',
      '--namespace=bookinfo',
      `--output=jsonpath={${jsonPath}}`,
    ]);

  const until = async (ask: () => Promise<boolean> | boolean) => {
    while (!(await ask())) {
      await sleep(100);
    }
  };

  const isPausedAt = async (step: number) =>
    (await field('.status.phase')) === 'Paused' &&
    (await field('.status.currentStepIndex')) === `${step}`;

  beforeAll(async () => {
    await lab.up();
    await lab.scenario('bookinfo');
  }, 10 * MINUTES);

  afterAll(async () => {
    await lab.down();
    rmSync(state, { recursive: true, force: true });
  }, MINUTES);

  it('has pods that the real webhook gave a proxy', async () => {
    const { items } = JSON.parse(
      await lab.kubectl(['get', 'pods', '-n', 'bookinfo', '-o', 'json']),
    ) as Pods;
    expect(items.length).toBeGreaterThan(5);
    for (const { spec, status } of items) {
      expect(spec.containers.map(({ name }) => name)).toContain('istio-proxy');
      expect(status.phase).toBe('Running');
      expect(status.containerStatuses.map(({ ready }) => ready)).toEqual([
        true,
        true,
      ]);
    }
  });

  it('refuses a route that Istio would refuse', async () => {
    const route = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'bad', namespace: 'bookinfo' },
      spec: {
        hosts: ['bad'],
        http: [{ route: [{ destination: { host: 'a' }, weight: -5 }] }],
      },
    };
    await expect(
      lab.kubectl(['apply', '-f', '-'], { input: JSON.stringify(route) }),
    ).rejects.toThrow('weight -5 < 0');
  });

  it('gives the portal its own rights and no more', async () => {
    const { portalKubeconfig } = await lab.prepare();
    const can = (...request: string[]) =>
      lab
        .kubectl([
          `--kubeconfig=${portalKubeconfig}`,
          'auth',
          'can-i',
          ...request,
          '--namespace=bookinfo',
        ])
        .then(
          answer => answer.trim(),
          () => 'no',
        );
    expect(await can('watch', 'rollouts.argoproj.io')).toBe('yes');
    expect(
      await can('patch', 'rollouts.argoproj.io', '--subresource=status'),
    ).toBe('yes');
    expect(await can('get', 'secrets')).toBe('no');
  });

  it(
    'stops a release at its pause, forgets nothing in a restart, and goes on when promoted',
    async () => {
      expect(await lab.release('productpage', '1.20.1')).toContain('1.20.1');
      await until(() => isPausedAt(1));
      const before = await lab.prepare();

      await lab.down();
      expect(lab.status().state).toBe('down');
      await lab.up();

      expect(await lab.prepare()).toEqual(before);
      await until(() => isPausedAt(1));
      expect(
        (await lab.rollouts(['promote', 'productpage', '-n', 'bookinfo'])).code,
      ).toBe(0);
      await until(() => isPausedAt(3));
    },
    3 * MINUTES,
  );

  it(
    'starts again what was killed',
    async () => {
      const rollouts = () =>
        lab.status().parts.find(({ name }) => name === 'rollouts');
      const killed = rollouts()?.pid;
      lab.chaos('kill', 'rollouts');
      await until(
        () => rollouts()?.state === 'ready' && rollouts()?.restarts === 1,
      );
      expect(rollouts()?.pid).not.toBe(killed);
    },
    MINUTES,
  );

  it(
    'loads a scenario whose namespace was deleted once more',
    async () => {
      await lab.kubectl(['delete', 'namespace', 'bookinfo', '--wait=false']);
      expect(await lab.scenario('bookinfo')).toContain('bookinfo/productpage');
      expect(await field('.status.phase')).toBe('Healthy');
    },
    3 * MINUTES,
  );

  it(
    'leaves nothing running, even when its supervisor was killed',
    async () => {
      const pids = lab.status().parts.map(({ pid }) => pid!);
      process.kill(lab.status().supervisor!.pid, 'SIGKILL');
      await until(() => lab.status().state === 'down');
      expect(pids.some(pid => identify(pid))).toBe(true);

      await lab.down();
      expect(pids.filter(pid => identify(pid))).toEqual([]);

      await lab.reset();
      expect(existsSync(lab.folders.data)).toBe(false);
    },
    MINUTES,
  );
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../../packages/lab/src/lab.ts';
import { buildAppBundle } from '../steps/appBundle.ts';
import { buildLabTools, sayLab } from '../steps/labTools.ts';
import { installPackages } from '../steps/packages.ts';
import { Portal, type PortalCluster } from '../steps/portal.ts';
import { Failure, say } from '../steps/progress.ts';
import { portIsFree, requireDisk, requireGit } from '../steps/requirements.ts';
import { stopSteps } from '../steps/run.ts';
import { untilInterrupted } from '../steps/untilInterrupted.ts';
import { root, stateDir } from '../steps/workspace.ts';

const SCENARIOS = ['bookinfo', 'shop'];

export async function main(args: string[]): Promise<void> {
  const unknown = args.filter(arg => arg !== '--no-lab');
  if (unknown.length > 0)
    throw new Failure(
      `npm start does not know ${unknown.join(' ')}; it takes --no-lab.`,
    );
  const withLab = !args.includes('--no-lab');
  const port = Number(process.env.MESHWAY_PORT ?? 7007);
  requireGit();
  requireDisk();
  await Portal.stopLeftover('portal');
  if (!(await portIsFree(port)))
    throw new Failure(
      `port ${port} is in use by another program; stop it, or choose another port: MESHWAY_PORT=${
        port + 1
      } npm start`,
    );

  let portal: Portal | undefined;
  let lab: Lab | undefined;
  await untilInterrupted(
    async signal => {
      const repositoriesDir = join(stateDir, 'repositories');
      mkdirSync(repositoriesDir, { recursive: true });
      const building = withLab ? buildLabTools({ signal }) : undefined;
      const packages = installPackages();
      await Promise.race([packages, failureOf(building)]);
      await packages;

      let cluster: PortalCluster;
      let labIsReady: Promise<void> | undefined;
      if (withLab) {
        const { Lab: LabOfMachine } = await import(
          '../../packages/lab/src/lab.ts'
        );
        const machine = new LabOfMachine({ project: root });
        const wasUp = machine.status().state === 'ready';
        const access = await machine.prepare();
        cluster = {
          name: 'lab',
          url: access.apiServer,
          caData: access.caData,
          token: access.portalToken,
          prometheusUrl: access.prometheus,
        };
        if (!wasUp) lab = machine;
        labIsReady = openLab(machine);
      } else {
        const { kubeconfigCluster } = await import(
          '../steps/kubeconfigCluster.ts'
        );
        cluster = await kubeconfigCluster();
      }

      const labFailure = failureOf(labIsReady, building);
      await Promise.race([buildAppBundle(), labFailure]);
      say('portal', 'starting');
      portal = Portal.start({
        port,
        cluster,
        repositoriesDir,
        databaseDir: join(stateDir, 'portal'),
      });
      await Promise.race([portal.ready(), labFailure]);
      say(
        'portal',
        `open ${portal.address} and press Enter to sign in as guest`,
      );
      if (labIsReady) {
        await Promise.race([labIsReady, death(portal)]);
        say(
          'ready',
          `the mesh is there too: ${portal.address}/mesh. Ctrl-C stops everything.`,
        );
      }
      await Promise.race(
        [death(portal), lab && death(lab, signal)].filter(Boolean),
      );
    },
    async () => {
      say('stopping', 'the portal and the lab');
      stopSteps();
      await Promise.all([portal?.stop(), lab?.down()]);
      say(
        'stopping',
        'everything has stopped; the next start goes on from here',
      );
    },
  );
}

async function openLab(lab: Lab): Promise<void> {
  try {
    await lab.up({ report: sayLab });
    for (const scenario of SCENARIOS) {
      say('lab', `loading the sample ${scenario}`);
      await lab.scenario(scenario);
    }
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error));
  }
}

/** Never resolves; rejects when one of the works fails. */
function failureOf(...works: (Promise<unknown> | undefined)[]): Promise<never> {
  return new Promise((_, reject) => {
    for (const work of works) work?.catch(reject);
  });
}

/** Never resolves; rejects when a process that should run on has ended. */
async function death(
  running: Portal | Lab,
  signal?: AbortSignal,
): Promise<never> {
  if (running instanceof Portal)
    throw new Failure(`${await running.ended}; its log is ${running.log}`);
  while (!signal?.aborted) {
    const { state, message } = running.status();
    if (state !== 'ready') throw new Failure(`the lab has ended: ${message}`);
    await sleep(2_000);
  }
  return await new Promise<never>(() => undefined);
}

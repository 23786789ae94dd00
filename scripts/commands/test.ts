import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAppBundle } from '../steps/appBundle.ts';
import { requireChromium } from '../steps/chromium.ts';
import { buildLabTools, sayLab } from '../steps/labTools.ts';
import { installPackages } from '../steps/packages.ts';
import { Failure, say } from '../steps/progress.ts';
import { requireDisk, requireGit } from '../steps/requirements.ts';
import { run, stopSteps } from '../steps/run.ts';
import { testPortal } from '../steps/testPortal.ts';
import { untilInterrupted } from '../steps/untilInterrupted.ts';
import { node, root, stateDir, yarn } from '../steps/workspace.ts';

type Env = Record<string, string | undefined>;

/** A part of the tests; those that need the lab get to know where it is. */
interface Part {
  doing: string;
  needsLab?: boolean;
  /** Reads the declarations that checking the types writes. */
  needsTypes?: boolean;
  commands: (env: Env) => Promise<string[][]> | string[][];
}

const repository = (script: string, ...args: string[]) => [
  node,
  yarn,
  script,
  ...args,
];

const PARTS: Record<string, Part> = {
  types: {
    doing: 'checking types',
    // Declarations of an incremental run name unions in another order, and API reports would differ.
    commands: () => [repository('tsc:full')],
  },
  style: {
    doing: 'checking style',
    commands: () => [repository('lint:all'), repository('prettier:check')],
  },
  unit: {
    doing: 'unit tests',
    commands: () => [repository('test:unit')],
  },
  packages: {
    doing: 'building packages and comparing API reports',
    needsTypes: true,
    commands: () => [repository('build:all'), repository('check:api-reports')],
  },
  integration: {
    doing: 'tests against the real control plane',
    needsLab: true,
    commands: () => [
      repository(
        'workspaces',
        'foreach',
        '--all',
        '--verbose',
        'run',
        'test:integration',
      ),
    ],
  },
  browser: {
    doing: 'the whole path in Chromium',
    needsLab: true,
    commands: async env => {
      env.MESHWAY_CHROMIUM = await requireChromium();
      await buildAppBundle();
      return [repository('workspace', '@meshway/e2e', 'test:browser')];
    },
  },
};

export async function main(args: string[]): Promise<void> {
  const unknown = args.filter(arg => !(arg in PARTS));
  if (unknown.length > 0)
    throw new Failure(
      `there is no part ${unknown.join(', ')}; there are ${Object.keys(
        PARTS,
      ).join(', ')}.`,
    );
  const chosen = args.length > 0 ? args : Object.keys(PARTS);
  const wanted =
    chosen.some(name => PARTS[name].needsTypes) && !chosen.includes('types')
      ? ['types', ...chosen]
      : chosen;
  requireGit();
  requireDisk();

  let stopLab = async () => {};
  await untilInterrupted(
    async signal => {
      const needLab = wanted.some(name => PARTS[name].needsLab);
      await Promise.all([
        installPackages(),
        needLab ? buildLabTools({ signal }) : undefined,
      ]);
      const env: Env = { CI: 'true' };
      const failed: string[] = [];
      let labIsUp = false;
      for (const name of wanted) {
        const { doing, needsLab, commands } = PARTS[name];
        try {
          if (needsLab && !labIsUp) {
            stopLab = await freshLab(env);
            labIsUp = true;
          }
          for (const command of await commands(env))
            await run(name, doing, command, { env, show: true });
        } catch (error) {
          if (!(error instanceof Failure) || signal.aborted) throw error;
          say(name, error.message);
          failed.push(name);
        }
      }
      process.stdout.write(
        `\n${wanted.length - failed.length} passed, ${failed.length} failed\n`,
      );
      if (failed.length > 0)
        throw new Failure(`these parts failed: ${failed.join(', ')}.`);
    },
    async () => {
      stopSteps();
      await stopLab();
    },
  );
}

/** A lab and a portal's folders of their own, beside those of `npm start`, which may be running. */
async function freshLab(env: Env): Promise<() => Promise<void>> {
  const dir = join(stateDir, 'test');
  const repositoriesDir = join(dir, 'repositories');
  process.env.MESHWAY_REPOSITORIES = repositoriesDir;
  const { Lab } = await import('../../packages/lab/src/lab.ts');
  const lab = new Lab({ project: root, state: join(dir, 'lab') });
  await lab.down();
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(repositoriesDir, { recursive: true });
  const access = await lab.prepare();
  try {
    await lab.up({ report: sayLab });
    for (const scenario of ['bookinfo', 'shop']) await lab.scenario(scenario);
  } catch (error) {
    await lab.down();
    throw new Failure(
      `the lab for the tests did not start: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
  Object.assign(env, {
    MESHWAY_TEST_LAB: lab.folders.state,
    MESHWAY_LAB_DIR: lab.folders.state,
    ...(await testPortal(access, dir)),
  });
  return () => lab.down();
}

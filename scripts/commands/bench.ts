import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAppBundle } from '../steps/appBundle.ts';
import { requireChromium } from '../steps/chromium.ts';
import { buildLabTools } from '../steps/labTools.ts';
import { ownLab } from '../steps/ownLab.ts';
import { installPackages } from '../steps/packages.ts';
import { Failure } from '../steps/progress.ts';
import { run, stopSteps } from '../steps/run.ts';
import { testPortal } from '../steps/testPortal.ts';
import { untilInterrupted } from '../steps/untilInterrupted.ts';
import { node, root, stateDir } from '../steps/workspace.ts';

type Env = Record<string, string>;

interface Part {
  doing: string;
  /** Its program, with what Node needs to run it. */
  program: string[];
  /** Whether it measures at several sizes. */
  hasSizes?: boolean;
  prepare?: (env: Env) => Promise<Env>;
}

const PARTS: Record<string, Part> = {
  browser: {
    doing: 'measuring the tab in Chromium',
    program: ['--no-warnings', join(root, 'packages/e2e/bench/main.ts')],
    prepare: async ({ MESHWAY_LAB_DIR: state }) => {
      await buildAppBundle();
      const { Lab } = await import('../../packages/lab/src/lab.ts');
      const access = await new Lab({ project: root, state }).prepare();
      // Beside the lab's own, whose stand-in for a GitOps controller reads the repositories there.
      const portal = await testPortal(access, state);
      mkdirSync(portal.MESHWAY_REPOSITORIES, { recursive: true });
      return { ...portal, MESHWAY_CHROMIUM: await requireChromium() };
    },
  },
  backend: {
    doing: 'measuring the backend',
    program: [
      '--no-warnings',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join(root, 'plugins/mesh-backend/dev/bench/main.ts'),
    ],
    hasSizes: true,
  },
};

export async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean' },
      size: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const { size } = values;
  if (size !== undefined && !/^[1-9]\d{0,3}$/.test(size)) {
    throw new Failure(
      `--size takes a number of services from 1 to 9999, not ${size}.`,
    );
  }
  const unknown = positionals.filter(name => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0)
    throw new Failure(
      `there is no bench of ${unknown.join(', ')}; there are ${Object.keys(
        PARTS,
      ).join(', ')}.`,
    );
  const wanted = positionals.length > 0 ? positionals : Object.keys(PARTS);
  let stopLab = async () => {};
  await untilInterrupted(
    async signal => {
      await Promise.all([installPackages(), buildLabTools({ signal })]);
      const results: Record<string, unknown> = {};
      for (const name of wanted) {
        const { doing, program, prepare, hasSizes } = PARTS[name];
        // One of its own for each: what one part leaves there would be measured by the next.
        const lab = await ownLab('bench');
        stopLab = lab.stop;
        const json = join(stateDir, `bench-${name}.json`);
        await run(
          'bench',
          doing,
          [
            node,
            ...program,
            ...(values.quick ? ['--quick'] : []),
            ...(hasSizes && size ? ['--size', size] : []),
            ...['--json', json],
          ],
          { env: { ...lab.env, ...(await prepare?.(lab.env)) }, show: true },
        );
        results[name] = JSON.parse(readFileSync(json, 'utf8'));
        await lab.stop();
      }
      if (values.json)
        writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
    },
    async () => {
      stopSteps();
      await stopLab();
    },
  );
}

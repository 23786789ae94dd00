import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../steps/packages.ts';
import { Failure } from '../steps/progress.ts';
import { run, stopSteps } from '../steps/run.ts';
import { untilInterrupted } from '../steps/untilInterrupted.ts';
import { node, root } from '../steps/workspace.ts';

const SCHEMATHESIS = 'schemathesis==4.32.5';

export async function main(args: string[]): Promise<void> {
  const [what = 'api', ...rest] = args;
  if (what !== 'api') throw new Failure(`There is no fuzz ${what}, only api.`);
  await untilInterrupted(
    async () => {
      await installPackages();
      await run(
        'fuzz',
        'saying to the API whatever its document allows and forbids',
        [
          node,
          '--no-warnings',
          '--require',
          '@backstage/cli/config/nodeTransform.cjs',
          join(root, 'plugins/mesh-backend/dev/fuzz/main.ts'),
          '--schemathesis',
          await schemathesis(),
          ...rest,
        ],
        { show: true },
      );
    },
    async () => stopSteps(),
  );
}

/** In an environment of its own beside the other tools: nothing of the machine's Python is touched. */
async function schemathesis(): Promise<string> {
  const folder = join(root, '.tools/python');
  const program = join(folder, 'bin/schemathesis');
  if (!existsSync(program)) {
    const python = join(folder, 'bin/python');
    await run('fuzz', 'making a Python environment', [
      'python3',
      '-m',
      'venv',
      folder,
    ]);
    await run('fuzz', 'installing schemathesis', [
      python,
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      SCHEMATHESIS,
    ]);
  }
  return program;
}

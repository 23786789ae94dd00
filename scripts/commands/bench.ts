import { join } from 'node:path';
import { buildLabTools } from '../steps/labTools.ts';
import { ownLab } from '../steps/ownLab.ts';
import { installPackages } from '../steps/packages.ts';
import { run, stopSteps } from '../steps/run.ts';
import { untilInterrupted } from '../steps/untilInterrupted.ts';
import { node, root } from '../steps/workspace.ts';

export async function main(args: string[]): Promise<void> {
  let stopLab = async () => {};
  await untilInterrupted(
    async signal => {
      await Promise.all([installPackages(), buildLabTools({ signal })]);
      const lab = await ownLab('bench');
      stopLab = lab.stop;
      await run(
        'bench',
        'measuring the backend',
        [
          node,
          '--no-warnings',
          '--require',
          '@backstage/cli/config/nodeTransform.cjs',
          join(root, 'plugins/mesh-backend/dev/bench/main.ts'),
          ...args,
        ],
        { env: lab.env, show: true },
      );
    },
    async () => {
      stopSteps();
      await stopLab();
    },
  );
}

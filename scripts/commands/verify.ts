import { installPackages } from '../steps/packages.ts';
import { buildLabTools } from '../steps/labTools.ts';
import { Failure } from '../steps/progress.ts';
import { run, stopSteps } from '../steps/run.ts';
import { untilInterrupted } from '../steps/untilInterrupted.ts';
import { node, yarn } from '../steps/workspace.ts';

/** Comparisons with the tools that people trust, by name. */
const COMPARISONS: Record<string, { doing: string; command: string[] }> = {
  rollouts: {
    doing: 'comparing the core with kubectl argo rollouts, state by state',
    command: ['workspace', '@meshway/lab', 'verify:rollouts'],
  },
};

export async function main([name = '']: string[]): Promise<void> {
  if (!Object.hasOwn(COMPARISONS, name))
    throw new Failure(
      `there is no comparison "${name}"; there are ${Object.keys(
        COMPARISONS,
      ).join(', ')}.`,
    );
  const { doing, command } = COMPARISONS[name];
  await untilInterrupted(
    async signal => {
      await Promise.all([installPackages(), buildLabTools({ signal })]);
      await run(name, doing, [node, yarn, ...command], {
        env: { CI: 'true' },
        show: true,
      });
    },
    async () => stopSteps(),
  );
}

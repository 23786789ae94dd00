import { buildLabTools } from '../steps/labTools.ts';
import { ownLab } from '../steps/ownLab.ts';
import { installPackages } from '../steps/packages.ts';
import { Failure } from '../steps/progress.ts';
import { run, stopSteps } from '../steps/run.ts';
import { untilInterrupted } from '../steps/untilInterrupted.ts';
import { node, yarn } from '../steps/workspace.ts';

interface Comparison {
  doing: string;
  command: string[];
  /** Whether it is given a lab; one that drives several starts its own. */
  needsLab?: boolean;
}

/** Comparisons with what people trust: their tools, and the API server itself. */
const COMPARISONS: Record<string, Comparison> = {
  rollouts: {
    doing: 'comparing the core with kubectl argo rollouts, state by state',
    command: ['workspace', '@meshway/lab', 'verify:rollouts'],
  },
  races: {
    doing: 'comparing the journal with what a thousand racing decisions did',
    command: ['workspace', '@meshway/plugin-mesh-backend', 'verify:races'],
    needsLab: true,
  },
  faults: {
    doing: 'breaking everything around the backend, one after the other',
    command: ['workspace', '@meshway/plugin-mesh-backend', 'verify:faults'],
    needsLab: true,
  },
  template: {
    doing:
      'showing what the template writes to kustomize, istioctl and the API server',
    command: [
      'workspace',
      '@meshway/plugin-scaffolder-backend-module-mesh',
      'verify:template',
    ],
    needsLab: true,
  },
};

export async function main([name = '']: string[]): Promise<void> {
  if (!Object.hasOwn(COMPARISONS, name))
    throw new Failure(
      `there is no comparison "${name}"; there are ${Object.keys(
        COMPARISONS,
      ).join(', ')}.`,
    );
  const { doing, command, needsLab } = COMPARISONS[name];
  let stopLab = async () => {};
  await untilInterrupted(
    async signal => {
      await Promise.all([installPackages(), buildLabTools({ signal })]);
      const lab = needsLab ? await ownLab(`verify-${name}`) : undefined;
      if (lab) stopLab = lab.stop;
      await run(name, doing, [node, yarn, ...command], {
        env: { CI: 'true', ...lab?.env },
        show: true,
      });
    },
    async () => {
      stopSteps();
      await stopLab();
    },
  );
}

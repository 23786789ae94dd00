import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../packages/lab/src/lab.ts';
import { sayLab } from './labTools.ts';
import { Failure } from './progress.ts';
import { root, stateDir } from './workspace.ts';

/**
 * A lab beside that of `npm start`, new and empty. The one that `MESHWAY_TEST_LAB` names is taken instead, and left
 * running.
 *
 * @returns its environment for tests, and how it ends.
 */
export async function ownLab(
  name: string,
): Promise<{ env: Record<string, string>; stop: () => Promise<void> }> {
  const given = process.env.MESHWAY_TEST_LAB;
  if (given) return { env: environmentOf(given), stop: async () => {} };
  const { Lab: LabOfMachine } = await import('../../packages/lab/src/lab.ts');
  const state = join(stateDir, name);
  const lab: Lab = new LabOfMachine({ project: root, state });
  await lab.down();
  rmSync(state, { recursive: true, force: true });
  try {
    await lab.up({ report: sayLab });
  } catch (error) {
    await lab.down();
    throw new Failure(
      `the lab did not start: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
  return { env: environmentOf(state), stop: () => lab.down() };
}

function environmentOf(state: string): Record<string, string> {
  return { MESHWAY_TEST_LAB: state, MESHWAY_LAB_DIR: state };
}

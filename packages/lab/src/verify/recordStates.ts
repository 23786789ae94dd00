import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { playStates } from './playStates.ts';
import { objectsOf, recordingOf } from './recording.ts';
import { ROLLOUT_STATES } from './states/index.ts';

/**
 * Records states of a running lab into a folder.
 *
 * @param prefixes - beginnings of the names of states; none means all states
 * @throws Error that names the states which were not reached.
 */
export async function recordStates(
  lab: Lab,
  folder: string,
  prefixes: readonly string[],
): Promise<string[]> {
  const wanted = ROLLOUT_STATES.filter(
    ({ name }) =>
      prefixes.length === 0 || prefixes.some(prefix => name.startsWith(prefix)),
  );
  mkdirSync(folder, { recursive: true });
  const results = await playStates(lab, wanted, async ({ name }, stage) => {
    const text = recordingOf(await objectsOf(stage));
    // The namespace says nothing but the state's name again, and sentences name it.
    writeFileSync(
      join(folder, `${name}.json`),
      text.replaceAll(stage.namespace, 'shop'),
    );
    return name;
  });
  const errors = results.filter(result => result instanceof Error);
  if (errors.length > 0) {
    throw new Error(errors.map(({ message }) => message).join('\n'));
  }
  return wanted.map(({ name }) => name);
}

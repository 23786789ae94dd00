import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LabFolders } from './folders.ts';
import { readJsonFile } from './jsonFile.ts';
import {
  isAlive,
  stopProcess,
  type ProcessIdentity,
} from './processIdentity.ts';

const SUFFIX = '.pid.json';

/** A process that this lab started, by the file that says so. */
export interface StartedProcess {
  readonly name: string;
  readonly identity: ProcessIdentity;
  readonly file: string;
}

/** Every process this lab started and did not see end. */
export function leftovers({ run }: LabFolders): StartedProcess[] {
  if (!existsSync(run)) {
    return [];
  }
  return readdirSync(run)
    .filter(file => file.endsWith(SUFFIX))
    .flatMap(name => {
      const file = join(run, name);
      const identity = readJsonFile<ProcessIdentity>(file);
      return identity
        ? [{ name: name.slice(0, -SUFFIX.length), identity, file }]
        : [];
    })
    .filter(({ identity }) => isAlive(identity));
}

/** Ends what a supervisor that died left behind. */
export async function stopLeftovers(folders: LabFolders): Promise<void> {
  // Nobody will read from them any more, so no order and little patience; etcd alone may write to its end.
  await Promise.all(
    leftovers(folders).map(async ({ name, identity, file }) => {
      await stopProcess(identity, name === 'etcd' ? 10_000 : 3000);
      rmSync(file, { force: true });
    }),
  );
}

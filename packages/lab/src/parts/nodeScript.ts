import { join } from 'node:path';
import type { LabFolders } from '../folders.ts';
import type { PartCommand } from '../part.ts';

/** A process of the lab's own, run by the Node that runs the supervisor. */
export function nodeScript(
  { project }: LabFolders,
  script: string,
  args: readonly string[],
): PartCommand {
  return {
    program: process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      join(project, 'packages', 'lab', 'src', script),
      ...args,
    ],
  };
}

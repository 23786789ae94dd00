import { build } from '../../packages/lab/src/build.ts';
import { labFolders } from '../../packages/lab/src/folders.ts';
import { Failure, say } from './progress.ts';
import { root } from './workspace.ts';

/** A line of the lab as a line of progress. */
export function sayLab(line: string): void {
  say('lab', line.replace(/^lab: /, ''));
}

/** Builds the lab's programs when their pins changed; needs no package of ours. */
export async function buildLabTools(options: {
  signal: AbortSignal;
  report?: (line: string) => void;
}): Promise<void> {
  try {
    await build({
      folders: labFolders(root),
      report: options.report ?? sayLab,
      signal: options.signal,
    });
  } catch (error) {
    throw new Failure(
      `${
        error instanceof Error ? error.message : error
      } (\`npm start -- --no-lab\` runs the portal against your own cluster.)`,
    );
  }
}

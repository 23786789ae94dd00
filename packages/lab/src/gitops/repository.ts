import fs from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import git from 'isomorphic-git';

// How Git marks one among the modes of a tree's entries.
const SYMBOLIC_LINK = 0o120000;

/** The commit HEAD points to; undefined while there is none. */
export async function headCommit(folder: string): Promise<string | undefined> {
  return git
    .resolveRef({ fs, gitdir: gitFolder(folder), ref: 'HEAD' })
    .catch(() => undefined);
}

/**
 * Writes the files of a commit into another folder. The repository's own working tree and index are not touched:
 * somebody may be working in them. Only files are written, no symbolic links, so nothing leads out of the folder.
 */
export async function exportCommit(
  folder: string,
  commit: string,
  target: string,
): Promise<void> {
  await git.walk({
    fs,
    gitdir: gitFolder(folder),
    trees: [git.TREE({ ref: commit })],
    map: async (path, [entry]) => {
      if (entry && (await entry.type()) === 'blob') {
        if ((await entry.mode()) === SYMBOLIC_LINK) {
          return;
        }
        const file = join(target, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, (await entry.content()) ?? '');
      }
    },
  });
}

// A repository with a working tree keeps its data in .git, a bare one is that folder itself.
function gitFolder(folder: string): string {
  const inside = join(folder, '.git');
  return fs.existsSync(inside) ? inside : folder;
}

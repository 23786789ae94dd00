import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './workspace.ts';

/** One hash over files and everything below folders, in a stable order. */
export function hashOf(paths: string[], extra = ''): string {
  const hash = createHash('sha256').update(extra);
  const visit = (path: string) => {
    const absolute = join(root, path);
    if (!existsSync(absolute)) return;
    if (statSync(absolute).isDirectory()) {
      for (const name of readdirSync(absolute).sort())
        if (name !== 'node_modules' && !name.startsWith('dist'))
          visit(join(path, name));
    } else {
      hash.update(path).update(readFileSync(absolute));
    }
  };
  paths.forEach(visit);
  return hash.digest('hex');
}

/** Does the work unless the stamp says that it was done for exactly these inputs. */
export async function unlessDone(
  stampFile: string,
  hash: string,
  work: () => Promise<void>,
): Promise<boolean> {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash)
    return false;
  await work();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
  return true;
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { LabFolders } from '../folders.ts';
import {
  readJsonFile,
  writeFileAtomically,
  writeJsonFile,
} from '../jsonFile.ts';
import { applyManifests } from '../kubectl.ts';

/**
 * Applies the manifests unless just these were applied to this cluster before: established custom resources alone
 * are megabytes that a second start need not send again. `again` sends them in any case.
 *
 * @returns whether anything was sent.
 */
export async function applyOnce(
  folders: LabFolders,
  name: string,
  manifests: string,
  options: { readonly again?: boolean; readonly signal?: AbortSignal } = {},
): Promise<boolean> {
  // Beside the database, so that both vanish together.
  const record = join(folders.data, `applied-${name}.json`);
  const hash = createHash('sha256').update(manifests).digest('hex');
  if (!options.again && readJsonFile<{ hash: string }>(record)?.hash === hash) {
    return false;
  }
  const file = join(folders.run, `${name}.yaml`);
  writeFileAtomically(file, manifests);
  await applyManifests(folders, [file], options.signal);
  writeJsonFile(record, { hash });
  return true;
}

/** The documents of a YAML stream whose kind is wanted, unparsed: some are too long to parse at every start. */
export function selectDocuments(
  stream: string,
  isWanted: (kind: string) => boolean,
): string {
  return stream
    .split(/^---\s*$/m)
    .filter(document => {
      const kind = /^kind:\s*(\w+)/m.exec(document)?.[1];
      return kind !== undefined && isWanted(kind);
    })
    .join('---\n');
}

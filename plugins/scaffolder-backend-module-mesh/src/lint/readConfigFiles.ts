import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ConfigFile } from '@meshway/plugin-mesh-common';

/** Reads the YAML files below a folder, in the order of their names. */
export async function readConfigFiles(folder: string): Promise<ConfigFile[]> {
  const files: ConfigFile[] = [];
  for (const file of await yamlFiles(folder)) {
    files.push({
      path: relative(folder, file),
      content: await readFile(file, 'utf8'),
    });
  }
  return files;
}

async function yamlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !relative(folder, file).split(/[\\/]/).includes('.git'))
    .sort();
}

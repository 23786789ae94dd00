import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ConfigObject, Finding } from '@meshway/plugin-mesh-common';
import { parseAllDocuments } from 'yaml';

/** Twice what any hand-written manifest needs. */
const MAX_BYTES = 1_000_000;

/** Reads the objects in the YAML files below a folder. What is not YAML becomes a finding. */
export async function readConfigFiles(
  folder: string,
): Promise<{ objects: ConfigObject[]; findings: Finding[] }> {
  const objects: ConfigObject[] = [];
  const findings: Finding[] = [];
  for (const file of await yamlFiles(folder)) {
    const source = relative(folder, file);
    const complain = (message: string) =>
      findings.push({
        code: 'MSH001',
        severity: 'error',
        object: source,
        message,
        mend: 'Correct the YAML.',
        docs: 'https://yaml.org/spec/1.2.2/',
      });
    const text = await readFile(file, 'utf8');
    if (text.length > MAX_BYTES) {
      complain('It is larger than a megabyte.');
      continue;
    }
    for (const document of parseAllDocuments(text)) {
      const [error] = document.errors;
      if (error) {
        complain(`It is not YAML: ${error.message.split('\n')[0]}`);
        continue;
      }
      const object = configObject(toJson(document, complain), source);
      if (object) objects.push(object);
    }
  }
  return { objects, findings };
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

function toJson(
  document: { toJS(): unknown },
  complain: (message: string) => void,
): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // An unknown alias, or aliases that multiply without end.
    complain(`It is not YAML: ${(error as Error).message}`);
    return undefined;
  }
}

/** Other YAML, such as a linter's settings, is none of ours. */
function configObject(raw: unknown, source: string): ConfigObject | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { apiVersion, kind, metadata } = raw as Record<string, unknown>;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    return undefined;
  }
  const { name, namespace } = (metadata ?? {}) as Record<string, unknown>;
  return {
    source,
    apiVersion,
    kind,
    name: typeof name === 'string' ? name : '',
    namespace: typeof namespace === 'string' ? namespace : undefined,
    raw,
  };
}

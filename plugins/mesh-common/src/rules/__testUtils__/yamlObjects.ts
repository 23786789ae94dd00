import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { ConfigObject } from '../objects/ConfigObject';

/** The objects of a rule's example, as a reader of files hands them over. */
export function exampleOf(
  code: string,
  example: 'fires' | 'silent',
): ConfigObject[] {
  const file = join(__dirname, '../__fixtures__', code, `${example}.yaml`);
  return yamlObjects(readFileSync(file, 'utf8'), `${example}.yaml`);
}

/** The Kubernetes objects in YAML. */
export function yamlObjects(text: string, source: string): ConfigObject[] {
  return parseAllDocuments(text).flatMap(document => {
    const raw = document.toJS();
    if (!raw?.kind || !raw.apiVersion) return [];
    const { apiVersion, kind, metadata } = raw;
    const { name = '', namespace } = metadata ?? {};
    return [{ source, apiVersion, kind, name, namespace, raw }];
  });
}

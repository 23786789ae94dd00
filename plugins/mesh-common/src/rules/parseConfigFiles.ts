import { isScalar, parseAllDocuments, visit, type Document } from 'yaml';
import type { Finding } from '../model';
import { clipped } from '../service/words';
import type { ConfigObject } from './objects/ConfigObject';

/** Twice what any hand-written manifest needs. */
const MAX_LENGTH = 1_000_000;
/** More than any one service consists of. */
const MAX_OBJECTS = 1000;

/**
 * A file of configuration.
 *
 * @public
 */
export interface ConfigFile {
  /** By which findings name it. */
  path: string;
  /** YAML documents. */
  content: string;
}

/**
 * Reads the objects in YAML files. What is not YAML becomes a finding; other YAML, such as a linter's settings, is passed
 * over.
 *
 * @public
 */
export function parseConfigFiles(files: readonly ConfigFile[]): {
  objects: ConfigObject[];
  findings: Finding[];
} {
  const objects: ConfigObject[] = [];
  const findings: Finding[] = [];
  for (const { path, content } of files) {
    const complain = (message: string) => findings.push(finding(path, message));
    if (content.length > MAX_LENGTH) {
      complain('It is larger than a megabyte.');
      continue;
    }
    for (const { value, error } of documentsIn(content)) {
      const object = configObject(value, path);
      if (error !== undefined) {
        complain(`It is not YAML: ${error}`);
      } else if (object && objects.length === MAX_OBJECTS) {
        complain(`With it there are more than ${MAX_OBJECTS} objects.`);
        break;
      } else if (object) {
        objects.push(object);
      }
    }
  }
  return { objects, findings };
}

function documentsIn(content: string): { value?: unknown; error?: string }[] {
  try {
    return parseAllDocuments(content, { uniqueKeys: false }).map(document => {
      const [error] = document.errors;
      if (error) return { error: error.message.split('\n')[0] };
      const key = repeatedKey(document);
      if (key !== undefined) return { error: `"${key}" stands twice in a map` };
      try {
        return { value: document.toJS() };
      } catch (problem) {
        // An unknown alias, or aliases that multiply without end.
        return { error: (problem as Error).message };
      }
    });
  } catch {
    // Brackets in brackets, until the parser has no stack left.
    return [{ error: 'it is nested too deeply' }];
  }
}

/** The parser itself would compare each key with each: seconds for a large map. */
function repeatedKey(document: Document): string | undefined {
  let repeated: string | undefined;
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key) || key.value === '<<') continue;
        if (keys.has(key.value)) {
          repeated = clipped(String(key.value));
          return visit.BREAK;
        }
        keys.add(key.value);
      }
      return undefined;
    },
  });
  return repeated;
}

function finding(path: string, message: string): Finding {
  return {
    code: 'MSH001',
    severity: 'error',
    object: path,
    message,
    mend: 'Correct the YAML.',
    docs: 'https://yaml.org/spec/1.2.2/',
  };
}

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

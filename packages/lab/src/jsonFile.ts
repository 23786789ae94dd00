import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The content of a JSON file; undefined when it is missing or was not written to its end. */
export function readJsonFile<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Replaces the file in one step, so that a reader never sees half of it. */
export function writeFileAtomically(
  path: string,
  content: string,
  mode: number = 0o644,
): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, path);
}

/** Writes a value as JSON, see {@link writeFileAtomically}. */
export function writeJsonFile(
  path: string,
  value: unknown,
  mode?: number,
): void {
  writeFileAtomically(path, `${JSON.stringify(value, null, 2)}\n`, mode);
}

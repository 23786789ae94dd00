import type { ConfigFile } from '@meshway/plugin-mesh-common';
import type { EncodedFile } from './DryRun';

/** More than anybody reads, in bytes. */
const MAX_BYTES = 200_000;

/**
 * The files that people can read, in the order of their paths.
 */
export function readableFiles(files: readonly EncodedFile[]): ConfigFile[] {
  return files
    .flatMap(({ path, base64Content }) => {
      const bytes = Buffer.from(base64Content, 'base64');
      if (bytes.length > MAX_BYTES) return [];
      const content = textOf(bytes);
      return content === undefined ? [] : [{ path, content }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    return undefined;
  }
}

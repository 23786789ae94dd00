import {
  copyFileSync,
  existsSync,
  readdirSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabFolders } from './folders.ts';
import { logFile } from './runningPart.ts';

const LONGEST_BYTES = 20e6;

/** Moves logs that have grown long aside, so that a lab that runs for weeks does not fill the disk. */
export function trimLogs({ logs }: LabFolders): void {
  for (const name of readdirSync(logs)) {
    const file = join(logs, name);
    if (name.endsWith('.log') && statSync(file).size > LONGEST_BYTES) {
      // Copied, not renamed: the process keeps the file open and appends to it.
      copyFileSync(file, `${file}.1`);
      truncateSync(file);
    }
  }
}

/** The names under which there are logs. */
export function logNames({ logs }: LabFolders): string[] {
  return existsSync(logs)
    ? readdirSync(logs)
        .filter(name => name.endsWith('.log'))
        .map(name => name.slice(0, -'.log'.length))
    : [];
}

/** Writes a log, and with `follow` what is added to it, until the signal comes. */
export async function copyLog(
  folders: LabFolders,
  name: string,
  write: (text: string) => void,
  options: { readonly follow: boolean; readonly signal?: AbortSignal },
): Promise<void> {
  if (!logNames(folders).includes(name)) {
    throw new Error(
      `There is no log "${name}"; there are: ${
        logNames(folders).join(', ') || 'none yet'
      }.`,
    );
  }
  const path = logFile(folders, name);
  let position = 0;
  while (!options.signal?.aborted) {
    // Opened anew each time: a restart of the lab begins a new file.
    const file = await open(path);
    try {
      const { size } = await file.stat();
      position = size < position ? 0 : position;
      const { bytesRead, buffer } = await file.read({
        buffer: Buffer.alloc(size - position),
        position,
      });
      position += bytesRead;
      write(buffer.toString('utf8', 0, bytesRead));
    } finally {
      await file.close();
    }
    if (!options.follow) {
      return;
    }
    await sleep(500, undefined, { signal: options.signal }).catch(
      () => undefined,
    );
  }
}

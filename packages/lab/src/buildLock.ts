import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJsonFile, writeJsonFile } from './jsonFile.ts';
import { identify, isAlive, type ProcessIdentity } from './processIdentity.ts';

/** The right to build; others wait and repeat what its holder tells. */
export interface BuildLock {
  tell(line: string): void;
  release(): void;
}

interface Holder {
  readonly process: ProcessIdentity;
  readonly line?: string;
}

/** Waits until nobody else builds into the same folder. A holder that died is not waited for. */
export async function takeBuildLock(options: {
  readonly file: string;
  /** Gets what the holder tells. */
  readonly overhear: (line: string) => void;
  readonly signal?: AbortSignal;
}): Promise<BuildLock> {
  const { file, overhear, signal } = options;
  const self = identify(process.pid) as ProcessIdentity;
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  let heard: string | undefined;
  for (;;) {
    signal?.throwIfAborted();
    try {
      // A link appears together with its content, a file that is created is empty at first.
      writeFileSync(own, JSON.stringify({ process: self }));
      linkSync(own, file);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    } finally {
      rmSync(own, { force: true });
    }
    const holder = readJsonFile<Holder>(file);
    if (!isAlive(holder?.process)) {
      rmSync(file, { force: true });
      continue;
    }
    if (holder?.line && holder.line !== heard) {
      heard = holder.line;
      overhear(heard);
    }
    await sleep(500);
  }
  return {
    tell: line => writeJsonFile(file, { process: self, line }),
    release: () => rmSync(file, { force: true }),
  };
}

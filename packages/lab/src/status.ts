import { join } from 'node:path';
import type { LabFolders } from './folders.ts';
import { readJsonFile, writeJsonFile } from './jsonFile.ts';
import { isAlive, type ProcessIdentity } from './processIdentity.ts';

/**
 * How far the lab as a whole is.
 *
 * @public
 */
export type LabState =
  | 'building'
  | 'starting'
  | 'ready'
  | 'stopping'
  | 'failed'
  | 'down';

/**
 * How far one process of the lab is.
 *
 * @public
 */
export type PartState =
  | 'waiting'
  | 'starting'
  | 'ready'
  | 'restarting'
  | 'stopped';

/**
 * One process of the lab.
 *
 * @public
 */
export interface PartStatus {
  readonly name: string;
  readonly state: PartState;
  /** Absent while no process runs. */
  readonly pid?: number;
  /** Since when it is in this state; ISO 8601. */
  readonly since: string;
  /** How often it was started again after it had died. */
  readonly restarts: number;
}

/**
 * What `status.json` says.
 *
 * @public
 */
export interface LabStatus {
  readonly state: LabState;
  /** One sentence for people: what is going on, or what went wrong. */
  readonly message: string;
  /** Since when; ISO 8601. */
  readonly since: string;
  readonly parts: readonly PartStatus[];
  /** Address of the API server. */
  readonly apiServer?: string;
  /** Address of Prometheus. */
  readonly prometheus?: string;
  /** The process that looks after the parts. */
  readonly supervisor?: ProcessIdentity;
}

function statusFile(folders: LabFolders): string {
  return join(folders.state, 'status.json');
}

/** Tells everybody who reads `status.json` how the lab is. */
export function writeStatus(folders: LabFolders, status: LabStatus): void {
  writeJsonFile(statusFile(folders), status);
}

/**
 * How the lab is. A file whose author has died is not believed: the lab is then down, whatever it says.
 */
export function readStatus(
  folders: LabFolders,
  alive: (identity: ProcessIdentity | undefined) => boolean = isAlive,
): LabStatus {
  const written = readJsonFile<LabStatus>(statusFile(folders));
  if (!written) {
    return {
      state: 'down',
      message: 'The lab has never been started.',
      since: new Date(0).toISOString(),
      parts: [],
    };
  }
  if (
    written.state !== 'down' &&
    written.state !== 'failed' &&
    !alive(written.supervisor)
  ) {
    return {
      ...written,
      state: 'down',
      message: 'The lab ended unexpectedly; its next start tidies up.',
      parts: [],
      supervisor: undefined,
    };
  }
  return written;
}

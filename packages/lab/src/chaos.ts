import type { LabFolders } from './folders.ts';
import { leftovers } from './leftovers.ts';
import { signalProcess } from './processIdentity.ts';
import { findProcess } from './runningPart.ts';

const SIGNALS = {
  /** It dies without a chance to tidy up; the supervisor starts it again. */
  kill: 'SIGKILL',
  /** It hangs: connections stay open and nothing answers. */
  pause: 'SIGSTOP',
  /** It goes on. */
  resume: 'SIGCONT',
} as const;

/**
 * What can be done to one process of a lab, for tests.
 *
 * @public
 */
export type ChaosAction = keyof typeof SIGNALS;

/** Whether there is such an action. */
export function isChaosAction(value: string): value is ChaosAction {
  return Object.hasOwn(SIGNALS, value);
}

/** Does something bad to one process of the lab. */
export function causeChaos(
  folders: LabFolders,
  action: ChaosAction,
  part: string,
): void {
  const identity = findProcess(folders, part);
  if (!identity || !signalProcess(identity, SIGNALS[action])) {
    const names = leftovers(folders).map(({ name }) => name);
    throw new Error(
      `"${part}" does not run in this lab; these do: ${
        names.join(', ') || 'none'
      }.`,
    );
  }
}

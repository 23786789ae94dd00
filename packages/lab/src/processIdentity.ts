import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A process that cannot be mistaken for another: process ids are reused, an id together with its time of start is not.
 *
 * @public
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, in whatever form the operating system tells it. */
  readonly startedAt: string;
}

/** Who runs under this id now; undefined when nobody does, or only a corpse that was not yet collected. */
export function identify(pid: number): ProcessIdentity | undefined {
  const startedAt =
    process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether that very process still runs. */
export function isAlive(identity: ProcessIdentity | undefined): boolean {
  return (
    identity !== undefined &&
    identify(identity.pid)?.startedAt === identity.startedAt
  );
}

/**
 * Sends a signal to that very process and to none that came to its id later.
 *
 * @returns whether it was there.
 */
export function signalProcess(
  identity: ProcessIdentity,
  signal: NodeJS.Signals,
): boolean {
  if (!isAlive(identity)) {
    return false;
  }
  try {
    process.kill(identity.pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Asks the process to stop, waits, and after `graceMs` milliseconds ends it. Resolves when it is gone. */
export async function stopProcess(
  identity: ProcessIdentity,
  graceMs: number,
): Promise<void> {
  // A paused process would hear nothing but SIGKILL.
  signalProcess(identity, 'SIGCONT');
  signalProcess(identity, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isAlive(identity) && Date.now() < deadline) {
    await sleep(50);
  }
  while (signalProcess(identity, 'SIGKILL')) {
    await sleep(50);
  }
}

// proc_pid_stat(5): field 3 is the state, field 22 the start in clock ticks since boot. The second field, the name,
// may itself contain blanks and parentheses, so counting begins behind the last one.
function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return fields[0] === 'Z' || fields[0] === 'X'
      ? undefined
      : `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', `${pid}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return line === '' || line.startsWith('Z')
      ? undefined
      : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}

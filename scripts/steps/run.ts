import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure, duration, say } from './progress.ts';
import { childEnv, root, stateDir } from './workspace.ts';

const running = new Set<() => void>();

/** Ends the steps that still run, for Ctrl-C. */
export function stopSteps(): void {
  for (const stop of running) stop();
}

/** Where the output of a step or a process goes. */
export function logFile(name: string): string {
  return join(stateDir, 'logs', `${name}.log`);
}

/** The end of a log, for a message about what went wrong. */
export function logTail(file: string, lines = 15): string {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .join('\n');
}

/**
 * Runs a command to its end. Its output goes to a log (or to the terminal with `show`), and a line
 * every 15 seconds says that it still runs.
 *
 * @throws {@link Failure} with the end of the log when the command fails.
 */
export async function run(
  what: string,
  doing: string,
  command: string[],
  options: {
    env?: Record<string, string | undefined>;
    cwd?: string;
    show?: boolean;
  } = {},
): Promise<void> {
  const log = logFile(what);
  mkdirSync(dirname(log), { recursive: true });
  const startedAt = Date.now();
  say(what, doing);
  const output = options.show ? undefined : openSync(log, 'w');
  const [file, ...args] = command;
  const child = spawn(file, args, {
    cwd: options.cwd ?? root,
    env: childEnv(options.env),
    stdio: ['ignore', output ?? 'inherit', output ?? 'inherit'],
    detached: true,
  });
  const stop = () => {
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
  };
  running.add(stop);
  const ticker = setInterval(() => {
    if (!options.show)
      say(what, `${doing}, ${duration(Date.now() - startedAt)} so far`);
  }, 15_000);
  try {
    const [code, signal] = await new Promise<[number | null, string | null]>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (...end) => resolve(end));
      },
    );
    if (code !== 0)
      throw new Failure(
        `${doing}: ${command.slice(-3).join(' ')} ended with ${
          signal ?? code
        }.${output ? `\n${logTail(log)}\n(the whole log: ${log})` : ''}`,
      );
    say(what, `${doing}: done in ${duration(Date.now() - startedAt)}`);
  } finally {
    clearInterval(ticker);
    running.delete(stop);
    if (output !== undefined) closeSync(output);
  }
}

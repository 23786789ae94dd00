import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';

/** How to run the `go` command. */
export interface GoOptions {
  /** Ends the command and everything it started. */
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
  /** Gets every line the command writes about its progress. */
  readonly onLine?: (line: string) => void;
}

/** Runs `go`; throws an Error with what it complained about. */
export async function runGo(
  args: readonly string[],
  cwd: string,
  options: GoOptions = {},
): Promise<void> {
  await readGo(args, cwd, options);
}

/** Runs `go` and returns its standard output; throws an Error with what it complained about. */
export function readGo(
  args: readonly string[],
  cwd: string,
  { signal, onLine, env }: GoOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    // CGO off: a C compiler is not among the prerequisites, and none of the programs needs one.
    // In a process group of its own, so that the compilers it started end with it.
    const child = spawn('go', args, {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        CGO_ENABLED: '0',
        GOFLAGS: '',
        GOWORK: 'off',
        ...env,
      },
    });
    const stop = () => {
      try {
        process.kill(-(child.pid as number), 'SIGTERM');
      } catch {
        // It has ended by itself.
      }
    };
    const complaints: string[] = [];
    let output = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text;
    });
    createInterface({ input: child.stderr }).on('line', line => {
      onLine?.(line);
      complaints.push(line);
      complaints.splice(0, complaints.length - 12);
    });
    child.once('spawn', () => {
      // The portal that starts meanwhile goes first.
      setPriority(child.pid as number, 10);
      if (signal?.aborted) {
        stop();
      }
      signal?.addEventListener('abort', stop);
    });
    child.once('error', error =>
      reject(
        'code' in error && error.code === 'ENOENT'
          ? new Error(
              'The lab needs Go 1.26 or newer, and there is no "go" on the PATH.',
            )
          : error,
      ),
    );
    child.once('close', code => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) {
        reject(new Error('The build of the lab was stopped.'));
      } else if (code === 0) {
        resolve(output);
      } else {
        const full = complaints.some(line =>
          line.includes('no space left on device'),
        );
        reject(
          new Error(
            full
              ? 'The build of the lab failed: no space left on the disk.'
              : `The build of the lab failed: go ${args[0]}: ${complaints.join(
                  '\n',
                )}`,
          ),
        );
      }
    });
  });
}

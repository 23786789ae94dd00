import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Failure } from './progress.ts';
import { root, stateDir, toolsDir } from './workspace.ts';

const GIGABYTE = 1024 ** 3;

/** The Go that the lab's modules ask for. */
const GO_MINOR = 26;

/** Go compiles the control plane. */
export function requireGo(): void {
  const { stdout, error } = spawnSync('go', ['env', 'GOVERSION'], {
    encoding: 'utf8',
  });
  const hint =
    'install it, or run the portal against your own cluster with `npm start -- --no-lab`.';
  if (error)
    throw new Failure(
      `Go 1.${GO_MINOR} or newer is needed to build the lab, and there is no \`go\` on the PATH; ${hint}`,
    );
  const version = /^go1\.(\d+)/.exec(stdout);
  if (!version || Number(version[1]) < GO_MINOR)
    throw new Failure(
      `Go 1.${GO_MINOR} or newer is needed to build the lab, and this is ${stdout.trim()}; ${hint}`,
    );
}

/** The template publishes to Git repositories, and the lab reads them. */
export function requireGit(): void {
  if (spawnSync('git', ['--version']).error)
    throw new Failure('git is not on the PATH; install it and try again.');
}

/** A build that runs out of disk fails with riddles, so it is asked for beforehand. */
export function requireDisk(options: { lab: boolean }): void {
  mkdirSync(stateDir, { recursive: true });
  let needed = GIGABYTE;
  if (!existsSync(join(root, 'node_modules'))) needed += 3 * GIGABYTE;
  if (options.lab && !existsSync(join(toolsDir, 'lab/bin')))
    needed += 14 * GIGABYTE;
  const { bavail, bsize } = statfsSync(stateDir);
  const free = bavail * bsize;
  if (free < needed)
    throw new Failure(
      `${(needed / GIGABYTE).toFixed(0)} GB of free disk are needed and ${(
        free / GIGABYTE
      ).toFixed(1)} GB are left; make room and try again.`,
    );
}

/** Whether nobody listens on a loopback port. */
export async function portIsFree(port: number): Promise<boolean> {
  return await new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/** A port that nobody listens on, chosen by the system. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}

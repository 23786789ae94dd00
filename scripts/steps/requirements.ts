import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Failure } from './progress.ts';
import { root, stateDir } from './workspace.ts';

const GIGABYTE = 1e9;

/** The template publishes to Git repositories, and the lab reads them. */
export function requireGit(): void {
  if (spawnSync('git', ['--version']).error)
    throw new Failure('git is not on the PATH; install it and try again.');
}

/** An installation that runs out of disk fails with riddles, so the room is asked for beforehand. */
export function requireDisk(): void {
  mkdirSync(stateDir, { recursive: true });
  const needed =
    GIGABYTE * (existsSync(join(root, 'node_modules')) ? 0.5 : 3.5);
  const { bavail, bsize } = statfsSync(stateDir);
  const free = bavail * bsize;
  if (free < needed)
    throw new Failure(
      `${needed / GIGABYTE} GB of free disk are needed and ${(
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

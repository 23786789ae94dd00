import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, say } from './progress.ts';
import { freePort } from './requirements.ts';
import { logFile, logTail } from './run.ts';
import { childEnv, node, root, yarn } from './workspace.ts';

/** The interface alone, over invented situations; it needs neither a portal nor a mesh. */
export interface DevApp {
  address: string;
  stop: () => Promise<void>;
}

/** Serves the plugin's dev app on a port of its own, and waits until a browser can use it. */
export async function startDevApp(): Promise<DevApp> {
  const address = `http://127.0.0.1:${await freePort()}`;
  const log = logFile('dev-app');
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  say('dev-app', 'starting');
  const child = spawn(
    node,
    [
      yarn,
      'workspace',
      '@meshway/plugin-mesh',
      'start',
      '--config',
      join(root, 'plugins/mesh/dev/app-config.yaml'),
    ],
    {
      cwd: root,
      stdio: ['ignore', output, output],
      // Its own process group, so that the server behind yarn ends with it.
      detached: true,
      env: childEnv({ APP_CONFIG_app_baseUrl: address }),
    },
  );
  const ended = new Promise<void>(resolve =>
    child.once('exit', () => resolve()),
  );
  const stop = async () => {
    if (child.pid && child.exitCode === null && !child.signalCode)
      process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return { address, stop };
    await sleep(250);
  }
  await stop();
  throw new Failure(
    `the dev app did not start. The end of its log ${log}:\n${logTail(log)}`,
  );
}

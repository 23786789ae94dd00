import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import type { BackendNews, BackendTask } from './BackendTask';

/** A catalog of a thousand entities takes its time. */
const READY_WITHIN_MS = 300_000;

/**
 * A backend in a process of its own, so that it can be killed, measured and run several times beside one database.
 */
export class BackendProcess {
  readonly url: string;
  private readonly child: ChildProcess;
  private readonly folder: string;

  /** Resolves when it serves. What it logs is the error's message when it does not. */
  static async start(
    options: Omit<BackendTask, 'port'>,
  ): Promise<BackendProcess> {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), 'meshway-backend-'));
    const taskFile = join(folder, 'task.json');
    await writeFile(taskFile, JSON.stringify({ ...options, port }));
    const child = spawn(
      process.execPath,
      [
        '--expose-gc',
        '--no-warnings',
        ...[
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        require.resolve('./main.ts'),
        taskFile,
      ],
      {
        env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    const log = join(folder, 'log');
    const out = createWriteStream(log);
    child.stdout!.pipe(out, { end: false });
    child.stderr!.pipe(out, { end: false });
    const backend = new BackendProcess(child, port, folder);
    await backend.hear('ready', READY_WITHIN_MS);
    return backend;
  }

  private constructor(child: ChildProcess, port: number, folder: string) {
    this.child = child;
    this.folder = folder;
    this.url = `http://127.0.0.1:${port}/api/mesh`;
  }

  headers(user = 'guest'): Record<string, string> {
    return {
      Authorization: mockCredentials.user.header(`user:default/${user}`),
    };
  }

  entityUrl(name: string): string {
    return `${this.url}/entities/component/default/${name}`;
  }

  /** Resolves when the catalog knows the entity and its cluster is live. */
  async untilLive(name: string): Promise<EntityMeshView> {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const response = await fetch(`${this.entityUrl(name)}/view`, {
        headers: this.headers(),
      });
      const text = await response.text();
      if (response.ok) {
        const view = JSON.parse(text) as EntityMeshView;
        const [service] = view.services;
        if (service?.freshness.cluster.state === 'live') return view;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `There is no live view of ${name}: ${text.slice(0, 500)} (${
            this.folder
          })`,
        );
      }
      await sleep(200);
    }
  }

  /** What it occupies, after its garbage was collected. */
  async memory(): Promise<{ rssBytes: number; heapBytes: number }> {
    const answer = this.hear('memory', 10_000);
    this.child.send('memory');
    return await answer;
  }

  /** Ends it at once, without a chance to tidy up. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill(signal);
      const timer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private hear<K extends BackendNews['kind']>(
    kind: K,
    withinMs: number,
  ): Promise<Extract<BackendNews, { kind: K }>> {
    return new Promise((resolve, reject) => {
      const ended = new AbortController();
      const { signal } = ended;
      const fail = (why: string) => {
        ended.abort();
        reject(new Error(`The backend ${why}; see ${this.folder}/log.`));
      };
      const onMessage = (news: BackendNews) => {
        if (news.kind !== kind) return;
        ended.abort();
        resolve(news as Extract<BackendNews, { kind: K }>);
      };
      const onExit = () => fail('has ended');
      const timer = setTimeout(() => fail('is not heard'), withinMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        this.child.off('message', onMessage);
        this.child.off('exit', onExit);
      });
      this.child.on('message', onMessage);
      this.child.on('exit', onExit);
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

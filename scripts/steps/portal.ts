import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  identify,
  type ProcessIdentity,
  stopProcess,
} from '../../packages/lab/src/processIdentity.ts';
import {
  readJsonFile,
  writeJsonFile,
} from '../../packages/lab/src/jsonFile.ts';
import { Failure } from './progress.ts';
import { logFile, logTail } from './run.ts';
import { childEnv, node, root, stateDir } from './workspace.ts';

const GRACE_MS = 8_000;

function identityFile(name: string): string {
  return join(stateDir, 'run', `${name}.json`);
}

/** The cluster that the portal shows. */
export interface PortalCluster {
  name: string;
  /** `https://host:port` of its API server. */
  url: string;
  /** PEM of the authority behind its certificate, base64. */
  caData: string;
  /** Token of the ServiceAccount `meshway/meshway`. */
  token: string;
  prometheusUrl?: string;
}

/** The backend, which also serves the interface. */
export class Portal {
  readonly address: string;
  private readonly child: ChildProcess;
  /** File of everything it printed. */
  readonly log: string;
  /** Resolves when the process has ended, with a sentence that says how. */
  readonly ended: Promise<string>;

  private constructor(options: {
    address: string;
    child: ChildProcess;
    log: string;
  }) {
    this.address = options.address;
    this.child = options.child;
    this.log = options.log;
    this.ended = new Promise(resolve =>
      this.child.once('exit', (code, signal) =>
        resolve(`the portal's backend ended with ${signal ?? code}`),
      ),
    );
  }

  /** Ends a backend that an earlier run had to leave behind, and no other process. */
  static async stopLeftover(name: string): Promise<void> {
    const identity = readJsonFile<ProcessIdentity>(identityFile(name));
    if (identity) await stopProcess(identity, GRACE_MS);
  }

  static start(options: {
    port: number;
    /** Folder of the databases. */
    databaseDir: string;
    /** Folder of the repositories that the template publishes to. */
    repositoriesDir: string;
    cluster: PortalCluster;
    /** Name of the log. */
    name?: string;
  }): Portal {
    const log = logFile(options.name ?? 'portal');
    for (const dir of [
      dirname(log),
      options.databaseDir,
      options.repositoriesDir,
    ])
      mkdirSync(dir, { recursive: true });
    const output = openSync(log, 'w');
    const backend = join(root, 'packages/backend');
    const transform = createRequire(join(backend, 'package.json')).resolve(
      '@backstage/cli/config/nodeTransform.cjs',
    );
    const child = spawn(
      node,
      [
        '--require',
        transform,
        'src/index.ts',
        '--config',
        join(root, 'app-config.yaml'),
      ],
      {
        cwd: backend,
        stdio: ['ignore', output, output],
        // Its own process group: Ctrl-C reaches it through us, in order.
        detached: true,
        env: childEnv({
          NODE_ENV: 'development',
          MESHWAY_PORT: String(options.port),
          MESHWAY_DATABASE_DIR: options.databaseDir,
          MESHWAY_REPOSITORIES: options.repositoriesDir,
          MESHWAY_CLUSTER: options.cluster.name,
          MESHWAY_CLUSTER_URL: options.cluster.url,
          MESHWAY_CLUSTER_CA_DATA: options.cluster.caData,
          MESHWAY_CLUSTER_TOKEN: options.cluster.token,
          MESHWAY_PROMETHEUS_URL: options.cluster.prometheusUrl,
        }),
      },
    );
    const identity = child.pid && identify(child.pid);
    if (identity)
      writeJsonFile(identityFile(options.name ?? 'portal'), identity);
    return new Portal({
      address: `http://localhost:${options.port}`,
      child,
      log,
    });
  }

  /**
   * Waits until a browser can use the portal.
   *
   * @throws {@link Failure} when the backend ends first or is not ready within three minutes.
   */
  async ready(): Promise<void> {
    const deadline = Date.now() + 180_000;
    let death: string | undefined;
    void this.ended.then(sentence => {
      death = sentence;
    });
    while (Date.now() < deadline) {
      if (death) throw new Failure(this.explain(death));
      const response = await fetch(
        `${this.address}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (response?.ok) return;
      await sleep(250);
    }
    throw new Failure(
      this.explain('the portal was not ready after three minutes'),
    );
  }

  /** A sentence with the end of the log under it. */
  private explain(sentence: string): string {
    return `${sentence}. The end of its log ${this.log}:\n${logTail(this.log)}`;
  }

  /** Asks the backend to end, and insists after eight seconds. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    const insist = setTimeout(() => this.signal('SIGKILL'), GRACE_MS);
    await this.ended;
    clearTimeout(insist);
  }

  /** Ends the backend without a chance to tidy up, as a crash does. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  private signal(signal: NodeJS.Signals): void {
    if (
      this.child.pid &&
      this.child.exitCode === null &&
      !this.child.signalCode
    )
      process.kill(-this.child.pid, signal);
  }
}

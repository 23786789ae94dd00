import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { causeChaos, type ChaosAction } from './chaos.ts';
import { findProject, labFolders, type LabFolders } from './folders.ts';
import {
  adminKubeconfig,
  kubectl,
  runProgram,
  type CommandResult,
} from './kubectl.ts';
import { stopLeftovers } from './leftovers.ts';
import { prepareLab } from './preparedLab.ts';
import { isAlive, signalProcess } from './processIdentity.ts';
import { releaseVersion } from './release.ts';
import { logFile } from './runningPart.ts';
import { scaleLab } from './scale/scaleLab.ts';
import { loadScenario } from './scenario.ts';
import { readStatus, writeStatus, type LabStatus } from './status.ts';

const STOPPING_TAKES_AT_MOST_MS = 60_000;

/**
 * What a client needs to reach a lab, known before the lab runs.
 *
 * @public
 */
export interface LabAccess {
  /** Address of the API server. */
  readonly apiServer: string;
  /** Its certificate authority, PEM in base64, as kubeconfigs and Backstage's `caData` want it. */
  readonly caData: string;
  /** The same as a PEM file. */
  readonly caFile: string;
  /** Token of the portal's ServiceAccount `meshway/meshway`. */
  readonly portalToken: string;
  /** Kubeconfig of that ServiceAccount. */
  readonly portalKubeconfig: string;
  /** Token of the lab's administrator. */
  readonly adminToken: string;
  /** Kubeconfig of the lab's administrator. */
  readonly adminKubeconfig: string;
  /** Address of Prometheus. */
  readonly prometheus: string;
  /** Address of the simulated proxies. */
  readonly dataplane: string;
}

/**
 * A real mesh on this machine, seen from outside: its processes are looked after by a process of their own, which
 * ends, and ends them, when the process that called {@link Lab.up} ends.
 *
 * @public
 */
export class Lab {
  readonly folders: LabFolders;
  private readonly ownState?: string;

  /**
   * @param options - `state` is the folder of a lab beside the default one; `project` the root of the repository,
   *   by default the one in which this process runs.
   */
  constructor(options: { project?: string; state?: string } = {}) {
    this.ownState = options.state ?? process.env.MESHWAY_LAB_DIR;
    this.folders = labFolders(options.project ?? findProject(), this.ownState);
  }

  /** Settles addresses and credentials, without building or starting anything. */
  async prepare(): Promise<LabAccess> {
    const { apiServer, prometheus, ports, credentials, folders } =
      await prepareLab(this.folders.project, this.ownState);
    return {
      apiServer,
      prometheus,
      dataplane: `http://127.0.0.1:${ports.dataplane}`,
      caData: Buffer.from(credentials.ca).toString('base64'),
      caFile: credentials.caFile,
      portalToken: credentials.tokens.portal,
      portalKubeconfig: join(folders.credentials, 'portal.kubeconfig'),
      adminToken: credentials.tokens.admin,
      adminKubeconfig: adminKubeconfig(folders),
    };
  }

  /** How the lab is now. */
  status(): LabStatus {
    return readStatus(this.folders);
  }

  /**
   * Builds what is missing, starts everything and resolves when it is ready. Does nothing when it is up already.
   *
   * @param options - `report` gets lines of progress; a `detached` lab outlives this process.
   * @throws Error with the reason when a part does not start; everything is stopped again then.
   */
  async up(
    options: { report?: (line: string) => void; detached?: boolean } = {},
  ): Promise<void> {
    const { report, detached = false } = options;
    if (isAlive(this.status().supervisor)) {
      await this.becomeReady();
      return;
    }
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(this.folders.project, 'packages', 'lab', 'src', 'cli.ts'),
        'up',
        ...(detached ? ['--outlive-parent'] : []),
      ],
      {
        detached,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          // Test runners put options there that are meant for themselves.
          NODE_OPTIONS: '',
          ...(this.ownState && { MESHWAY_LAB_DIR: this.ownState }),
        },
      },
    );
    let complaint = '';
    createInterface({ input: child.stdout }).on('line', line => report?.(line));
    createInterface({ input: child.stderr }).on('line', line => {
      complaint = line;
    });
    const gone = new AbortController();
    const ended = once(child, 'exit').then(() => {
      gone.abort();
      throw new Error(complaint || 'The lab ended while it started.');
    });
    await Promise.race([this.becomeReady(child.pid, gone.signal), ended]);
    ended.catch(() => undefined);
    if (detached) {
      child.stdout.destroy();
      child.stderr.destroy();
    }
    child.unref();
  }

  /** Stops everything and resolves when it is gone, also what a supervisor that died left behind. */
  async down(): Promise<void> {
    const { supervisor } = this.status();
    if (supervisor && signalProcess(supervisor, 'SIGTERM')) {
      const deadline = Date.now() + STOPPING_TAKES_AT_MOST_MS;
      while (isAlive(supervisor)) {
        if (Date.now() > deadline) {
          signalProcess(supervisor, 'SIGKILL');
        }
        await sleep(100);
      }
    }
    await stopLeftovers(this.folders);
    const status = this.status();
    if (status.state !== 'down' || status.parts.length > 0) {
      writeStatus(this.folders, {
        ...status,
        state: 'down',
        message: 'The lab is down.',
        since: new Date().toISOString(),
        parts: [],
        supervisor: undefined,
      });
    }
  }

  /**
   * Forgets everything that happened in the cluster. Addresses and tokens stay, so that clients need not be told.
   *
   * @throws Error when the lab is up.
   */
  async reset(): Promise<void> {
    if (isAlive(this.status().supervisor)) {
      throw new Error('The lab is up; stop it first with "down".');
    }
    await this.down();
    for (const folder of ['data', 'logs', 'run'] as const) {
      rmSync(this.folders[folder], { recursive: true, force: true });
    }
  }

  /** Runs kubectl as administrator and returns its output; throws an Error with its complaint. */
  kubectl(
    args: readonly string[],
    options?: { input?: string },
  ): Promise<string> {
    return kubectl(this.folders, args, options);
  }

  /** Runs the official command line of Argo Rollouts. */
  rollouts(args: readonly string[]): Promise<CommandResult> {
    return runProgram(this.folders, 'kubectl-argo-rollouts', args);
  }

  /** Runs istioctl. */
  istioctl(args: readonly string[]): Promise<CommandResult> {
    return runProgram(this.folders, 'istioctl', args);
  }

  /** Loads a scenario and waits until its workloads are ready; returns them as `namespace/name`. */
  scenario(name: string, options?: { again?: boolean }): Promise<string[]> {
    return loadScenario(this.folders, name, options);
  }

  /**
   * Makes it hold so many services that are alike, which takes minutes for a thousand; 0 takes them away.
   *
   * @returns how many there are: the number is rounded up to full namespaces.
   */
  async scale(
    count: number,
    options: { report?: (line: string) => void } = {},
  ): Promise<number> {
    return await scaleLab(
      await this.prepare(),
      count,
      options.report ?? (() => undefined),
    );
  }

  /**
   * Ships another version of a service; returns what was done, as a sentence.
   *
   * @param options - `errorRate` is the share of requests, 0 to 1, that the version answers with 500.
   */
  release(
    service: string,
    version: string,
    options?: { errorRate?: number },
  ): Promise<string> {
    return releaseVersion(this.folders, service, version, options);
  }

  /** Kills, pauses or resumes one process of the lab. */
  chaos(action: ChaosAction, part: string): void {
    causeChaos(this.folders, action, part);
  }

  /** Where a part writes what it says. */
  logFile(part: string): string {
    return logFile(this.folders, part);
  }

  private async becomeReady(
    supervisor?: number,
    gone?: AbortSignal,
  ): Promise<void> {
    while (!gone?.aborted) {
      const status = this.status();
      const itsOwn =
        supervisor === undefined || status.supervisor?.pid === supervisor;
      if (itsOwn && status.state === 'ready') {
        return;
      }
      if (
        supervisor === undefined &&
        ['down', 'failed'].includes(status.state)
      ) {
        throw new Error(status.message);
      }
      await sleep(100);
    }
  }
}

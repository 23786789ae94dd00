import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabFolders } from './folders.ts';
import { readJsonFile, writeJsonFile } from './jsonFile.ts';
import type { Part } from './part.ts';
import {
  identify,
  isAlive,
  stopProcess,
  type ProcessIdentity,
} from './processIdentity.ts';
import type { PartState, PartStatus } from './status.ts';
import { waitUntil } from './waitUntil.ts';

const FIRST_BACKOFF_MS = 500;
const LAST_BACKOFF_MS = 15_000;
// A process that ran this long was healthy; its next death starts the backoff anew.
const HEALTHY_AFTER_MS = 60_000;

/** What happened to a part, for those who watch it. */
export interface PartObserver {
  changed(): void;
  report(line: string): void;
}

/** Keeps one process running: starts it, waits until it is ready, starts it again when it dies, stops it. */
export class RunningPart {
  private state: PartState = 'waiting';
  private since = new Date();
  private restarts = 0;
  private process?: ProcessIdentity;
  private readonly stopping = new AbortController();
  private readonly folders: LabFolders;
  private readonly part: Part;
  private readonly observer: PartObserver;
  private starting?: Promise<void>;
  private watching?: Promise<void>;

  constructor(folders: LabFolders, part: Part, observer: PartObserver) {
    this.folders = folders;
    this.part = part;
    this.observer = observer;
  }

  get name(): string {
    return this.part.name;
  }

  status(): PartStatus {
    return {
      name: this.part.name,
      state: this.state,
      pid: this.process?.pid,
      since: this.since.toISOString(),
      restarts: this.restarts,
    };
  }

  /** Resolves when the part is ready. From then on it is started again whenever it dies. */
  start(): Promise<void> {
    this.starting = this.startOnce();
    return this.starting;
  }

  private async startOnce(): Promise<void> {
    rotateLog(logFile(this.folders, this.name));
    this.enter('starting');
    const { ended } = await this.launch();
    await Promise.race([
      this.becomeReady(),
      ended.then(() => {
        throw new Error(
          `${this.name} ended while it started. ${this.lastWords()}`,
        );
      }),
    ]);
    this.enter('ready');
    this.watching = this.keepRunning(ended);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    // A start that is under way gives up by itself, and only then is it known whether there is a process.
    await this.starting?.catch(() => undefined);
    if (this.process) {
      await stopProcess(this.process, this.part.graceMs ?? 10_000);
    }
    await this.watching;
    rmSync(pidFile(this.folders, this.name), { force: true });
    this.process = undefined;
    this.enter('stopped');
  }

  private async keepRunning(firstEnd: Promise<void>): Promise<void> {
    let ended = firstEnd;
    let backoff = FIRST_BACKOFF_MS;
    for (;;) {
      await ended;
      if (this.stopping.signal.aborted) {
        return;
      }
      if (Date.now() - this.since.getTime() > HEALTHY_AFTER_MS) {
        backoff = FIRST_BACKOFF_MS;
      }
      this.process = undefined;
      this.restarts += 1;
      this.enter('restarting');
      this.observer.report(
        `${this.name} died and is started again. ${this.lastWords()}`,
      );
      try {
        await sleep(backoff, undefined, { signal: this.stopping.signal });
        backoff = Math.min(2 * backoff, LAST_BACKOFF_MS);
        ({ ended } = await this.launch());
        await Promise.race([this.becomeReady(), ended]);
        if (isAlive(this.process)) {
          this.enter('ready');
          this.observer.report(`${this.name} is back`);
        }
      } catch (error) {
        if (this.stopping.signal.aborted) {
          return;
        }
        this.observer.report(`${this.name}: ${(error as Error).message}`);
        if (this.process) {
          await stopProcess(this.process, this.part.graceMs ?? 10_000);
        }
        ended = Promise.resolve();
      }
    }
  }

  // Resolves as soon as the process runs, with a promise of its end.
  private async launch(): Promise<{ readonly ended: Promise<void> }> {
    const command = await this.part.command(this.stopping.signal);
    this.stopping.signal.throwIfAborted();
    mkdirSync(this.folders.logs, { recursive: true });
    const log = openSync(logFile(this.folders, this.name), 'a');
    try {
      // In a process group of its own, so that Ctrl-C reaches the supervisor alone, which then stops all in order.
      const child = spawn(command.program, command.args, {
        cwd: this.folders.run,
        env: { ...process.env, ...command.env },
        detached: true,
        stdio: ['ignore', log, log],
      });
      const ended = new Promise<void>(resolve =>
        child.once('exit', () => resolve()),
      );
      await once(child, 'spawn');
      this.process = identify(child.pid as number);
      if (this.process) {
        writeJsonFile(pidFile(this.folders, this.name), this.process);
      }
      this.observer.changed();
      return { ended };
    } finally {
      closeSync(log);
    }
  }

  private becomeReady(): Promise<void> {
    return waitUntil(`Readiness of ${this.name}`, this.part.isReady, {
      timeoutMs: this.part.readyWithinMs ?? 180_000,
      signal: this.stopping.signal,
    });
  }

  private enter(state: PartState): void {
    this.state = state;
    this.since = new Date();
    this.observer.changed();
  }

  private lastWords(): string {
    const file = logFile(this.folders, this.name);
    const last = existsSync(file)
      ? readFileSync(file, 'utf8').trimEnd().split('\n').at(-1)
      : '';
    return `See ${file}${last ? `: ${last.slice(0, 300)}` : ''}`;
  }
}

/** Where a part writes what it says. */
export function logFile(folders: LabFolders, name: string): string {
  return join(folders.logs, `${name}.log`);
}

function pidFile(folders: LabFolders, name: string): string {
  return join(folders.run, `${name}.pid.json`);
}

/** The process of a part, if one was started and still runs, whoever looks after it. */
export function findProcess(
  folders: LabFolders,
  name: string,
): ProcessIdentity | undefined {
  const identity = readJsonFile<ProcessIdentity>(pidFile(folders, name));
  return isAlive(identity) ? identity : undefined;
}

// The log of the run before is kept beside the new one.
function rotateLog(file: string): void {
  if (existsSync(file)) {
    renameSync(file, `${file}.1`);
  }
}

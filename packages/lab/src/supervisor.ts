import { mkdirSync } from 'node:fs';
import { build, isBuilt } from './build.ts';
import { BuildingNotice } from './buildingNotice.ts';
import { trimLogs } from './logs.ts';
import { stopLeftovers } from './leftovers.ts';
import type { Part } from './part.ts';
import {
  apiServer,
  controllerManager,
  etcd,
  kwok,
  scheduler,
} from './parts/controlPlane.ts';
import { gitops } from './parts/gitops.ts';
import { istiod } from './parts/istiod.ts';
import { rollouts } from './parts/rollouts.ts';
import { dataplane, prometheus } from './parts/traffic.ts';
import type { PreparedLab } from './preparedLab.ts';
import { identify, type ProcessIdentity } from './processIdentity.ts';
import { RunningPart } from './runningPart.ts';
import { applyScenario } from './scenario.ts';
import {
  createNodes,
  grantPortal,
  installIstio,
  installRollouts,
} from './setup/setUpCluster.ts';
import { writeStatus, type LabState } from './status.ts';

const TRIM_LOGS_EVERY_MS = 60_000;

const STORE = ['etcd', 'kube-apiserver'];

/** Brings a lab up, keeps it up and takes it down. One object serves one run. */
export class Supervisor {
  private readonly lab: PreparedLab;
  private readonly print: (line: string) => void;
  private readonly notice = new BuildingNotice();
  private readonly parts: RunningPart[] = [];
  private readonly stopping = new AbortController();
  private readonly self = identify(process.pid) as ProcessIdentity;
  private readonly started = Date.now();
  private state: LabState = 'starting';
  private message = 'The lab starts.';
  private since = new Date();
  private housekeeping?: NodeJS.Timeout;
  private goingDown?: Promise<void>;

  constructor(lab: PreparedLab, print: (line: string) => void) {
    this.lab = lab;
    this.print = print;
  }

  /**
   * Resolves when everything is ready. When something fails, all is stopped again and the reason thrown.
   */
  async up(): Promise<void> {
    try {
      mkdirSync(this.lab.folders.run, { recursive: true });
      mkdirSync(this.lab.folders.data, { recursive: true, mode: 0o700 });
      await stopLeftovers(this.lab.folders);
      await this.buildPrograms();
      await this.startAll();
      this.housekeeping = setInterval(
        () => trimLogs(this.lab.folders),
        TRIM_LOGS_EVERY_MS,
      );
      this.enter('ready', 'The lab is ready.');
    } catch (error) {
      const wanted = this.stopping.signal.aborted;
      const reason = (error as Error).message;
      await this.down(wanted ? undefined : reason);
      throw wanted ? new Error('The lab was stopped while it started.') : error;
    }
  }

  /** Stops everything; whoever asks a second time waits for the same end. */
  down(failure?: string): Promise<void> {
    this.goingDown ??= this.takeDown(failure);
    return this.goingDown;
  }

  private async takeDown(failure?: string): Promise<void> {
    this.stopping.abort();
    clearInterval(this.housekeeping);
    this.enter('stopping', 'The lab stops.');
    await this.notice.close();
    // What only talks to the API server needs no order; the API server and its store come last, in this order.
    const store = this.parts.filter(part => STORE.includes(part.name));
    const others = this.parts.filter(part => !STORE.includes(part.name));
    await Promise.all(others.map(part => part.stop()));
    for (const part of store.reverse()) {
      await part.stop();
    }
    if (failure) {
      this.enter('failed', failure);
    } else {
      this.enter('down', 'The lab is down.');
    }
  }

  private async buildPrograms(): Promise<void> {
    const { folders } = this.lab;
    const { signal } = this.stopping;
    if (isBuilt(folders)) {
      return;
    }
    await this.notice.open(this.lab);
    this.enter('building', 'the lab is still being built');
    const overhear = (line: string) => {
      const message = `the lab is still being built: ${line.replace(
        /^lab: /,
        '',
      )}`;
      this.notice.say(message);
      this.enter('building', message);
    };
    const report = (line: string) => {
      this.print(line);
      overhear(line);
    };
    await build({ folders, signal, report, overhear });
    await this.notice.close();
  }

  private async startAll(): Promise<void> {
    const { lab } = this;
    const { signal } = this.stopping;
    this.enter('starting', 'The lab starts.');
    await this.start(etcd(lab));
    await this.start(apiServer(lab));
    // From here on waiting is most of the work, so what does not need each other starts together.
    const pods = (async () => {
      await createNodes(lab, signal);
      await Promise.all([
        this.start(controllerManager(lab)),
        this.start(scheduler(lab)),
        this.start(kwok(lab)),
      ]);
    })();
    const mesh = (async () => {
      await installIstio(lab, signal);
      this.tell('Istio is installed');
      await Promise.all([this.start(istiod(lab)), this.start(dataplane(lab))]);
      // What the charts leave to the user and every scenario needs.
      await applyScenario(lab.folders, 'ingress', { signal });
    })();
    const delivery = (async () => {
      await installRollouts(lab, signal);
      this.tell('Argo Rollouts is installed');
      await this.start(rollouts(lab));
    })();
    await Promise.all([
      pods,
      mesh,
      delivery,
      this.start(prometheus(lab)),
      grantPortal(lab, signal),
    ]);
    await this.start(gitops(lab));
  }

  private async start(part: Part): Promise<void> {
    this.stopping.signal.throwIfAborted();
    const running = new RunningPart(this.lab.folders, part, {
      changed: () => this.publish(),
      report: line => this.tell(line),
    });
    this.parts.push(running);
    await running.start();
    this.tell(`${part.name} is ready`);
  }

  private enter(state: LabState, message: string): void {
    this.state = state;
    this.message = message;
    this.since = new Date();
    this.publish();
  }

  private tell(line: string): void {
    const seconds = ((Date.now() - this.started) / 1000).toFixed(1);
    this.print(`lab: ${line} (${seconds} s)`);
    if (this.state === 'starting') {
      this.message = `The lab starts: ${line}.`;
      this.publish();
    }
  }

  private publish(): void {
    writeStatus(this.lab.folders, {
      state: this.state,
      message: this.message,
      since: this.since.toISOString(),
      parts: this.parts.map(part => part.status()),
      apiServer: this.lab.apiServer,
      prometheus: this.lab.prometheus,
      supervisor: this.self,
    });
  }
}

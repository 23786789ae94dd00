import { appendFileSync, mkdirSync } from 'node:fs';
import { prepareLab } from './preparedLab.ts';
import { logFile } from './runningPart.ts';
import { Supervisor } from './supervisor.ts';

const LOOK_FOR_PARENT_EVERY_MS = 1000;

/**
 * Runs a lab until this process is asked to end, and then takes it down.
 *
 * @returns the code to exit with.
 */
export async function runForeground(options: {
  readonly project: string;
  readonly print: (line: string) => void;
  /** Otherwise the lab ends with the process that started this one. */
  readonly outliveParent: boolean;
}): Promise<number> {
  const { project, outliveParent } = options;
  const lab = await prepareLab(project);
  const log = logFile(lab.folders, 'supervisor');
  mkdirSync(lab.folders.logs, { recursive: true });
  const print = (line: string) => {
    appendFileSync(log, `${new Date().toISOString()} ${line}\n`);
    options.print(line);
  };
  const supervisor = new Supervisor(lab, print);

  let asked = false;
  let finish: () => void;
  const finished = new Promise<void>(resolve => {
    finish = resolve;
  });
  const stop = (reason: string) => {
    if (!asked) {
      asked = true;
      print(`lab: ${reason}, stopping`);
      supervisor.down().then(finish);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stop(`got ${signal}`));
  }
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (!outliveParent && process.ppid !== parent) {
      stop('the process that started it has ended');
    }
  }, LOOK_FOR_PARENT_EVERY_MS);

  try {
    await supervisor.up();
    print('lab: ready');
  } catch (error) {
    if (!asked) {
      clearInterval(watch);
      throw error;
    }
  }
  await finished;
  clearInterval(watch);
  return 0;
}

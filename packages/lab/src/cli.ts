import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { labFolders } from './folders.ts';
import { isAlive } from './processIdentity.ts';
import { readStatus } from './status.ts';

const HELP = `A real mesh on this machine.

Usage: npm run lab -- <command>

  up [--detach]            start everything, until Ctrl-C or, detached, until "down"
  down                     stop everything
  status [--json]          how it is
  reset                    forget everything that happened in the cluster (must be down)
  logs NAME [-f]           what a part says
  scenario NAME [--again]  load a scenario; --again takes it back to its beginning
  scale N                  load so many services that are alike; 0 takes them away
  release SERVICE VERSION [--errors SHARE]
                           ship another version of a service; a bad one fails that share of its
                           requests, such as 0.3
  record FOLDER [STATE...] bring the Rollouts controller into states, and keep the objects of each
  kubectl ...              kubectl as administrator
  rollouts ...             the command line of Argo Rollouts
  istioctl ...             istioctl
  chaos kill|pause|resume NAME
                           do that to one process
  chaos compact            let etcd forget all but the present
  chaos proxy HOST:PORT    stand before that address; reads from its input what to do to
                           connections: pass, cut, stall, delay MILLISECONDS
  build                    build the programs, without starting them
  prepare                  print addresses and credentials as JSON, without starting anything

The state lies in .meshway/lab of the project, or in MESHWAY_LAB_DIR.
`;

// Modules are loaded by the command that needs them: "build" has to work while packages are still being installed.
const project = dirname(
  dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
);
const folders = labFolders(project);
const [command = 'help', ...rest] = process.argv.slice(2);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function openLab() {
  const { Lab } = await import('./lab.ts');
  return new Lab({ project });
}

async function openRunningLab() {
  if (!isAlive(readStatus(folders).supervisor)) {
    throw new Error('The lab is not up; "up" starts it.');
  }
  return openLab();
}

/** Runs a program of the lab in place of this one. */
async function become(program: string, args: string[]): Promise<number> {
  await openRunningLab();
  const { kubectlEnvironment } = await import('./kubectl.ts');
  const child = spawn(join(folders.programs, program), args, {
    stdio: 'inherit',
    env: kubectlEnvironment(folders),
  });
  // Ctrl-C reaches the program as well, and it decides.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(new Error(`${program} is not built yet; run "build" or "up".`)),
    );
    child.once('exit', code => resolve(code ?? 1));
  });
}

async function up(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      detach: { type: 'boolean' },
      'outlive-parent': { type: 'boolean' },
    },
  });
  const { supervisor } = readStatus(folders);
  if (supervisor && isAlive(supervisor)) {
    print(`lab: it is already up (process ${supervisor.pid})`);
    return 0;
  }
  if (values.detach) {
    const lab = await openLab();
    await lab.up({ detached: true, report: print });
    print('lab: it runs on in the background; "down" stops it');
    return 0;
  }
  const { runForeground } = await import('./runForeground.ts');
  return runForeground({
    project,
    print,
    outliveParent: values['outlive-parent'] === true,
  });
}

async function status(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean' } },
  });
  const now = readStatus(folders);
  if (values.json) {
    print(JSON.stringify(now, null, 2));
  } else {
    print(`${now.state}: ${now.message}`);
    for (const part of now.parts) {
      print(
        `  ${part.name.padEnd(24)} ${part.state.padEnd(10)} ${
          part.pid ? `process ${part.pid}` : ''
        }${part.restarts ? `, restarted ${part.restarts} times` : ''}`,
      );
    }
    if (now.state === 'ready') {
      print(`API server ${now.apiServer}\nPrometheus ${now.prometheus}`);
      print(`Kubeconfig ${join(folders.state, 'kubeconfig')}`);
    }
  }
  return 0;
}

const commands: Record<string, (args: string[]) => Promise<number>> = {
  up,
  status,
  help: async () => {
    print(HELP);
    return 0;
  },
  build: async () => {
    const { build, isBuilt } = await import('./build.ts');
    const stopping = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => stopping.abort());
    }
    if (isBuilt(folders)) {
      print('lab: everything is built');
    }
    await build({ folders, report: print, signal: stopping.signal });
    return 0;
  },
  prepare: async () => {
    print(JSON.stringify(await (await openLab()).prepare(), null, 2));
    return 0;
  },
  down: async () => {
    await (await openLab()).down();
    print('lab: it is down');
    return 0;
  },
  reset: async () => {
    await (await openLab()).reset();
    print('lab: everything that happened is forgotten');
    return 0;
  },
  logs: async args => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { follow: { type: 'boolean', short: 'f' } },
    });
    const { copyLog, logNames } = await import('./logs.ts');
    if (positionals.length !== 1) {
      throw new Error(`Say which log: ${logNames(folders).join(', ')}.`);
    }
    const stopping = new AbortController();
    process.once('SIGINT', () => stopping.abort());
    await copyLog(folders, positionals[0], text => process.stdout.write(text), {
      follow: values.follow === true,
      signal: stopping.signal,
    });
    return 0;
  },
  scenario: async args => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { again: { type: 'boolean' } },
    });
    const workloads = await (
      await openRunningLab()
    ).scenario(positionals[0] ?? '', { again: values.again });
    print(`lab: scenario ${positionals[0]} is ready: ${workloads.join(', ')}`);
    print('lab: open the portal and look at these services on its Mesh page');
    return 0;
  },
  scale: async ([count = '']) => {
    if (!/^\d{1,4}$/.test(count)) {
      throw new Error('Say how many services: 0 to 9999.');
    }
    const services = await (
      await openRunningLab()
    ).scale(Number(count), { report: line => print(`lab: ${line}`) });
    print(`lab: ${services} services that are alike are ready`);
    return 0;
  },
  release: async args => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { errors: { type: 'string', default: '0' } },
    });
    const [service = '', version = ''] = positionals;
    const done = await (
      await openRunningLab()
    ).release(service, version, { errorRate: Number(values.errors) });
    print(`lab: ${done}`);
    return 0;
  },
  record: async ([folder, ...states]) => {
    if (!folder) {
      throw new Error('Say into which folder.');
    }
    const { recordStates } = await import('./verify/recordStates.ts');
    const recorded = await recordStates(await openRunningLab(), folder, states);
    print(`lab: recorded ${recorded.join(', ')}`);
    return 0;
  },
  chaos: async ([action = '', part = '']) => {
    if (action === 'proxy') {
      const { runChaosProxy } = await import('./runChaosProxy.ts');
      await runChaosProxy(part, print);
      return 0;
    }
    if (action === 'compact') {
      const { compactStore } = await import('./compactStore.ts');
      await openRunningLab();
      print(
        `lab: etcd forgot all before revision ${await compactStore(folders)}`,
      );
      return 0;
    }
    const { isChaosAction } = await import('./chaos.ts');
    if (!isChaosAction(action)) {
      throw new Error(
        'Say what to do and to whom: kill, pause or resume NAME, compact, or proxy HOST:PORT.',
      );
    }
    (await openRunningLab()).chaos(action, part);
    return 0;
  },
  kubectl: args => become('kubectl', args),
  rollouts: args => become('kubectl-argo-rollouts', args),
  istioctl: args => become('istioctl', args),
};

// Whoever reads the output may leave before the end.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const run = ['--help', '-h'].includes(command)
  ? commands.help
  : Object.hasOwn(commands, command) && commands[command];
try {
  if (!run) {
    throw new Error(`There is no command "${command}"; "help" lists them.`);
  }
  process.exitCode = await run(rest);
} catch (error) {
  process.stderr.write(`lab: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

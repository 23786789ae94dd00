import { Failure, say } from './steps/progress.ts';
import { stopSteps } from './steps/run.ts';

const COMMANDS: Record<
  string,
  { help: string; load: () => Promise<{ main(args: string[]): Promise<void> }> }
> = {
  start: {
    help: 'the portal with a real mesh on this machine (--no-lab: with your own cluster)',
    load: () => import('./commands/start.ts'),
  },
  test: {
    help: 'everything that has to hold: types, style, units, real control plane, browser',
    load: () => import('./commands/test.ts'),
  },
  lab: {
    help: 'the mesh alone: up, down, status, reset, logs, scenario, scale, release, record, kubectl, chaos',
    load: () => import('./commands/lab.ts'),
  },
  setup: {
    help: 'installs packages and builds the interface and the lab, and starts nothing',
    load: () => import('./commands/setup.ts'),
  },
  verify: {
    help: 'compares with what people trust, the official tools and the API server: rollouts, races, faults, template',
    load: () => import('./commands/verify.ts'),
  },
  bench: {
    help: 'measures the backend and the tab in Chromium (backend, browser, --quick, --size N, --json FILE)',
    load: () => import('./commands/bench.ts'),
  },
  fuzz: {
    help: 'says to the API whatever its document allows and forbids (--examples N, --seed N)',
    load: () => import('./commands/fuzz.ts'),
  },
  screenshots: {
    help: 'pictures of every situation of the interface, looked over by axe (-g SITUATION)',
    load: () => import('./commands/screenshots.ts'),
  },
  yarn: {
    help: 'yarn with the right Node, for developers',
    load: () => import('./commands/yarn.ts'),
  },
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  process.stdout.write(
    `usage: npm start | npm test | npm run lab -- … | npm run setup | npm run verify:rollouts | npm run verify:races | npm run verify:faults | npm run bench | npm run fuzz:api | npm run screenshots | npm run yarn -- …\n\n${Object.entries(
      COMMANDS,
    )
      .map(([key, { help }]) => `  ${key.padEnd(11)} ${help}`)
      .join('\n')}\n`,
  );
  process.exit(name === 'help' || name === '--help' ? 0 : 2);
}
try {
  await (await command.load()).main(args);
} catch (error) {
  stopSteps();
  if (!(error instanceof Failure)) throw error;
  say('failed', error.message);
  process.exitCode = 1;
}
// Everything that was started has ended by now; what still waits somewhere waits for nothing.
process.exit();

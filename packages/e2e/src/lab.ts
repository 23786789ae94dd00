import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const cli = resolve(import.meta.dirname, '../../lab/src/cli.ts');

/** Runs a command of the lab's own CLI against the lab of this test run. */
export async function lab(...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    cli,
    ...args,
  ]);
  return stdout;
}

/** One value out of an object of the cluster. */
export async function fieldOf(
  kind: string,
  namespace: string,
  name: string,
  jsonPath: string,
): Promise<string> {
  return await lab(
    'kubectl',
    'get',
    kind,
    name,
    '--namespace',
    namespace,
    '--output',
    `jsonpath={${jsonPath}}`,
  );
}

/** Changes one file of a published repository and commits it, as a developer would. */
export async function commitChange(options: {
  repository: string;
  message: string;
  change: (dir: string) => Promise<void>;
}): Promise<void> {
  const dir = join(process.env.MESHWAY_REPOSITORIES!, options.repository);
  await options.change(dir);
  await execute(
    'git',
    [
      '-c',
      'user.name=Developer',
      '-c',
      'user.email=developer@example.com',
      'commit',
      '--all',
      '--message',
      options.message,
    ],
    { cwd: dir },
  );
}

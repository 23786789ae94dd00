import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from '../steps/packages.ts';
import { childEnv, node, root } from '../steps/workspace.ts';

export async function main(args: string[]): Promise<void> {
  await installPackages();
  const child = spawn(
    node,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'packages/lab/src/cli.ts'),
      ...args,
    ],
    { stdio: 'inherit', env: childEnv() },
  );
  // The terminal sends Ctrl-C to the child as well, and the child decides when it has ended.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise<number>(resolve =>
    child.once('exit', code => resolve(code ?? 1)),
  );
}

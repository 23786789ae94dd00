import { spawn } from 'node:child_process';
import { childEnv, node, root, yarn } from '../steps/workspace.ts';

export async function main(args: string[]): Promise<void> {
  const child = spawn(node, [yarn, ...args], {
    cwd: root,
    env: childEnv(),
    stdio: 'inherit',
  });
  process.exitCode = await new Promise<number>(resolve =>
    child.once('exit', code => resolve(code ?? 1)),
  );
}

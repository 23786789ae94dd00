import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { DecidingProcess } from './decidingProcess';

/** Lets another process take a decision, and kills it at its moment. */
export async function killDeciding(task: DecidingProcess): Promise<void> {
  const { apiServer, caData, portalToken } = task.address;
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolvePackagePath(
        '@meshway/plugin-mesh-backend',
        'src/decisions/testing/decidingProcess.ts',
      ),
      JSON.stringify({ ...task, address: { apiServer, caData, portalToken } }),
    ],
    {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  const said = await Promise.race([once(child.stdout, 'data'), ended]);
  child.kill('SIGKILL');
  await ended;
  if (String(said[0]) !== `${task.moment}\n`) {
    throw new Error(`The process ended before its moment: ${said}`);
  }
}

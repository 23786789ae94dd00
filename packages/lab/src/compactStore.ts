import { join } from 'node:path';
import type { LabFolders } from './folders.ts';
import { rememberedPorts } from './ports.ts';

/**
 * Makes etcd forget everything but the present, as it does by itself every few minutes: a watch that goes on from an
 * older revision is told that it is too old.
 *
 * @returns the oldest revision that is still known.
 */
export async function compactStore({ state }: LabFolders): Promise<string> {
  const ports = rememberedPorts(join(state, 'ports.json'));
  if (!ports) throw new Error('This lab has never run.');
  const ask = async (path: string, body: object) => {
    const response = await fetch(`http://127.0.0.1:${ports.etcd}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`etcd refuses: ${answer}`);
    return JSON.parse(answer) as { header: { revision: string } };
  };
  const { header } = await ask('/v3/kv/range', {
    key: Buffer.from('/').toString('base64'),
  });
  await ask('/v3/kv/compaction', {
    revision: header.revision,
    physical: true,
  });
  return header.revision;
}

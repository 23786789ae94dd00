import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestLab } from '../../testing/TestLab';

/** Makes a namespace of its own with these objects, when an older one of the name is gone. */
export async function createNamespace(
  lab: TestLab,
  namespace: string,
  objects: object[],
): Promise<void> {
  await deleteNamespace(lab, namespace, '--timeout=120s');
  const folder = await mkdtemp(join(tmpdir(), 'meshway-manifests-'));
  const file = join(folder, 'manifests.json');
  const items = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...objects,
  ];
  await writeFile(
    file,
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );
  try {
    await lab.kubectl('apply', '-f', file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Nobody waits until it is gone, unless the flags say so. */
export async function deleteNamespace(
  lab: TestLab,
  namespace: string,
  flags = '--wait=false',
): Promise<void> {
  await lab.kubectl(
    ...['delete', 'namespace', namespace, '--ignore-not-found', flags],
  );
}

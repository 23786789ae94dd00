import { join } from 'node:path';
import { writeKubeconfig } from './kubeconfig.ts';
import { kubectl } from './kubectl.ts';
import type { PreparedLab } from './preparedLab.ts';

/** Writes a kubeconfig for a ServiceAccount that exists, with a token good for 30 days. */
export async function serviceAccountKubeconfig(
  lab: PreparedLab,
  namespace: string,
  name: string,
  signal?: AbortSignal,
): Promise<string> {
  const token = await kubectl(
    lab.folders,
    [`--namespace=${namespace}`, 'create', 'token', name, '--duration=720h'],
    { signal },
  );
  const file = join(lab.folders.credentials, `${name}.kubeconfig`);
  writeKubeconfig({
    file,
    server: lab.apiServer,
    ca: lab.credentials.ca,
    user: name,
    token: token.trim(),
  });
  return file;
}

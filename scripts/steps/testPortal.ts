import { join } from 'node:path';
import type { LabAccess } from '../../packages/lab/src/lab.ts';
import { freePort } from './requirements.ts';

/** What tests in a browser start their portal with, beside the one of `npm start`, as the environment has it. */
export async function testPortal(
  access: LabAccess,
  dir: string,
): Promise<{ MESHWAY_REPOSITORIES: string; MESHWAY_E2E_PORTAL: string }> {
  const repositoriesDir = join(dir, 'repositories');
  return {
    MESHWAY_REPOSITORIES: repositoriesDir,
    MESHWAY_E2E_PORTAL: JSON.stringify({
      port: await freePort(),
      databaseDir: join(dir, 'portal'),
      repositoriesDir,
      name: 'portal-under-test',
      cluster: {
        name: 'lab',
        url: access.apiServer,
        caData: access.caData,
        token: access.portalToken,
        prometheusUrl: access.prometheus,
      },
    }),
  };
}

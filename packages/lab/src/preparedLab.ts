import { join } from 'node:path';
import { ensureCredentials, type Credentials } from './credentials.ts';
import { labFolders, type LabFolders } from './folders.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { adminKubeconfig } from './kubectl.ts';
import { rememberedPorts, reservePorts, type LabPorts } from './ports.ts';
import { isAlive } from './processIdentity.ts';
import { leftovers } from './leftovers.ts';
import { readStatus } from './status.ts';

/** A lab whose addresses and credentials are settled, whether it runs or not. */
export interface PreparedLab {
  readonly folders: LabFolders;
  readonly ports: LabPorts;
  readonly credentials: Credentials;
  /** Address of the API server. */
  readonly apiServer: string;
  /** Address of Prometheus. */
  readonly prometheus: string;
}

/** Settles ports, keys, tokens and kubeconfigs. Needs no built program and takes well under a second. */
export async function prepareLab(
  project: string,
  state?: string,
): Promise<PreparedLab> {
  const folders = labFolders(project, state);
  const portsFile = join(folders.state, 'ports.json');
  const credentials = await ensureCredentials(folders.credentials);
  // Ports that this very lab holds are busy, and still the right ones.
  const inUse =
    isAlive(readStatus(folders).supervisor) || leftovers(folders).length > 0;
  const ports =
    (inUse && rememberedPorts(portsFile)) || (await reservePorts(portsFile));
  const apiServer = `https://127.0.0.1:${ports.apiServer}`;
  writeKubeconfig({
    file: adminKubeconfig(folders),
    server: apiServer,
    ca: credentials.ca,
    user: 'admin',
    token: credentials.tokens.admin,
  });
  writeKubeconfig({
    file: join(folders.credentials, 'portal.kubeconfig'),
    server: apiServer,
    ca: credentials.ca,
    user: 'meshway',
    token: credentials.tokens.portal,
  });
  return {
    folders,
    ports,
    credentials,
    apiServer,
    prometheus: `http://127.0.0.1:${ports.prometheus}`,
  };
}

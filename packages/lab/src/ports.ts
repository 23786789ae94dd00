import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { readJsonFile, writeJsonFile } from './jsonFile.ts';

const PORT_NAMES = [
  'etcd',
  'etcdPeer',
  'apiServer',
  'controllerManager',
  'scheduler',
  'kwok',
  'istiodHttp',
  'istiodWebhook',
  'istiodGrpc',
  'istiodSecureGrpc',
  'istiodMonitoring',
  'istiodIntrospection',
  'rolloutsMetrics',
  'rolloutsHealth',
  'dataplane',
  'prometheus',
] as const;

/**
 * The loopback ports of one lab, by use.
 *
 * @public
 */
export type LabPorts = Record<(typeof PORT_NAMES)[number], number>;

// Below the range from which Linux (32768) and macOS (49152) take the ports of outgoing connections: a port of that
// range could be taken between two starts, and then every written kubeconfig would be wrong.
const FIRST = 20_000;
const LAST = 32_000;

/**
 * The ports remembered in `file`, or new ones for those that are missing or that somebody else holds by now.
 * What was picked is remembered, so that addresses survive a restart.
 */
export async function reservePorts(
  file: string,
  isFree: (port: number) => Promise<boolean> = isFreePort,
): Promise<LabPorts> {
  const remembered = readJsonFile<Partial<LabPorts>>(file) ?? {};
  const taken = new Set<number>();
  const ports: Partial<LabPorts> = {};
  for (const name of PORT_NAMES) {
    let port = remembered[name];
    while (
      !Number.isInteger(port) ||
      taken.has(port as number) ||
      !(await isFree(port as number))
    ) {
      port = randomInt(FIRST, LAST);
    }
    taken.add(port as number);
    ports[name] = port;
  }
  writeJsonFile(file, ports);
  return ports as LabPorts;
}

/** The ports remembered in `file`; undefined when some are missing. */
export function rememberedPorts(file: string): LabPorts | undefined {
  const ports = readJsonFile<Partial<LabPorts>>(file);
  return ports && PORT_NAMES.every(name => Number.isInteger(ports[name]))
    ? (ports as LabPorts)
    : undefined;
}

// On all addresses, not on the loopback alone: the Rollouts controller listens on all of them.
function isFreePort(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

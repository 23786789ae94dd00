import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { TestLab } from '../testing/TestLab';
import { ClusterRegistry } from './ClusterRegistry';
import { KubernetesPlugin } from './KubernetesPlugin';
import { kubernetesConfig } from '../testing/kubernetesConfig';

/** Everything here is done by the real parts, on a machine that may be busy. */
jest.setTimeout(120_000);

/** How soon a change must be known though its watch is dead, in milliseconds. */
const SOON_KNOWN_MS = 10_000;

const NAMESPACE = `cut-${randomBytes(3).toString('hex')}`;

/** Carries bytes to the API server, and can let go of every connection, while new ones are as good as ever. */
class Relay {
  private readonly server: Server;
  private readonly pairs = new Set<[Socket, Socket]>();

  constructor(apiServer: string) {
    const { hostname: host, port } = new URL(apiServer);
    this.server = createServer(client => {
      const upstream = connect({ host, port: Number(port) });
      const pair: [Socket, Socket] = [client, upstream];
      this.pairs.add(pair);
      client.pipe(upstream).pipe(client);
      for (const socket of pair) {
        socket.on('error', () => {});
        socket.on('close', () => this.pairs.delete(pair));
      }
    });
  }

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends every connection to the portal in order, as a load balancer does. */
  close(): void {
    for (const [client] of this.pairs) client.end();
  }

  /** Carries nothing more on any connection, and tells nobody, as a firewall does. */
  forget(): void {
    for (const [client, upstream] of this.pairs) {
      client.unpipe(upstream).pause();
      upstream.unpipe(client).pause();
    }
  }

  stop(): void {
    for (const pair of this.pairs) pair.forEach(socket => socket.destroy());
    this.server.close();
  }
}

describe('watches whose connections are cut behind the Kubernetes plugin', () => {
  let lab: TestLab;
  let relay: Relay;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let registry: ClusterRegistry;

  /** Resolves with how long it took until a new Service was known, in milliseconds. */
  async function untilKnown(name: string): Promise<number> {
    const known = new Promise<void>(done => {
      const stop = registry.onChange(({ change }) => {
        if (change?.kind !== 'Service' || change.name !== name) return;
        stop();
        done();
      });
    });
    await lab.kubectl(
      ...['create', 'service', 'clusterip', name, '--tcp=80', '-n', NAMESPACE],
    );
    const begin = performance.now();
    await known;
    return performance.now() - begin;
  }

  beforeAll(async () => {
    lab = await TestLab.open();
    await lab.kubectl('create', 'namespace', NAMESPACE);
    relay = new Relay(lab.apiServer);
    const url = await relay.start();
    backend = await startTestBackend({
      features: [
        kubernetesPlugin,
        createBackendPlugin({
          pluginId: 'mesh',
          register(env) {
            env.registerInit({
              deps: {
                auth: coreServices.auth,
                discovery: coreServices.discovery,
                logger: coreServices.logger,
              },
              async init({ auth, discovery, logger }) {
                registry = new ClusterRegistry({
                  kubernetes: new KubernetesPlugin({ auth, discovery }),
                  logger,
                });
              },
            });
          },
        }),
        mockServices.rootConfig.factory({
          data: {
            kubernetes: kubernetesConfig([
              {
                name: 'lab',
                url,
                caData: lab.caData,
                serviceAccountToken: lab.portalToken,
              },
            ]),
          },
        }),
      ],
    });
    registry.start();
    await new Promise<void>(done => {
      const stop = registry.onChange(() => {
        if (registry.freshness('lab').state !== 'live') return;
        stop();
        done();
      });
    });
  });

  afterAll(async () => {
    await registry?.stop();
    await backend?.stop();
    relay?.stop();
    await lab?.kubectl('delete', 'namespace', NAMESPACE, '--wait=false');
  });

  it('tell of a change at once while they are whole', async () => {
    expect(await untilKnown('whole')).toBeLessThan(1000);
  });

  it.each(['close', 'forget'] as const)(
    'are found and resumed within ten seconds after a network does "%s"',
    async how => {
      relay[how]();
      expect(await untilKnown(how)).toBeLessThan(SOON_KNOWN_MS);
    },
  );
});

import { parseArgs } from 'node:util';
import { ApiServer } from './apiServer.ts';
import { readCallGraph, withDefaultClients } from './callGraph.ts';
import { ClusterWatch } from './clusterWatch.ts';
import { Mesh } from './mesh.ts';
import { metricsServer } from './metricsServer.ts';
import type {
  ClusterObject,
  ConfigMap,
  DestinationRule,
  Gateway,
  PeerAuthentication,
  Pod,
  Service,
  VirtualService,
} from './objects.ts';
import { ProxyRegistry } from './proxyRegistry.ts';
import { seededRandom } from './random.ts';
import { type Moment, Traffic } from './traffic.ts';

const TICK_MS = 200;
/** After a pause of the process the missed traffic is not made up for. */
const LONGEST_TICK_S = 2;

const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string' },
    port: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const port = Number(values.port);
if (!values.kubeconfig || !Number.isInteger(port)) {
  process.stderr.write(
    'usage: main.ts --kubeconfig FILE --port N [--seed N]\n',
  );
  process.exit(2);
}
const api = new ApiServer(values.kubeconfig);

let changed = true;
const watches: ClusterWatch<ClusterObject>[] = [];
function watch<T extends ClusterObject>(path: string, labelSelector = '') {
  const added = new ClusterWatch<T>(api, path, { labelSelector }, () => {
    changed = true;
  });
  watches.push(added);
  return added;
}
const networking = '/apis/networking.istio.io/v1';
const pods = watch<Pod>('/api/v1/pods');
const services = watch<Service>('/api/v1/services');
const virtualServices = watch<VirtualService>(`${networking}/virtualservices`);
const destinationRules = watch<DestinationRule>(
  `${networking}/destinationrules`,
);
const gateways = watch<Gateway>(`${networking}/gateways`);
const peerAuthentications = watch<PeerAuthentication>(
  '/apis/security.istio.io/v1/peerauthentications',
);
const trafficConfigMaps = watch<ConfigMap>(
  '/api/v1/configmaps',
  'lab.meshway.dev/traffic',
);

const proxies = new ProxyRegistry();
const traffic = new Traffic(proxies, seededRandom(Number(values.seed)));
let moment: Moment | undefined;

function look(now: number): Moment {
  const mesh = new Mesh({
    pods: pods.list(),
    services: services.list(),
    virtualServices: virtualServices.list(),
    destinationRules: destinationRules.list(),
    gateways: gateways.list(),
    peerAuthentications: peerAuthentications.list(),
  });
  proxies.update(mesh.pods);
  traffic.forgetGonePods(mesh);
  const graph = withDefaultClients(
    readCallGraph(trafficConfigMaps.list()),
    mesh.exposedHosts(),
  );
  return { mesh, graph, now };
}

const synced = () => watches.every(one => one.synced);
let last = Date.now();
const ticker = setInterval(() => {
  const now = Date.now();
  const seconds = Math.min((now - last) / 1000, LONGEST_TICK_S);
  last = now;
  if (!synced()) {
    return;
  }
  if (changed || !moment) {
    changed = false;
    moment = look(now);
  }
  moment = { ...moment, now };
  traffic.run(moment, seconds);
}, TICK_MS);

const server = metricsServer(proxies, synced);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
    clearInterval(ticker);
    server.close();
    server.closeAllConnections();
  });
}
server.on('error', error => {
  process.stderr.write(`data plane: ${error.message}\n`);
  process.exit(1);
});
server.listen(port, '127.0.0.1', () => {
  process.stdout.write(`data plane listens on 127.0.0.1:${port}\n`);
});
for (const one of watches) {
  one
    .run(stop.signal, (path, error) =>
      process.stderr.write(
        `${path}: ${error instanceof Error ? error.message : error}\n`,
      ),
    )
    .catch(error => {
      process.stderr.write(`${one.path}: ${error}\n`);
      process.exit(1);
    });
}

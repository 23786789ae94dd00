import type { Service } from '../kubernetes';
import type { Exposure, InsidePort } from '../model';
import { fullHostOf, isForMesh, resolveHost } from '../service/hosts';
import { cut, MAX_WORDS } from './cut';
import type { ReadRoot } from './readRoutes';
import type { OwnServices } from './routeRow';

/** On a Service: the namespaces that see it, comma separated. */
const EXPORT_ANNOTATION = 'networking.istio.io/exportTo';

/** `Parse` in Istio's pkg/config/protocol/instance.go. */
const PROTOCOLS = new Set(
  'TCP UDP GRPC HTTP HTTP2 HTTP_PROXY HTTPS TLS MONGO REDIS MYSQL'.split(' '),
);

/** Ports on which the server speaks first, so Istio does not wait to detect (`wellKnownPorts`). */
const NEVER_DETECTED = new Set([25, 53, 3306, 27017]);

/** How clients inside call a Service. */
export function insideOf(
  service: Service,
  roots: ReadRoot[],
  own: OwnServices,
): Exposure['inside'] {
  const { mesh } = own;
  const { namespace = '', name } = service.metadata;
  return {
    hosts: [
      name,
      `${name}.${namespace}`,
      fullHostOf({ namespace, name }, mesh),
    ],
    aliases: aliasesOf(roots, own).slice(0, MAX_WORDS).map(cut),
    ports: service.spec.ports.slice(0, MAX_WORDS).map(insidePort),
    notes: notesOf(service).map(cut),
  };
}

/** Clients that call the Service itself go past the routes of its other names, and so past a canary there. */
function aliasesOf(roots: ReadRoot[], { services, mesh }: OwnServices) {
  const ownHosts = services.map(service => fullHostOf(service, mesh));
  const aliases = roots
    .filter(({ root, leading }) => isForMesh(root) && leading.length > 0)
    .flatMap(({ root }) =>
      root.spec.hosts.map(host =>
        resolveHost(host, root.metadata.namespace, mesh),
      ),
    )
    .filter(host => host !== '*' && !ownHosts.includes(host));
  return [...new Set(aliases)];
}

function insidePort(port: Service['spec']['ports'][number]): InsidePort {
  return {
    port: port.port,
    ...(port.name ? { name: port.name } : {}),
    protocol: protocolOf(port),
  };
}

/** `ConvertProtocol` in Istio's pkg/config/kube/conversion.go. */
function protocolOf({
  name = '',
  port,
  appProtocol,
  protocol,
}: Service['spec']['ports'][number]): string {
  if (protocol === 'UDP') return 'UDP';
  switch (appProtocol) {
    case 'kubernetes.io/h2c':
      return 'HTTP2';
    case 'kubernetes.io/ws':
      return 'HTTP';
    case 'kubernetes.io/wss':
      return 'HTTPS';
    default:
  }
  const said = (appProtocol ?? name).toUpperCase();
  if (said.startsWith('GRPC-WEB')) return 'GRPC-WEB';
  const [first] = said.split('-', 1);
  if (PROTOCOLS.has(first)) return first;
  return NEVER_DETECTED.has(port) ? 'TCP' : 'detected';
}

function notesOf({ metadata, spec }: Service): string[] {
  const exported = (metadata.annotations?.[EXPORT_ANNOTATION] ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
  const notes: string[] = [];
  if (spec.type === 'ExternalName') {
    notes.push(
      `It has no pods: it is a name for ${
        spec.externalName ?? 'something else'
      }.`,
    );
  } else if (!spec.selector || Object.keys(spec.selector).length === 0) {
    notes.push('It selects no pods: someone else says where its requests go.');
  } else if (spec.clusterIP === 'None') {
    notes.push('It is headless: its name leads to each pod by itself.');
  }
  if (spec.type === 'LoadBalancer') {
    notes.push(
      'It has a load balancer of its own: clients outside can reach it past every Gateway.',
    );
  }
  if (spec.type === 'NodePort') {
    notes.push(
      'It has a port on every node: clients that reach a node can reach it past every Gateway.',
    );
  }
  if (exported.includes('~')) {
    notes.push('No proxy of the mesh sees it: it is exported to nobody.');
  } else if (exported.length > 0 && !exported.includes('*')) {
    const names = exported.map(one => (one === '.' ? metadata.namespace : one));
    notes.push(
      `Only proxies in ${
        names.length === 1 ? 'namespace' : 'namespaces'
      } ${names.join(', ')} see it.`,
    );
  }
  return notes;
}

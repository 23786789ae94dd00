import { hostsInCommon, routesServedBy } from '../exposure/entrances';
import type { Gateway, ObjectLookup, VirtualService } from '../kubernetes';
import type { GatewayOption, MeshSettings } from '../model';
import { gatewaysOf } from '../service/hosts';

/** More than a wizard can show. */
const MAX_SERVERS = 50;
const MAX_HOSTS = 200;

/**
 * The Gateways of a cluster in the order of their namespaces and names, with the hosts that VirtualServices have taken
 * there: Istio merges two VirtualServices for one host in an order that nobody chose.
 *
 * @public
 */
export function gatewayOptions(
  objects: ObjectLookup,
  mesh: MeshSettings,
): GatewayOption[] {
  const attached = new Map<string, VirtualService[]>();
  for (const virtualService of objects.list('VirtualService')) {
    for (const { namespace, name } of gatewaysOf(virtualService)) {
      const key = `${namespace}/${name}`;
      attached.set(key, [...(attached.get(key) ?? []), virtualService]);
    }
  }
  return objects
    .list('Gateway')
    .map(gateway => {
      const { namespace = '', name } = gateway.metadata;
      const routes = attached.get(`${namespace}/${name}`) ?? [];
      return {
        namespace,
        name,
        selector: gateway.spec.selector ?? {},
        servers: serversOf(gateway),
        takenHosts: takenHosts(gateway, routes, mesh),
      };
    })
    .sort((a, b) =>
      `${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1,
    );
}

function serversOf({ spec }: Gateway): GatewayOption['servers'] {
  return spec.servers.slice(0, MAX_SERVERS).flatMap(server => {
    const { hosts, port, tls } = server;
    if (port?.number === undefined) return [];
    return [
      {
        hosts: hosts.slice(0, MAX_HOSTS),
        port: port.number,
        protocol: port.protocol ?? '',
        tls: tls !== undefined && !tls.httpsRedirect,
        servesHttp: routesServedBy(server) === 'http',
      },
    ];
  });
}

function takenHosts(
  gateway: Gateway,
  routes: VirtualService[],
  mesh: MeshSettings,
): GatewayOption['takenHosts'] {
  const taken = new Map<string, string>();
  for (const virtualService of routes) {
    const { namespace = '', name } = virtualService.metadata;
    for (const server of gateway.spec.servers.slice(0, MAX_SERVERS)) {
      for (const host of hostsInCommon(gateway, server, virtualService, mesh)) {
        if (taken.size === MAX_HOSTS) break;
        if (!taken.has(host)) taken.set(host, `${namespace}/${name}`);
      }
    }
  }
  return [...taken].map(([host, virtualService]) => ({ host, virtualService }));
}

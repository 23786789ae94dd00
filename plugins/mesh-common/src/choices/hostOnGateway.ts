import type { GatewayOption } from '../model';
import { hostCovers, isWildcard } from '../service/hosts';

/**
 * A port of a Gateway and the hosts it serves.
 *
 * @public
 */
export type GatewayServerOption = GatewayOption['servers'][number];

/**
 * Who has a host already.
 *
 * @public
 */
export interface HostTaken {
  /** The VirtualService that serves the very host there already, `namespace/name`. */
  takenBy?: string;
  /**
   * A VirtualService whose wildcard has served the host until now. A new one for the very host comes before it: proxies
   * look for the longest name that matches.
   */
  insteadOf?: { virtualService: string; host: string };
}

/**
 * What becomes of a host on a Gateway.
 *
 * @public
 */
export interface HostOnGateway extends HostTaken {
  /** The ports that serve it for HTTP routes; none means that no request arrives by it. */
  servers: GatewayServerOption[];
}

/**
 * What becomes of a host when a VirtualService of `namespace` names it on a Gateway.
 *
 * @public
 */
export function hostOnGateway(
  gateway: GatewayOption,
  host: string,
  namespace: string,
): HostOnGateway {
  const name = host.toLowerCase();
  return {
    servers: gateway.servers.filter(
      server =>
        server.servesHttp &&
        hostsFor(gateway, server, namespace).some(one => hostCovers(one, name)),
    ),
    ...takenAmong(gateway.takenHosts, name),
  };
}

/**
 * Who has a host already on the proxies that a new Gateway would be for: proxies serve the hosts of all their Gateways
 * on the same ports.
 *
 * @param selector - of the new Gateway
 * @public
 */
export function hostOnProxies(
  gateways: readonly GatewayOption[],
  selector: Readonly<Record<string, string>>,
  host: string,
): HostTaken {
  return takenAmong(
    gateways
      .filter(gateway => canBeSame(gateway.selector, selector))
      .flatMap(({ takenHosts }) => takenHosts),
    host.toLowerCase(),
  );
}

/** Whether one proxy may have the labels of both: one that both name must be the same. */
function canBeSame(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(a).every(
    ([label, value]) => !Object.hasOwn(b, label) || b[label] === value,
  );
}

function takenAmong(
  takenHosts: GatewayOption['takenHosts'],
  name: string,
): HostTaken {
  const taken = takenHosts.map(one => ({
    ...one,
    host: one.host.toLowerCase(),
  }));
  const same = taken.find(one => one.host === name);
  if (same) return { takenBy: same.virtualService };
  const [wider] = taken
    .filter(one => isWildcard(one.host) && hostCovers(one.host, name))
    .sort((a, b) => b.host.length - a.host.length);
  return wider ? { insteadOf: wider } : {};
}

/**
 * Hosts for a new service that a Gateway serves and nobody has taken: its name below each wildcard, then the Gateway's
 * own full names.
 *
 * @public
 */
export function proposedHosts(
  gateway: GatewayOption,
  service: string,
  namespace: string,
): string[] {
  const served = gateway.servers
    .filter(({ servesHttp }) => servesHttp)
    // Where there is an encrypted port, its names come first.
    .sort((a, b) => Number(b.tls) - Number(a.tls))
    .flatMap(server => hostsFor(gateway, server, namespace));
  const below = served.flatMap(host =>
    host.startsWith('*.') && service ? [`${service}${host.slice(1)}`] : [],
  );
  const full = served.filter(host => !isWildcard(host));
  return [...new Set([...below, ...full])].filter(
    host => hostOnGateway(gateway, host, namespace).takenBy === undefined,
  );
}

/**
 * The hosts that a port serves for VirtualServices of a namespace: `shop/*.example.com` is for those of `shop`, `.` is
 * the Gateway's own namespace (`Server.hosts` of Istio's Gateway).
 */
function hostsFor(
  gateway: GatewayOption,
  server: GatewayServerOption,
  namespace: string,
): string[] {
  return server.hosts.flatMap(written => {
    const slash = written.indexOf('/');
    const host = written.slice(slash + 1).toLowerCase();
    if (slash < 0) return [host];
    const before = written.slice(0, slash);
    const of = before === '.' ? gateway.namespace : before;
    return of === '*' || of === namespace ? [host] : [];
  });
}

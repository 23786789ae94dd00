import type { Gateway, GatewayServer, VirtualService } from '../kubernetes';
import type { Entrance, EntranceEncryption, MeshSettings } from '../model';
import { commonHosts, resolveHost } from '../service/hosts';
import { enumerate } from '../service/words';
import { cut, MAX_WORDS } from './cut';
import { titleOf, type FollowedRoute } from './followRoutes';

/** More names in one object are absurd: each is compared with each. */
const MAX_HOSTS = 200;

/** `IsHTTP` in Istio's pkg/config/protocol/instance.go. */
const PLAIN_HTTP = new Set(['HTTP', 'HTTP2', 'HTTP_PROXY', 'GRPC', 'GRPC-WEB']);

const ENCRYPTION = new Map<string, EntranceEncryption>([
  ['SIMPLE', 'terminated'],
  ['OPTIONAL_MUTUAL', 'terminated'],
  ['MUTUAL', 'mutual'],
  ['ISTIO_MUTUAL', 'mutual'],
  ['PASSTHROUGH', 'passthrough'],
]);

/**
 * The ports of a Gateway at which these routes of a VirtualService lead to the service.
 *
 * @param routes - those that lead to it
 */
export function entrancesOf(
  gateway: Gateway,
  virtualService: VirtualService,
  routes: FollowedRoute[],
  mesh: MeshSettings,
): Entrance[] {
  return gateway.spec.servers.slice(0, MAX_WORDS).flatMap(server => {
    const { number: port, protocol = '' } = server.port ?? {};
    if (port === undefined) return [];
    const served = routes.filter(
      ({ protocol: of, route }) =>
        of === routesServedBy(server) &&
        (!route.match?.length ||
          route.match.some(
            match =>
              (!match.port || match.port === port) &&
              (!match.gateways?.length ||
                match.gateways.includes(
                  `${gateway.metadata.namespace}/${gateway.metadata.name}`,
                )),
          )),
    );
    const common = hostsInCommon(gateway, server, virtualService, mesh);
    // A Gateway that does not open TLS knows nothing but the SNI that the routes name.
    const hosts =
      routesServedBy(server) === 'tls'
        ? commonHosts(common, served.flatMap(sniHostsOf))
        : common;
    if (served.length === 0 || hosts.length === 0) return [];
    const entrance = {
      hosts: hosts.slice(0, MAX_WORDS),
      port,
      protocol,
      encryption: encryptionOf(server),
      ...(server.tls && !isRedirect(server) ? { tlsMode: modeOf(server) } : {}),
      ...credentialOf(server),
      virtualService: titleOf(virtualService),
    };
    return [{ ...entrance, sentence: cut(sentenceOf(entrance)) }];
  });
}

/** The names that a Gateway's port serves for a VirtualService (`buildGatewayHTTPRouteConfig` in pilot). */
export function hostsInCommon(
  gateway: Gateway,
  server: GatewayServer,
  { metadata, spec }: VirtualService,
  mesh: MeshSettings,
): string[] {
  const served = server.hosts.slice(0, MAX_HOSTS).flatMap(host => {
    const slash = host.indexOf('/');
    if (slash < 0) return [host];
    const written = host.slice(0, slash);
    const namespace = written === '.' ? gateway.metadata.namespace : written;
    return namespace === '*' || namespace === metadata.namespace
      ? [host.slice(slash + 1)]
      : [];
  });
  return commonHosts(
    served,
    spec.hosts
      .slice(0, MAX_HOSTS)
      .map(host => resolveHost(host, metadata.namespace, mesh)),
  );
}

/** `https://shop.example.com`, `http://shop.example.com:8080`, or `shop.example.com, port 31400`. */
export function addressesOf({ hosts, port, protocol, encryption }: Entrance) {
  const scheme = new Map([
    ['none', 'http'],
    ['redirect', 'http'],
    ['terminated', 'https'],
    ['mutual', 'https'],
  ]).get(encryption);
  const usual = scheme === 'https' ? 443 : 80;
  return hosts.map(host => {
    const name = host === '*' ? 'any host name' : host;
    if (!scheme || host === '*' || !isHttp(protocol)) {
      return `${name}, port ${port}`;
    }
    return `${scheme}://${host}${port === usual ? '' : `:${port}`}`;
  });
}

function sniHostsOf({ route }: FollowedRoute): string[] {
  return (route.match ?? []).flatMap(({ sniHosts = [] }) =>
    sniHosts.slice(0, MAX_HOSTS),
  );
}

/** Which routes a port takes (`createGatewayTCPFilterChainOpts` in pilot/pkg/networking/core/gateway.go). */
export function routesServedBy(
  server: GatewayServer,
): FollowedRoute['protocol'] | 'none' {
  const protocol = server.port?.protocol?.toUpperCase() ?? '';
  if (PLAIN_HTTP.has(protocol)) return 'http';
  if (!server.tls) return 'tcp';
  const mode = modeOf(server);
  // It leads to the whole mesh of another network, by no VirtualService.
  if (mode === 'AUTO_PASSTHROUGH') return 'none';
  if (mode === 'PASSTHROUGH') return 'tls';
  return protocol === 'HTTPS' ? 'http' : 'tcp';
}

function encryptionOf(server: GatewayServer): EntranceEncryption {
  if (isRedirect(server)) return 'redirect';
  const protocol = server.port?.protocol?.toUpperCase() ?? '';
  if (PLAIN_HTTP.has(protocol)) return 'none';
  if (server.tls) return ENCRYPTION.get(modeOf(server)) ?? 'unknown';
  return protocol === 'HTTPS' || protocol === 'TLS' ? 'unknown' : 'none';
}

/** Plain HTTP has no other use for `tls`. */
function isRedirect({ port, tls }: GatewayServer): boolean {
  return (
    PLAIN_HTTP.has(port?.protocol?.toUpperCase() ?? '') &&
    tls?.httpsRedirect === true
  );
}

/** The first of the enum is what an absent mode means. */
function modeOf({ tls }: GatewayServer): string {
  return tls?.mode ?? 'PASSTHROUGH';
}

function credentialOf({ tls }: GatewayServer): { credentialName?: string } {
  const name = tls?.credentialName || tls?.credentialNames?.[0];
  return name ? { credentialName: name } : {};
}

function isHttp(protocol: string): boolean {
  const upper = protocol.toUpperCase();
  return PLAIN_HTTP.has(upper) || upper === 'HTTPS';
}

function sentenceOf(entrance: Omit<Entrance, 'sentence'>): string {
  const where = enumerate(addressesOf({ ...entrance, sentence: '' }));
  const certificate = entrance.credentialName
    ? `, with the certificate in Secret ${entrance.credentialName}`
    : '';
  switch (entrance.encryption) {
    case 'none':
      return `${where}: not encrypted.`;
    case 'redirect':
      return `${where}: the Gateway sends clients on to HTTPS.`;
    case 'terminated':
      return `${where}: encrypted up to the Gateway${certificate}.`;
    case 'mutual':
      return `${where}: encrypted up to the Gateway${certificate}, and clients must show one too.`;
    case 'passthrough':
      return `${where}: encrypted up to the service; the Gateway does not open it.`;
    default:
      return `${where}: the Gateway does not say how it is encrypted.`;
  }
}

/** What keeps clients from an entrance that is there. */
export function serverProblems(
  { metadata, spec }: Gateway,
  entrances: Entrance[],
): string[] {
  return spec.servers.slice(0, MAX_WORDS).flatMap(server => {
    const number = server.port?.number;
    if (!entrances.some(({ port }) => port === number)) return [];
    const title = `Gateway ${metadata.namespace}/${metadata.name}, port ${number},`;
    const protocol = server.port?.protocol?.toUpperCase() ?? '';
    if (!server.tls && (protocol === 'HTTPS' || protocol === 'TLS')) {
      return [`${title} is for ${protocol} and has no tls.`];
    }
    const mode = modeOf(server);
    const needsCertificate = mode === 'SIMPLE' || mode === 'MUTUAL';
    return server.tls &&
      !PLAIN_HTTP.has(protocol) &&
      needsCertificate &&
      !credentialOf(server).credentialName &&
      !server.tls.serverCertificate &&
      !server.tls.tlsCertificates?.length
      ? [`${title} has no certificate: name a Secret in credentialName.`]
      : [];
  });
}

import type {
  Rollout,
  VirtualService,
  VirtualServiceRoute,
} from '../../kubernetes';
import type { VirtualServiceReference } from '../../kubernetes/canaryStrategy';

/** A route in which the controller moves weights. */
export interface MovedRoute {
  /** `, route primary`; empty for the only route of a VirtualService without a name. */
  label: string;
  route: VirtualServiceRoute;
}

/** The routes of a VirtualService that a Rollout moves, and what it names in vain. */
export interface RouteSelection {
  routes: MovedRoute[];
  /** Complaints in words; with one, the controller writes nothing into this VirtualService. */
  problems: string[];
}

/**
 * Which routes the controller moves: `get{Http,Tls,Tcp}RouteIndexesToPatch` and `Validate{HTTP,Tls,Tcp}Routes` in
 * argo-rollouts rollout/trafficrouting/istio/istio.go.
 */
export function selectRoutes(
  rollout: Rollout,
  virtualService: VirtualService,
  reference: VirtualServiceReference,
): RouteSelection {
  const { http, tls, tcp } = virtualService.spec;
  const label = labeller(virtualService);
  const problems: string[] = [];
  const pick = (
    protocol: 'http' | 'tls' | 'tcp',
    all: VirtualServiceRoute[],
    indexes: number[],
  ) =>
    [...new Set(indexes)].map(index => ({
      label: label(protocol, all[index], index),
      route: all[index],
    }));
  const routes = [
    ...pick('http', http, httpIndexes(rollout, http, reference, problems)),
    ...pick(
      'tls',
      tls,
      matched(tls, reference.tlsRoutes, sameTls, 'tls', problems),
    ),
    ...pick(
      'tcp',
      tcp,
      matched(tcp, reference.tcpRoutes, samePort, 'tcp', problems),
    ),
  ];
  return { routes, problems };
}

function httpIndexes(
  rollout: Rollout,
  http: VirtualServiceRoute[],
  reference: VirtualServiceReference,
  problems: string[],
): number[] {
  const managed = new Set(
    rollout.spec.strategy.canary?.trafficRouting?.managedRoutes?.map(
      ({ name }) => name,
    ),
  );
  const isManaged = ({ name }: VirtualServiceRoute) =>
    name !== undefined && managed.has(name);
  const own = http.flatMap((route, index) => (isManaged(route) ? [] : index));
  // A mirror route carries the same split as the route in whose place it stands.
  const mirrors = http.flatMap((route, index) =>
    isManaged(route) && route.mirror ? index : [],
  );
  const names = reference.routes ?? [];
  if (names.length === 0) {
    if (own.length > 1) {
      problems.push(
        `has ${own.length} http routes, and the Rollout does not say which of them it moves`,
      );
    }
    const unnamed = own.find(index => !http[index].name);
    return [...own.filter(i => i === (unnamed ?? own[0])), ...mirrors];
  }
  const listed = names.flatMap(name => {
    const index = http.findIndex(route => route.name === name);
    if (index >= 0) return index;
    if (http.length > 0) problems.push(`has no http route named ${name}`);
    return [];
  });
  // Requests still go by the routes that are there.
  return [...(listed.length > 0 ? listed : own), ...mirrors];
}

/** Without a list the only route is meant; with one, each entry means every route that fits it. */
function matched<T>(
  routes: VirtualServiceRoute[],
  wanted: T[] | undefined,
  fits: (entry: T, route: VirtualServiceRoute) => boolean,
  protocol: string,
  problems: string[],
): number[] {
  if (routes.length === 0) return [];
  if (!wanted?.length) {
    if (routes.length > 1) {
      problems.push(
        `has ${routes.length} ${protocol} routes, and the Rollout does not say which of them it moves`,
      );
    }
    return [0];
  }
  return wanted.flatMap(entry => {
    const found = routes.flatMap((route, i) => (fits(entry, route) ? i : []));
    if (found.length === 0) {
      problems.push(`has no ${protocol} route like one that the Rollout names`);
    }
    return found;
  });
}

type TlsRoute = NonNullable<VirtualServiceReference['tlsRoutes']>[number];

/** One port at most, and exactly these names, over all matches of the route. */
function sameTls(wanted: TlsRoute, route: VirtualServiceRoute): boolean {
  const names = new Set(route.match?.flatMap(({ sniHosts = [] }) => sniHosts));
  const { sniHosts = [] } = wanted;
  return (
    samePort(wanted, route) &&
    names.size === sniHosts.length &&
    sniHosts.every(name => names.has(name))
  );
}

function samePort(
  { port = 0 }: { port?: number },
  route: VirtualServiceRoute,
): boolean {
  const ports = new Set(route.match?.map(match => match.port ?? 0));
  return ports.size <= 1 && ([...ports][0] ?? 0) === port;
}

function labeller({ spec: { http, tls, tcp } }: VirtualService) {
  const isOnly = http.length + tls.length + tcp.length === 1;
  return (protocol: string, { name }: VirtualServiceRoute, index: number) => {
    if (name) return `, route ${name}`;
    return isOnly ? '' : `, ${protocol} route ${index + 1}`;
  };
}

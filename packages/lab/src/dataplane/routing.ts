import { type HttpRequest, matchRoute } from './httpMatch.ts';
import type { Mesh, MeshService } from './mesh.ts';
import type { MeshPod } from './meshPod.ts';
import {
  type HttpRoute,
  type OutlierDetection,
  type RouteDestination,
  selects,
  type ServicePort,
} from './objects.ts';
import { pickWeighted, type Random } from './random.ts';

/** An upstream cluster in Envoy's sense: a service, or one subset of it. */
export interface UpstreamCluster {
  /** Envoy's name for it: `outbound|port|subset|host`. */
  name: string;
  service: MeshService;
  port: ServicePort;
  /** Ready pods. */
  endpoints: MeshPod[];
  outlierDetection?: OutlierDetection;
  plaintext: boolean;
}

/** Where a proxy sends a request, or how it answers by itself. */
export type Route =
  | { kind: 'cluster'; cluster: UpstreamCluster }
  | {
      kind: 'answer';
      code: number;
      /** Envoy's response flag: `NR` no route, `NC` no cluster, `-` none. */
      flags: string;
    };

const NO_ROUTE: Route = { kind: 'answer', code: 404, flags: 'NR' };
const NO_CLUSTER: Route = { kind: 'answer', code: 503, flags: 'NC' };

function upstreamCluster(
  mesh: Mesh,
  destination: RouteDestination['destination'],
  requestPort: number,
  source: MeshPod,
): UpstreamCluster | undefined {
  const service = mesh.services.get(destination?.host ?? '');
  if (!service) {
    return undefined;
  }
  const wanted = destination?.port?.number;
  const port =
    wanted === undefined && service.ports.length === 1
      ? service.ports[0]
      : service.ports.find(one => one.port === (wanted ?? requestPort));
  if (!port) {
    return undefined;
  }
  const policy = mesh.hostPolicy(service, source.namespace);
  const subsetName = destination?.subset ?? '';
  const subset = policy.subsets.get(subsetName);
  if (subsetName && !subset) {
    return undefined;
  }
  const outlierDetection =
    subset?.trafficPolicy?.outlierDetection ??
    policy.trafficPolicy?.outlierDetection;
  const tls = subset?.trafficPolicy?.tls ?? policy.trafficPolicy?.tls;
  return {
    name: `outbound|${port.port}|${subsetName}|${service.fqdn}`,
    service,
    port,
    endpoints: service.pods.filter(
      pod => pod.ready && selects(subset?.labels, pod.labels),
    ),
    outlierDetection,
    plaintext: tls?.mode === 'DISABLE',
  };
}

/**
 * Chooses among a route's destinations by weight. A single destination needs
 * none; a destination without weight among others gets nothing, as in Envoy.
 */
function chooseDestination(
  route: HttpRoute,
  random: Random,
): RouteDestination | undefined {
  const destinations = route.route ?? [];
  return destinations.length === 1
    ? destinations[0]
    : pickWeighted(destinations, ({ weight }) => weight ?? 0, random);
}

function followRoutes(
  mesh: Mesh,
  routes: readonly HttpRoute[],
  request: HttpRequest,
  source: MeshPod,
  random: Random,
): Route {
  const route = matchRoute(routes, request, source);
  if (!route) {
    return NO_ROUTE;
  }
  if (route.redirect) {
    return {
      kind: 'answer',
      code: route.redirect.redirectCode ?? 301,
      flags: '-',
    };
  }
  if (route.directResponse) {
    return { kind: 'answer', code: route.directResponse.status, flags: '-' };
  }
  const cluster = upstreamCluster(
    mesh,
    chooseDestination(route, random)?.destination,
    request.port,
    source,
  );
  return cluster ? { kind: 'cluster', cluster } : NO_CLUSTER;
}

/** How an ingress gateway's pod routes a request under the given merged routes. */
export function routeAtGateway(
  mesh: Mesh,
  routes: readonly HttpRoute[],
  request: HttpRequest,
  source: MeshPod,
  random: Random,
): Route {
  return followRoutes(mesh, routes, request, source, random);
}

/**
 * How a workload reaches `request.host`. Without a sidecar no VirtualService
 * applies: the request goes to any pod of the Service.
 */
export function routeFromWorkload(
  mesh: Mesh,
  request: HttpRequest,
  source: MeshPod,
  random: Random,
): Route {
  const routes =
    source.proxy === 'none' ? undefined : mesh.sidecarRoutes(request.host);
  if (routes) {
    return followRoutes(mesh, routes, request, source, random);
  }
  const cluster = upstreamCluster(
    mesh,
    { host: request.host },
    request.port,
    source,
  );
  return cluster ? { kind: 'cluster', cluster } : NO_ROUTE;
}

import type { VirtualService } from '../kubernetes';
import type {
  ExposureDestination,
  ExposureRoute,
  MeshSettings,
} from '../model';
import { conditionsOf } from '../kubernetes/conditionsOf';
import {
  gatewaysOf,
  hostMeans,
  isForMesh,
  MESH_GATEWAY,
  type NamespacedName,
} from '../service/hosts';
import { cut, MAX_WORDS } from './cut';
import { effectsOf } from './effects';
import { titleOf, type FollowedRoute } from './followRoutes';

/** The service and those that stand for versions of it. */
export interface OwnServices {
  services: NamespacedName[];
  mesh: MeshSettings;
}

/** One route as a row to read. */
export function routeRow(
  { protocol, route, writtenIn, isDelegated }: FollowedRoute,
  root: VirtualService,
  own: OwnServices,
): ExposureRoute {
  const match = (route.match ?? []).slice(0, MAX_WORDS);
  const conditions = match.map(conditionsOf);
  const isOn = (gateway: string) =>
    match.length === 0 ||
    match.some(
      ({ gateways }) => !gateways?.length || gateways.includes(gateway),
    );
  return {
    virtualService: titleOf(root),
    ...(isDelegated ? { delegate: titleOf(writtenIn) } : {}),
    protocol,
    ...(route.name ? { name: route.name } : {}),
    inside: isForMesh(root) && isOn(MESH_GATEWAY),
    gateways: [
      ...new Set(
        gatewaysOf(root).map(({ namespace, name }) => `${namespace}/${name}`),
      ),
    ]
      .filter(isOn)
      .slice(0, MAX_WORDS),
    hosts: root.spec.hosts.slice(0, MAX_WORDS),
    // One that asks for nothing takes everything, whatever the others ask for.
    matches: conditions.includes('') ? [] : conditions.map(cut),
    destinations: destinationsOf(route, writtenIn, own).slice(0, MAX_WORDS),
    effects:
      protocol === 'http' ? effectsOf(route).slice(0, MAX_WORDS).map(cut) : [],
  };
}

/** Whether requests or copies of them come to the service by this route. */
export function leadsToService(
  { route, writtenIn }: FollowedRoute,
  own: OwnServices,
): boolean {
  const copies = [
    route.mirror,
    ...(route.mirrors ?? []).map(({ destination }) => destination),
  ];
  return (
    destinationsOf(route, writtenIn, own).some(one => one.own) ||
    copies.some(
      destination => destination && isOwn(destination.host, writtenIn, own),
    )
  );
}

/** Istio ignores the weight of a single destination, and of several counts each as a part of their sum. */
function destinationsOf(
  { route }: FollowedRoute['route'],
  writtenIn: VirtualService,
  own: OwnServices,
): ExposureDestination[] {
  const total = route.reduce((sum, { weight = 0 }) => sum + weight, 0);
  return route.flatMap(({ destination, weight = 0 }) => {
    if (!destination) return [];
    const { host, subset, port } = destination;
    const share = total > 0 ? (weight / total) * 100 : 0;
    return [
      {
        host,
        ...(subset ? { subset } : {}),
        ...(port?.number === undefined ? {} : { port: port.number }),
        percent: route.length === 1 ? 100 : share,
        own: isOwn(host, writtenIn, own),
      },
    ];
  });
}

function isOwn(
  host: string,
  { metadata }: VirtualService,
  { services, mesh }: OwnServices,
): boolean {
  return services.some(service =>
    hostMeans(host, metadata.namespace, service, mesh),
  );
}

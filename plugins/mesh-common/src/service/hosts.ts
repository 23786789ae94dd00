import type { ServiceEntry, VirtualService } from '../kubernetes';
import { DEFAULT_MESH_SETTINGS, type MeshSettings } from '../model';

/**
 * Namespace and name of a Service or any other object.
 *
 * @public
 */
export interface NamespacedName {
  namespace: string;
  name: string;
}

/** The word for every sidecar where a Gateway could stand (`IstioMeshGateway` in Istio's pkg/config/constants). */
export const MESH_GATEWAY = 'mesh';

/** The name by which Istio knows a Service (`ServiceHostname` in pilot/pkg/serviceregistry/kube/conversion.go). */
export function fullHostOf(
  { namespace, name }: NamespacedName,
  mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
): string {
  return `${name}.${namespace}.svc.${mesh.clusterDomain}`;
}

/**
 * A host as the object in `namespace` means it.
 *
 * Only a name without dots is completed. `reviews.shop` is a full name to Istio, of something that is no
 * Service (`ResolveShortnameToFQDN` in pilot/pkg/model/config.go).
 */
export function resolveHost(
  host: string,
  namespace: string | undefined,
  mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
): string {
  return isShort(host)
    ? fullHostOf({ namespace: namespace ?? '', name: host }, mesh)
    : host;
}

/** Whether a host, as the object in `namespace` writes it, is the Service. */
export function hostMeans(
  host: string,
  namespace: string | undefined,
  service: NamespacedName,
  mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
): boolean {
  return isShort(host)
    ? host === service.name && (namespace ?? '') === service.namespace
    : host.startsWith(service.name) && host === fullHostOf(service, mesh);
}

/**
 * Whether a host is a name of the Service that DNS completes but Istio does not, `<service>.<namespace>[.svc]`:
 * whoever wrote it meant the Service, and Istio finds nothing.
 */
export function isHalfHost(host: string, service: NamespacedName): boolean {
  const half = `${service.name}.${service.namespace}`;
  return host === half || host === `${half}.svc`;
}

/**
 * Whether a host, as the object in `namespace` writes it, is one of the Services, by a name that Istio or only DNS
 * completes. Made once for many hosts: a mesh has thousands.
 */
export function nameMatcher(
  services: NamespacedName[],
  mesh: MeshSettings,
): (host: string, namespace: string | undefined) => boolean {
  const full = new Set<string>();
  const namespaces = new Map<string, Set<string>>();
  for (const service of services) {
    const { namespace, name } = service;
    full.add(`${name}.${namespace}`);
    full.add(`${name}.${namespace}.svc`);
    full.add(fullHostOf(service, mesh));
    namespaces.set(name, new Set(namespaces.get(name)).add(namespace));
  }
  return (host, namespace) =>
    host.includes('.')
      ? full.has(host)
      : Boolean(namespaces.get(host)?.has(namespace ?? ''));
}

/** Whether a host covers another: it is the same, or a wildcard for it (`SubsetOf` in pkg/config/host/name.go). */
export function hostCovers(wide: string, narrow: string): boolean {
  if (!isWildcard(wide)) return wide === narrow;
  const suffix = wide.slice(1);
  return isWildcard(narrow)
    ? narrow.length >= wide.length && narrow.slice(1).endsWith(suffix)
    : narrow.endsWith(suffix);
}

/** What two lists of hosts have in common, the narrower name of each pair (`Intersection` in pkg/config/host/names.go). */
export function commonHosts(some: string[], others: string[]): string[] {
  const common = new Set<string>();
  for (const one of some) {
    for (const other of others) {
      if (hostCovers(other, one)) common.add(one);
      else if (hostCovers(one, other)) common.add(other);
    }
  }
  return [...common];
}

export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/**
 * Whether proxies in `viewer` see an object that is exported so. Nothing set means all, which is what Istio
 * does unless MeshConfig says otherwise.
 */
export function isExportedTo(
  exportTo: string[] | undefined,
  namespace: string | undefined,
  viewer: string,
): boolean {
  if (!exportTo || exportTo.length === 0 || exportTo.includes('*')) return true;
  // `~` hides it from everyone, whatever stands beside it (`initVirtualServices` in pilot/pkg/model/push_context.go).
  if (exportTo.includes('~')) return false;
  return (
    exportTo.includes(viewer) ||
    (exportTo.includes('.') && viewer === namespace)
  );
}

/** The Gateway that a VirtualService in `namespace` means (`resolveGatewayName` in pilot/pkg/model/config.go). */
export function resolveGateway(
  reference: string,
  namespace: string | undefined,
): NamespacedName {
  const slash = reference.indexOf('/');
  if (slash >= 0) {
    const before = reference.slice(0, slash);
    return {
      namespace: before === '.' ? namespace ?? '' : before,
      name: reference.slice(slash + 1),
    };
  }
  // An old form: `name.namespace.svc.cluster.local`.
  const [name, itsNamespace = namespace ?? ''] = reference.split('.', 2);
  return { namespace: itsNamespace, name };
}

/** Whether sidecars follow a VirtualService. */
export function isForMesh({ spec }: VirtualService): boolean {
  return !spec.gateways?.length || spec.gateways.includes(MESH_GATEWAY);
}

/** The Gateways that a VirtualService hangs on. */
export function gatewaysOf({ metadata, spec }: VirtualService) {
  return (spec.gateways ?? [])
    .filter(reference => reference !== MESH_GATEWAY)
    .map(reference => resolveGateway(reference, metadata.namespace));
}

/** Objects never change, and every service asks every VirtualService. */
const destinationHosts = new WeakMap<VirtualService, string[]>();

/** Where the routes of a VirtualService lead to or send copies to, as it writes it, each once. */
export function destinationHostsOf(virtualService: VirtualService): string[] {
  const known = destinationHosts.get(virtualService);
  if (known) return known;
  const { http, tls, tcp } = virtualService.spec;
  const hosts = [...http, ...tls, ...tcp].flatMap(
    ({ route, mirror, mirrors = [] }) =>
      [
        ...route.map(({ destination }) => destination),
        mirror,
        ...mirrors.map(({ destination }) => destination),
      ].flatMap(destination => destination?.host ?? []),
  );
  const found = [...new Set(hosts)];
  destinationHosts.set(virtualService, found);
  return found;
}

/** Whether a ServiceEntry is for a host. */
export function entryIsFor({ spec }: ServiceEntry, host: string): boolean {
  return spec.hosts.some(one => hostCovers(one, host) || hostCovers(host, one));
}

/** A name to complete: no dots, no wildcard, no IPv6 address. */
function isShort(host: string): boolean {
  return (
    host !== '' && host !== '*' && !host.includes('.') && !host.includes(':')
  );
}

import type {
  Gateway,
  ObjectLookup,
  ServiceEntry,
  VirtualService,
} from '../kubernetes';
import type { MeshSettings } from '../model';
import {
  destinationHostsOf,
  entryIsFor,
  fullHostOf,
  gatewaysOf,
  hostCovers,
  isExportedTo,
  isForMesh,
  isWildcard,
  nameMatcher,
  resolveHost,
  type NamespacedName,
} from './hosts';
import { hasLabels, type Labels } from './labels';
import { ANY_HOST, delegateKey, hostKey } from './objectIndex';

/**
 * Finds the VirtualServices that lead to these Services: by destination, by host, or through one that delegates
 * to another. All Services are of one namespace.
 */
export function findVirtualServices(
  lookup: ObjectLookup,
  services: NamespacedName[],
  mesh: MeshSettings,
): VirtualService[] {
  const matches = nameMatcher(services, mesh);
  const isNamed = ({ metadata }: VirtualService, hosts: string[]) =>
    hosts.some(host => matches(host, metadata.namespace));
  const fullHosts = services.map(service => fullHostOf(service, mesh));
  const candidates = [...fullHosts.map(hostKey), ANY_HOST].flatMap(key =>
    lookup.indexed('VirtualService', key),
  );
  const isOverridden = (vs: VirtualService) =>
    isForMesh(vs) &&
    vs.spec.hosts.some(
      host =>
        isWildcard(host) &&
        fullHosts.some(fullHost => hostCovers(host, fullHost)),
    );

  const isDelegate = (vs: VirtualService) => vs.spec.hosts.length === 0;
  const leading = new Set<VirtualService>();
  const about = new Set<VirtualService>();
  for (const vs of candidates) {
    if (isNamed(vs, destinationHostsOf(vs))) leading.add(vs);
    if (isNamed(vs, vs.spec.hosts) || isOverridden(vs)) about.add(vs);
  }

  // Istio follows one step: what a delegate delegates is ignored (`mergeVirtualServices`).
  const roots = new Set([...about, ...leading].filter(vs => !isDelegate(vs)));
  const delegates = new Set([...leading].filter(isDelegate));
  for (const { metadata } of [...delegates]) {
    const key = delegateKey(metadata.namespace ?? '', metadata.name);
    for (const root of lookup.indexed('VirtualService', key)) {
      if (!isDelegate(root)) roots.add(root);
    }
  }
  for (const root of about) {
    if (isDelegate(root)) continue;
    for (const { namespace, name } of delegatesOf(root)) {
      const found = lookup.get('VirtualService', namespace, name);
      if (found && isDelegate(found)) delegates.add(found);
    }
  }
  const [{ namespace }] = services;
  const isSeen = (vs: VirtualService) =>
    vs.metadata.namespace === namespace ||
    isSeenFrom(vs, [namespace, ...gatewaysOf(vs).map(g => g.namespace)]);
  return [...[...roots].filter(isSeen), ...delegates];
}

/** The Gateways that these VirtualServices hang on, those that are there. */
export function findGateways(
  lookup: ObjectLookup,
  virtualServices: VirtualService[],
): Gateway[] {
  const found = virtualServices
    .flatMap(gatewaysOf)
    .map(({ namespace, name }) => lookup.get('Gateway', namespace, name));
  return [...new Set(found)].filter(gateway => gateway !== undefined);
}

/**
 * Finds the ServiceEntries that speak of a host of the service or of its routes, or that take its pods.
 */
export function findServiceEntries(
  lookup: ObjectLookup,
  input: {
    service: NamespacedName;
    virtualServices: VirtualService[];
    podLabels: Labels[];
    mesh: MeshSettings;
  },
): ServiceEntry[] {
  const { service, virtualServices, podLabels, mesh } = input;
  const hosts = new Set([
    fullHostOf(service, mesh),
    ...virtualServices.flatMap(vs =>
      [...vs.spec.hosts, ...destinationHostsOf(vs)].map(host =>
        resolveHost(host, vs.metadata.namespace, mesh),
      ),
    ),
  ]);
  // It means every host there is.
  hosts.delete('*');
  const all = [...hosts];
  const candidates = all.some(isWildcard)
    ? lookup.list('ServiceEntry')
    : [
        ...lookup.list('ServiceEntry', service.namespace),
        ...[...all.map(hostKey), ANY_HOST].flatMap(key =>
          lookup.indexed('ServiceEntry', key),
        ),
      ];
  return [...new Set(candidates)].filter(entry => {
    const { metadata, spec } = entry;
    if (!isExportedTo(spec.exportTo, metadata.namespace, service.namespace)) {
      return false;
    }
    const wanted = spec.workloadSelector?.labels;
    const takesPods =
      wanted !== undefined &&
      metadata.namespace === service.namespace &&
      podLabels.some(labels => hasLabels(labels, wanted));
    return takesPods || all.some(host => entryIsFor(entry, host));
  });
}

function delegatesOf({ metadata, spec }: VirtualService) {
  return spec.http.flatMap(({ delegate }) =>
    delegate
      ? {
          namespace: delegate.namespace || metadata.namespace,
          name: delegate.name,
        }
      : [],
  );
}

function isSeenFrom(vs: VirtualService, namespaces: string[]): boolean {
  return namespaces.some(viewer =>
    isExportedTo(vs.spec.exportTo, vs.metadata.namespace, viewer),
  );
}

import { gatewayHostMatches, hostMatches, resolveHost } from './hosts.ts';
import { meshPod, type MeshPod } from './meshPod.ts';
import {
  byAge,
  type DestinationRule,
  type Gateway,
  type HttpRoute,
  type MeshObjects,
  type PeerAuthentication,
  selects,
  type ServicePort,
  type Subset,
  type TrafficPolicy,
  type VirtualService,
} from './objects.ts';

/** A Kubernetes Service and the pods its selector finds, ready or not. */
export interface MeshService {
  fqdn: string;
  name: string;
  namespace: string;
  ports: ServicePort[];
  pods: MeshPod[];
}

/** What DestinationRules say about one host. */
export interface HostPolicy {
  trafficPolicy?: TrafficPolicy;
  subsets: Map<string, Subset>;
}

/** A host that a VirtualService publishes through a Gateway. */
export interface ExposedHost {
  host: string;
  path: string;
}

function namespaceOf(object: VirtualService | Gateway | DestinationRule) {
  return object.metadata.namespace ?? 'default';
}

/** One moment of the cluster, indexed by the questions that proxies ask. */
export class Mesh {
  readonly pods: MeshPod[];
  readonly services: Map<string, MeshService>;
  readonly peerAuthentications: PeerAuthentication[];
  readonly #podsByNamespace = new Map<string, MeshPod[]>();
  readonly #servicesByNamespace = new Map<string, MeshService[]>();
  readonly #virtualServices: VirtualService[];
  readonly #destinationRules: DestinationRule[];
  readonly #gateways: Gateway[];

  constructor(objects: MeshObjects) {
    this.pods = objects.pods.map(meshPod);
    for (const pod of this.pods) {
      append(this.#podsByNamespace, pod.namespace, pod);
    }
    this.peerAuthentications = objects.peerAuthentications;
    this.#virtualServices = [...objects.virtualServices].sort(byAge);
    this.#destinationRules = [...objects.destinationRules].sort(byAge);
    this.#gateways = [...objects.gateways].sort(byAge);
    this.services = new Map();
    for (const { metadata, spec } of [...objects.services].sort(byAge)) {
      const { name, namespace = 'default' } = metadata;
      const fqdn = `${name}.${namespace}.svc.cluster.local`;
      const selector = spec?.selector;
      const service: MeshService = {
        fqdn,
        name,
        namespace,
        ports: spec?.ports ?? [],
        pods: selector
          ? this.podsIn(namespace).filter(({ labels }) =>
              selects(selector, labels),
            )
          : [],
      };
      this.services.set(fqdn, service);
      append(this.#servicesByNamespace, namespace, service);
    }
  }

  podsIn(namespace: string): readonly MeshPod[] {
    return this.#podsByNamespace.get(namespace) ?? [];
  }

  /**
   * The Service a pod's own proxy names for a port. Where several select the
   * pod (a host-level canary has a stable and a canary Service on top of the
   * same port) the inbound listener belongs to the oldest one (istio/istio#33940).
   */
  inboundService(pod: MeshPod, targetPort: number): MeshService | undefined {
    return this.#servicesByNamespace
      .get(pod.namespace)
      ?.find(
        service =>
          service.pods.some(({ key }) => key === pod.key) &&
          service.ports.some(port => resolvePort(port, pod) === targetPort),
      );
  }

  /** Routes of the VirtualService that sidecars apply to a host; the oldest wins. */
  sidecarRoutes(fqdn: string): HttpRoute[] | undefined {
    const bound = this.#virtualServices.filter(({ spec }) =>
      (spec?.gateways ?? ['mesh']).includes('mesh'),
    );
    const covering = (matches: (pattern: string) => boolean) =>
      bound.find(virtualService =>
        virtualService.spec?.hosts?.some(host =>
          matches(resolveHost(host, namespaceOf(virtualService))),
        ),
      );
    const found =
      covering(pattern => pattern === fqdn) ??
      covering(pattern => hostMatches(pattern, fqdn));
    return found && resolvedRoutes(found);
  }

  /** Gateways that listen for a host, with the ready pods that serve them. */
  ingress(host: string): { gateway: Gateway; pods: MeshPod[] }[] {
    return this.#gateways
      .filter(gateway =>
        gateway.spec?.servers?.some(
          ({ hosts, tls }) =>
            !tls?.httpsRedirect &&
            hosts?.some(pattern => hostMatches(withoutScope(pattern), host)),
        ),
      )
      .map(gateway => ({
        gateway,
        pods: this.pods.filter(
          pod =>
            pod.proxy === 'gateway' &&
            pod.ready &&
            selects(gateway.spec?.selector, pod.labels),
        ),
      }));
  }

  /** Routes that a Gateway applies to a host; several VirtualServices are merged, oldest first. */
  gatewayRoutes(gateway: Gateway, host: string): HttpRoute[] {
    return this.#virtualServices
      .filter(virtualService => accepts(gateway, virtualService, host))
      .flatMap(resolvedRoutes);
  }

  /** Every concrete host that some Gateway and VirtualService publish together. */
  exposedHosts(): ExposedHost[] {
    const exposed = new Map<string, ExposedHost>();
    for (const virtualService of this.#virtualServices) {
      const hosts = virtualService.spec?.hosts ?? [];
      for (const host of hosts.filter(name => !name.includes('*'))) {
        if (this.#gateways.some(one => accepts(one, virtualService, host))) {
          const uri = virtualService.spec?.http?.[0]?.match?.[0]?.uri;
          exposed.set(host, { host, path: uri?.exact ?? uri?.prefix ?? '/' });
        }
      }
    }
    return [...exposed.values()];
  }

  /**
   * DestinationRules for a host: the caller's namespace is asked before the
   * service's own and the root namespace, and rules of one namespace are merged
   * (istio pilot/pkg/model/push_context.go, destinationRule).
   */
  hostPolicy(service: MeshService, callerNamespace: string): HostPolicy {
    const forHost = this.#destinationRules.filter(rule =>
      hostMatches(
        resolveHost(rule.spec?.host ?? '', namespaceOf(rule)),
        service.fqdn,
      ),
    );
    const rules = [callerNamespace, service.namespace, 'istio-system']
      .map(namespace => forHost.filter(rule => namespaceOf(rule) === namespace))
      .find(found => found.length > 0);
    const subsets = new Map<string, Subset>();
    for (const subset of rules?.flatMap(({ spec }) => spec?.subsets ?? []) ??
      []) {
      if (!subsets.has(subset.name)) {
        subsets.set(subset.name, subset);
      }
    }
    return {
      trafficPolicy: rules?.find(({ spec }) => spec?.trafficPolicy)?.spec
        ?.trafficPolicy,
      subsets,
    };
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The container port behind a Service port, for one pod. */
export function resolvePort(port: ServicePort, pod: MeshPod): number {
  return typeof port.targetPort === 'string'
    ? pod.namedPorts[port.targetPort] ?? 0
    : port.targetPort ?? port.port;
}

function withoutScope(pattern: string): string {
  return pattern.slice(pattern.indexOf('/') + 1);
}

function accepts(
  gateway: Gateway,
  virtualService: VirtualService,
  host: string,
): boolean {
  const namespace = namespaceOf(virtualService);
  const bound = (virtualService.spec?.gateways ?? []).some(reference => {
    const [scope, name] = reference.includes('/')
      ? reference.split('/')
      : [namespace, reference];
    return name === gateway.metadata.name && scope === namespaceOf(gateway);
  });
  return (
    bound &&
    (virtualService.spec?.hosts ?? []).some(pattern =>
      hostMatches(pattern, host),
    ) &&
    (gateway.spec?.servers ?? []).some(({ hosts, tls }) =>
      hosts?.some(
        pattern =>
          !tls?.httpsRedirect &&
          gatewayHostMatches(pattern, namespaceOf(gateway), namespace, host),
      ),
    )
  );
}

/** Destinations' short names mean the VirtualService's namespace, wherever the caller is. */
function resolvedRoutes(virtualService: VirtualService): HttpRoute[] {
  const namespace = namespaceOf(virtualService);
  return (virtualService.spec?.http ?? []).map(http => ({
    ...http,
    route: http.route?.map(one => ({
      ...one,
      destination: {
        ...one.destination,
        host: resolveHost(one.destination?.host ?? '', namespace),
      },
    })),
  }));
}

import type { DestinationRule, ObjectLookup } from '../kubernetes';
import type { MeshSettings } from '../model';
import {
  fullHostOf,
  hostCovers,
  hostMeans,
  isExportedTo,
  isHalfHost,
  isWildcard,
  resolveHost,
  type NamespacedName,
} from './hosts';

/**
 * Finds the DestinationRules that some client of these Services follows, or that a Rollout names: first those of
 * the Services' namespace, then those of the root namespace, then what other namespaces say for their own clients.
 *
 * All Services are of one namespace.
 */
export function findDestinationRules(
  lookup: ObjectLookup,
  input: {
    services: NamespacedName[];
    /** In the Services' namespace. */
    named: Set<string | undefined>;
    mesh: MeshSettings;
  },
): DestinationRule[] {
  const { services, named, mesh } = input;
  const [{ namespace }] = services;
  const fullHosts = services.map(service => fullHostOf(service, mesh));
  const rank = ({ metadata }: DestinationRule) =>
    [namespace, mesh.rootNamespace].indexOf(metadata.namespace ?? '') + 1 || 3;

  const isFor = (rule: DestinationRule) => {
    const { host = '' } = rule.spec;
    if (isWildcard(host)) {
      // Elsewhere it says how that namespace calls everyone, not how it calls this service.
      return rank(rule) < 3 && fullHosts.some(full => hostCovers(host, full));
    }
    return services.some(
      service =>
        hostMeans(host, rule.metadata.namespace, service, mesh) ||
        isHalfHost(host, service),
    );
  };
  return lookup
    .list('DestinationRule')
    .filter(rule =>
      rank(rule) === 1
        ? named.has(rule.metadata.name) || isFor(rule)
        : isFor(rule) && (rank(rule) === 2 || isForOwnClients(rule)),
    )
    .sort((a, b) => rank(a) - rank(b));
}

/**
 * The DestinationRules that a client of a namespace follows when it calls a Service, those that Istio merges into
 * one. The client's own namespace comes first, then the Service's, then the root namespace; in each only the rules
 * with the most specific host count (`destinationRule` in pilot/pkg/model/push_context.go).
 *
 * Rules that are for some clients only, by their labels, are left out.
 *
 * @param rules - of all namespaces, as {@link findServiceObjects} gives them
 */
export function destinationRulesFor(
  rules: DestinationRule[],
  clientNamespace: string,
  service: NamespacedName,
  mesh: MeshSettings,
): DestinationRule[] {
  const fullHost = fullHostOf(service, mesh);
  const hostOf = ({ metadata, spec }: DestinationRule) =>
    resolveHost(spec.host ?? '', metadata.namespace, mesh);
  const mostSpecific = (candidates: DestinationRule[]) => {
    const covering = candidates.filter(rule =>
      hostCovers(hostOf(rule), fullHost),
    );
    const longest = Math.max(...covering.map(rule => hostOf(rule).length));
    return covering.filter(rule => hostOf(rule).length === longest);
  };
  const of = (namespace: string) =>
    rules.filter(
      ({ metadata, spec }) =>
        metadata.namespace === namespace && !spec.workloadSelector,
    );

  // Rules that the root namespace exports are for everyone: for its own proxies only private ones come first.
  const local = mostSpecific(
    of(clientNamespace).filter(
      rule =>
        isForOwnClients(rule) &&
        (clientNamespace !== mesh.rootNamespace || isPrivate(rule)),
    ),
  );
  if (local.length > 0) return local;
  for (const namespace of [service.namespace, mesh.rootNamespace]) {
    const exported = mostSpecific(
      of(namespace).filter(rule => !isPrivate(rule)),
    ).filter(({ metadata, spec }) =>
      isExportedTo(spec.exportTo, metadata.namespace, clientNamespace),
    );
    if (exported.length > 0) return exported;
  }
  return [];
}

/** Whether clients in the rule's own namespace follow it. */
function isForOwnClients({ metadata, spec }: DestinationRule): boolean {
  return isExportedTo(
    spec.exportTo,
    metadata.namespace,
    metadata.namespace ?? '',
  );
}

/** Whether nobody but clients in the rule's own namespace follow it. */
function isPrivate({ metadata, spec }: DestinationRule): boolean {
  const [only, ...others] = spec.exportTo ?? [];
  return others.length === 0 && (only === '.' || only === metadata.namespace);
}

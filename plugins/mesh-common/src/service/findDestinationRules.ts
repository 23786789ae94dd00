import type { DestinationRule, ObjectLookup } from '../kubernetes';
import type { MeshSettings } from '../model';
import {
  fullHostOf,
  hostCovers,
  isExportedTo,
  isWildcard,
  nameMatcher,
  type NamespacedName,
} from './hosts';
import { ANY_HOST, hostKey } from './objectIndex';

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
  const matches = nameMatcher(services, mesh);
  const rank = ({ metadata }: DestinationRule) =>
    [namespace, mesh.rootNamespace].indexOf(metadata.namespace ?? '') + 1 || 3;

  const isFor = (rule: DestinationRule) => {
    const { host = '' } = rule.spec;
    if (isWildcard(host)) {
      return fullHosts.some(fullHost => hostCovers(host, fullHost));
    }
    return matches(host, rule.metadata.namespace);
  };
  const candidates = [...fullHosts.map(hostKey), ANY_HOST].flatMap(key =>
    lookup.indexed('DestinationRule', key),
  );
  for (const name of named) {
    const rule = name && lookup.get('DestinationRule', namespace, name);
    if (rule) candidates.push(rule);
  }
  return [...new Set(candidates)]
    .filter(rule =>
      isFor(rule)
        ? rank(rule) < 3 || isForOwnClients(rule)
        : named.has(rule.metadata.name) && rank(rule) === 1,
    )
    .sort((a, b) => rank(a) - rank(b));
}

/** Whether clients in the rule's own namespace follow it. */
function isForOwnClients({ metadata, spec }: DestinationRule): boolean {
  return isExportedTo(
    spec.exportTo,
    metadata.namespace,
    metadata.namespace ?? '',
  );
}

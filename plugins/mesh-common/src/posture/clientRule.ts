import type { DestinationRule, TrafficPolicy } from '../kubernetes';
import type { MeshSettings } from '../model';
import {
  fullHostOf,
  hostCovers,
  resolveHost,
  type NamespacedName,
} from '../service/hosts';
import { hasLabels } from '../service/labels';
import { oldestFirst } from './creationOrder';

/**
 * A client of a service, as Istio chooses a DestinationRule for it.
 *
 * @public
 */
export interface RuleClient {
  namespace: string;
  labels?: Record<string, string>;
}

type Subset = DestinationRule['spec']['subsets'][number];

/**
 * What one client obeys: the DestinationRules for one host of one namespace, put together.
 *
 * @public
 */
export interface ClientRule {
  /** The oldest one's policy that is set. */
  policy?: { policy: TrafficPolicy; from: DestinationRule };
  /** Of all of them; of two with one name the older one's. */
  subsets: { subset: Subset; from: DestinationRule }[];
  /** Those that were put together, oldest first. */
  from: DestinationRule[];
}

/**
 * The DestinationRule that a client obeys: of its own namespace, else of the Service's, else of the
 * root namespace; never of two. A wildcard in the client's namespace beats the exact host in the
 * Service's (`destinationRule` in pilot/pkg/model/push_context.go).
 *
 * @public
 */
export function ruleForClient(
  rules: readonly DestinationRule[],
  service: NamespacedName,
  client: RuleClient,
  mesh: MeshSettings,
): ClientRule | undefined {
  const about = (
    namespace: string,
    isSeen: (rule: DestinationRule) => boolean,
  ) =>
    mostSpecific(
      rules.filter(
        rule =>
          rule.metadata.namespace === namespace &&
          !rule.unreadable &&
          isSeen(rule),
      ),
      service,
      mesh,
    );
  const isAtRoot = client.namespace === mesh.rootNamespace;
  const own = about(
    client.namespace,
    // A rule of the root namespace is meant for all, so its own clients look there last.
    rule => (isAtRoot ? isPrivate(rule) : isLocal(rule)),
  );
  if (own.length > 0) return chosen(own, client);
  for (const namespace of [service.namespace, mesh.rootNamespace]) {
    const exported = about(namespace, rule => !isPrivate(rule)).filter(rule =>
      isExportedTo(rule, client.namespace),
    );
    if (exported.length > 0) return chosen(exported, client);
  }
  return undefined;
}

/** Namespaces of a DestinationRule's `exportTo`; one with a `workloadSelector` is always for its own only. */
function exportsOf({ spec }: DestinationRule): string[] {
  return spec.workloadSelector ? ['.'] : spec.exportTo ?? [];
}

function isPrivate(rule: DestinationRule): boolean {
  const exports = new Set(exportsOf(rule));
  const [only] = exports;
  return (
    exports.size === 1 && (only === '.' || only === rule.metadata.namespace)
  );
}

function isLocal(rule: DestinationRule): boolean {
  const exports = exportsOf(rule);
  return (
    exports.length === 0 ||
    ['*', '.', rule.metadata.namespace].some(one => exports.includes(one!))
  );
}

function isExportedTo(rule: DestinationRule, namespace: string): boolean {
  const exports = exportsOf(rule);
  return (
    exports.length === 0 || exports.includes('*') || exports.includes(namespace)
  );
}

/** Those for the host that says most: the exact one, else the longest wildcard (`MostSpecificHostMatch`). */
function mostSpecific(
  rules: DestinationRule[],
  service: NamespacedName,
  mesh: MeshSettings,
): DestinationRule[] {
  const ranked = rules
    .map(rule => ({ rule, rank: hostRank(rule, service, mesh) }))
    .filter(({ rank }) => rank > 0);
  const best = ranked.reduce((most, { rank }) => Math.max(most, rank), 0);
  return ranked.filter(({ rank }) => rank === best).map(({ rule }) => rule);
}

/** 0 when the host is another one. */
function hostRank(
  { metadata, spec: { host = '' } }: DestinationRule,
  service: NamespacedName,
  mesh: MeshSettings,
): number {
  const full = resolveHost(host, metadata.namespace, mesh);
  if (!hostCovers(full, fullHostOf(service, mesh))) return 0;
  return full.startsWith('*') ? full.length : Infinity;
}

/**
 * Of the rules for one host: the one whose `workloadSelector` takes the client, else the one without
 * (`DestinationRule` in pilot/pkg/model/sidecar.go takes the last).
 */
function chosen(
  rules: DestinationRule[],
  client: RuleClient,
): ClientRule | undefined {
  const groups = new Map<string, DestinationRule[]>();
  for (const rule of oldestFirst(rules)) {
    const key = JSON.stringify([
      sortedEntries(rule.spec.workloadSelector?.matchLabels),
      rule.spec.workloadSelector !== undefined,
      [...new Set(exportsOf(rule))].sort(),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  const all = [...groups.values()];
  const selecting = all.find(
    ([{ metadata, spec }]) =>
      spec.workloadSelector &&
      metadata.namespace === client.namespace &&
      client.labels !== undefined &&
      hasLabels(client.labels, spec.workloadSelector.matchLabels),
  );
  const group =
    selecting ?? all.findLast(([{ spec }]) => !spec.workloadSelector);
  return group && merged(group);
}

/** The first policy wins whole, subsets are added up (`mergeDestinationRule` in pilot/pkg/model/destination_rule.go). */
function merged(from: DestinationRule[]): ClientRule {
  const first = from.find(rule => rule.spec.trafficPolicy !== undefined);
  const subsets = new Map<string, ClientRule['subsets'][number]>();
  for (const rule of from) {
    for (const subset of rule.spec.subsets) {
      if (!subsets.has(subset.name)) {
        subsets.set(subset.name, { subset, from: rule });
      }
    }
  }
  return {
    ...(first?.spec.trafficPolicy && {
      policy: { policy: first.spec.trafficPolicy, from: first },
    }),
    subsets: [...subsets.values()],
    from,
  };
}

function sortedEntries(labels: Record<string, string> | undefined) {
  return Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

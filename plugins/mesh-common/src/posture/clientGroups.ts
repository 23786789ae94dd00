import { clipped } from '../service/words';
import type { DestinationRule } from '../kubernetes';
import type { MeshSettings } from '../model';
import type { NamespacedName } from '../service/hosts';
import { ruleForClient, type ClientRule, type RuleClient } from './clientRule';
import { listed } from './wordLists';

/** Each is looked up among all DestinationRules; more namespaces than anyone names in them. */
const MAX_CLIENTS = 50;

/** Clients that obey the same. */
export interface ClientGroup {
  /** Absent: clients of every namespace that no other group names. */
  client?: RuleClient;
  rule?: ClientRule;
}

/**
 * Groups clients by the DestinationRule they obey. Only namespaces that hold one, or that one is
 * exported to, can differ from the rest.
 *
 * @returns the rest first
 */
export function clientGroups(
  rules: readonly DestinationRule[],
  service: NamespacedName,
  mesh: MeshSettings,
): ClientGroup[] {
  const ruleOf = (client: RuleClient) =>
    ruleForClient(rules, service, client, mesh);
  // No namespace has an empty name.
  const rest: ClientGroup = { rule: ruleOf({ namespace: '' }) };
  const groups = [rest];
  for (const client of candidates(rules)) {
    const rule = ruleOf(client);
    const ofNamespace = client.labels
      ? ruleOf({ namespace: client.namespace })
      : rest.rule;
    if (isSame(rule, ofNamespace)) continue;
    groups.push({ client, ...(rule && { rule }) });
  }
  return groups;
}

/** `Clients`, `Clients in namespace web with app=cart`. */
export function clientWords({ client }: ClientGroup): string {
  if (!client) return 'Clients';
  const labels = Object.entries(client.labels ?? {}).map(
    ([key, value]) => `${key}=${value}`,
  );
  const withLabels = labels.length > 0 ? ` with ${listed(labels)}` : '';
  return `Clients in namespace ${clipped(client.namespace)}${withLabels}`;
}

function candidates(rules: readonly DestinationRule[]): RuleClient[] {
  const clients = new Map<string, RuleClient>();
  const add = (client: RuleClient) => {
    const key = JSON.stringify([client.namespace, client.labels]);
    if (clients.size < MAX_CLIENTS) clients.set(key, client);
  };
  for (const { metadata, spec } of rules) {
    const { namespace = '' } = metadata;
    for (const name of [namespace, ...(spec.exportTo ?? [])]) {
      if (!['', '.', '*', '~'].includes(name)) add({ namespace: name });
    }
    if (spec.workloadSelector) {
      add({ namespace, labels: spec.workloadSelector.matchLabels ?? {} });
    }
  }
  return [...clients.values()];
}

function isSame(a: ClientRule | undefined, b: ClientRule | undefined): boolean {
  const [first, second] = [a?.from ?? [], b?.from ?? []];
  return (
    first.length === second.length &&
    first.every((rule, index) => rule === second[index])
  );
}

import type { DestinationRule, TrafficPolicy } from '../kubernetes';
import type { ClientRule } from './clientRule';

type Settings = Omit<TrafficPolicy, 'portLevelSettings'>;
type Topic = keyof Settings;

/**
 * What holds for calls to one subset and port, and the DestinationRule that says each of it.
 *
 * @public
 */
export type EffectiveTrafficPolicy = {
  [T in Topic]?: { value: NonNullable<Settings[T]>; from: DestinationRule };
};

const TOPICS = [
  'tls',
  'connectionPool',
  'outlierDetection',
  'loadBalancer',
] as const satisfies readonly Topic[];

/**
 * Puts together what a DestinationRule says for a host, a port and a subset (`MergeSubsetTrafficPolicy`
 * in pilot/pkg/networking/util/util.go). A port's settings replace all of the host's: what they leave
 * out falls back to Istio's default, not to the host's. A subset's override topic by topic.
 *
 * @param subset - undefined for calls without a subset
 * @param port - of the Service; undefined for ports without settings of their own
 * @public
 */
export function effectiveTrafficPolicy(
  rule: ClientRule | undefined,
  subset: string | undefined,
  port: number | undefined,
): EffectiveTrafficPolicy {
  const host = ofPort(rule?.policy?.policy, port);
  const result: EffectiveTrafficPolicy = {};
  add(result, host.settings, rule?.policy?.from);

  const found = rule?.subsets.find(entry => entry.subset.name === subset);
  if (!found?.subset.trafficPolicy) return result;
  const own = ofPort(found.subset.trafficPolicy, port);
  if (own.isPortLevel) for (const topic of TOPICS) delete result[topic];
  add(result, own.settings, found.from);
  return result;
}

/** Ports with settings of their own, of the host or of a subset. */
export function portsWithSettings(
  rule: ClientRule | undefined,
  subset: string | undefined,
): number[] {
  const found = rule?.subsets.find(entry => entry.subset.name === subset);
  const ports = [rule?.policy?.policy, found?.subset.trafficPolicy].flatMap(
    policy =>
      policy?.portLevelSettings?.flatMap(({ port }) => port?.number ?? []) ??
      [],
  );
  return [...new Set(ports)].sort((a, b) => a - b);
}

function ofPort(
  policy: TrafficPolicy | undefined,
  port: number | undefined,
): { settings: Settings; isPortLevel: boolean } {
  const own =
    port === undefined
      ? undefined
      : policy?.portLevelSettings?.find(entry => entry.port?.number === port);
  return { settings: own ?? policy ?? {}, isPortLevel: own !== undefined };
}

function add(
  result: EffectiveTrafficPolicy,
  settings: Settings,
  from: DestinationRule | undefined,
): void {
  for (const topic of TOPICS) {
    const value = settings[topic];
    if (value !== undefined && from)
      Object.assign(result, { [topic]: { value, from } });
  }
}

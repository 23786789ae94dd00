import { clipped } from '../service/words';
import type { TrafficPolicy } from '../kubernetes';
import type { ResiliencePosture, ResilienceSetting } from '../model';
import type { ClientRule } from './clientRule';
import {
  effectiveTrafficPolicy,
  portsWithSettings,
  type EffectiveTrafficPolicy,
} from './effectiveTrafficPolicy';
import { postureObject } from './postureObject';
import { listed } from './wordLists';

const MAX_ENTRIES = 20;

/**
 * What DestinationRules say of connections, failing pods and load balancing: for all calls, then for each
 * subset and port that differs.
 *
 * @param service - name of a sibling, when it is not the service itself
 */
export function destinationResilience(
  rule: ClientRule | undefined,
  service?: string,
): ResiliencePosture['destinations'] {
  const settings = (subset: string | undefined, port: number | undefined) =>
    settingsOf(effectiveTrafficPolicy(rule, subset, port));
  const entry = (subset: string | undefined, port: number | undefined) => ({
    ...(service !== undefined && { service }),
    ...(subset !== undefined && { subset }),
    ...(port !== undefined && { port }),
    settings: settings(subset, port),
  });
  const base = entry(undefined, undefined);
  const entries: ResiliencePosture['destinations'] = [base];
  const subsets = (rule?.subsets ?? [])
    .slice(0, MAX_ENTRIES)
    .map(({ subset }) => subset.name);
  for (const subset of [undefined, ...subsets]) {
    const ofSubset = entry(subset, undefined);
    if (differ(ofSubset, base)) entries.push(ofSubset);
    for (const port of portsWithSettings(rule, subset).slice(0, MAX_ENTRIES)) {
      const ofPort = entry(subset, port);
      const isNews =
        differ(ofPort, ofSubset) || differ(ofPort, entry(undefined, port));
      if (isNews) entries.push(ofPort);
    }
  }
  return entries.slice(0, MAX_ENTRIES);
}

type Entry = ResiliencePosture['destinations'][number];

function differ({ settings: a }: Entry, { settings: b }: Entry): boolean {
  return a.some(({ text }, index) => text !== b[index].text);
}

function settingsOf(policy: EffectiveTrafficPolicy): ResilienceSetting[] {
  const { connectionPool, outlierDetection, loadBalancer } = policy;
  return [
    {
      topic: 'connections',
      text: connectionWords(connectionPool?.value),
      ...by(connectionPool),
    },
    {
      topic: 'outlier-detection',
      text: outlierWords(outlierDetection?.value),
      ...by(outlierDetection),
    },
    {
      topic: 'load-balancing',
      text: balancingWords(loadBalancer?.value),
      ...by(loadBalancer),
    },
  ];
}

function by(setting: EffectiveTrafficPolicy[keyof EffectiveTrafficPolicy]) {
  return setting && { decidedBy: postureObject(setting.from) };
}

/**
 * Istio reads 0 as "not set" and lifts Envoy's own limits (`getDefaultCircuitBreakerThresholds` in
 * pilot/pkg/networking/core); its connect timeout is 10 s (pkg/config/mesh/mesh.go).
 */
function connectionWords(pool: TrafficPolicy['connectionPool']): string {
  const { tcp, http } = pool ?? {};
  const limits = (
    [
      [tcp?.maxConnections, 'connection', 'connections'],
      [http?.http1MaxPendingRequests, 'waiting request', 'waiting requests'],
      [http?.http2MaxRequests, 'request at once', 'requests at once'],
      [
        http?.maxRequestsPerConnection,
        'request per connection',
        'requests per connection',
      ],
      [http?.maxRetries, 'retry at once', 'retries at once'],
    ] as const
  ).flatMap(([limit, one, many]) =>
    limit !== undefined && limit > 0
      ? [`${limit} ${limit === 1 ? one : many}`]
      : [],
  );
  const idle = http?.idleTimeout ?? tcp?.idleTimeout;
  return [
    limits.length > 0
      ? `at most ${listed(limits)}`
      : 'no limit on connections and requests',
    `connecting may take ${clipped(tcp?.connectTimeout ?? '10s')}`,
    ...(idle ? [`an idle connection is closed after ${clipped(idle)}`] : []),
  ].join('; ');
}

/** What is not set is Envoy's: 5 errors in a row, every 10 s, for 30 s, 10 % of the pods (`applyOutlierDetection`). */
function outlierWords(outlier: TrafficPolicy['outlierDetection']): string {
  if (!outlier) return 'no outlier detection: a failing pod stays in';
  const { consecutive5xxErrors = 5, consecutiveGatewayErrors = 0 } = outlier;
  const errors = [
    ...(consecutive5xxErrors > 0
      ? [`${consecutive5xxErrors} errors (5xx)`]
      : []),
    ...(consecutiveGatewayErrors > 0
      ? [`${consecutiveGatewayErrors} gateway errors (502, 503, 504)`]
      : []),
  ];
  if (errors.length === 0) {
    return 'outlier detection without effect: it counts no errors';
  }
  const share = outlier.maxEjectionPercent ? outlier.maxEjectionPercent : 10;
  return `a pod is left out for ${clipped(
    outlier.baseEjectionTime ?? '30s',
  )} or longer after ${listed(errors, 'or')} in a row, checked every ${clipped(
    outlier.interval ?? '10s',
  )}, at most ${share} % of the pods`;
}

/** `applyLoadBalancer` in pilot/pkg/networking/core/cluster_traffic_policy.go: least requests when nothing is said. */
function balancingWords(balancer: TrafficPolicy['loadBalancer']): string {
  const { simple, consistentHash: hash } = balancer ?? {};
  if (hash) return `to the pod that the hash of ${hashWords(hash)} points to`;
  switch (simple) {
    case 'ROUND_ROBIN':
      return 'to each pod in turn';
    case 'RANDOM':
      return 'to a random pod';
    case 'PASSTHROUGH':
      return 'to the address that the client asked for';
    default:
      return 'to the pod with the fewest requests';
  }
}

function hashWords({
  httpHeaderName,
  httpCookie,
  httpQueryParameterName,
}: NonNullable<NonNullable<TrafficPolicy['loadBalancer']>['consistentHash']>) {
  if (httpHeaderName) return `header ${clipped(httpHeaderName)}`;
  if (httpCookie) return `cookie ${clipped(httpCookie.name)}`;
  return httpQueryParameterName
    ? `query parameter ${clipped(httpQueryParameterName)}`
    : 'the client address';
}

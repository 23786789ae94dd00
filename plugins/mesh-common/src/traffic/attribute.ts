import type { KnownRevision } from '../service/revisions';
import { canonicalRevision } from '../service/version';
import type { Revision, RevisionRole, ServiceView } from '../model';
import type {
  DurationSample,
  RequestSample,
  ServedBy,
  ServiceTraffic,
  TcpSample,
} from './ServiceTraffic';
import { signalsOf, total } from './signals';

/** Requests of pods we do not know may be this share of all before revisions count as indistinct. */
const TOLERATED_UNKNOWN_SHARE = 0.1;

/**
 * The Service of each role, where routes lead to a Service and not to a subset: `stable` and `canary` of a
 * canary that is routed by host, `active` and `preview` of a blue-green Rollout.
 */
export type HostServices = Partial<Record<RevisionRole, string>>;

/** What one revision served. */
export interface RevisionTraffic {
  samples: RequestSample[];
  durations: DurationSample[];
  tcp: TcpSample[];
}

/** Finds the revision that served something; undefined for what none of them did, or nobody knows. */
export type Locate = (served: ServedBy) => Revision | undefined;

/** How revisions are told apart, or why they cannot be. */
export type Attribution =
  | { possible: true; by: 'pod' | 'canonicalRevision' | 'service'; of: Locate }
  | { possible: false; reason: string };

/**
 * Writes into each revision the signals of the requests it served, where the metrics tell.
 */
export function attributeTraffic(
  known: KnownRevision[],
  traffic: ServiceTraffic,
  hosts?: HostServices,
): ServiceView['attribution'] {
  const attribution = attributionOf(known, traffic, hosts);
  if (!attribution.possible) return attribution;
  for (const { revision } of known) {
    revision.signals = signalsOf(
      servedBy(revision, traffic, attribution),
      traffic.windowSeconds,
    );
  }
  return { possible: true };
}

/**
 * The revision is read from the pod that reported the request, since Argo Rollouts gives stable and
 * canary the same `destination_workload`; else from `destination_canonical_revision`; else, of a canary
 * that is routed by host, from the Service that the caller meant. The receiving proxy does not know
 * that one: it names the first Service that selects its pod (istio/istio#33940).
 */
export function attributionOf(
  known: KnownRevision[],
  traffic: ServiceTraffic,
  hosts?: HostServices,
): Attribution {
  const arrived = received(traffic.samples);
  const sent = traffic.bySource ?? [];
  const podOf = byPod(known);
  const revisionOf = byCanonicalRevision(known);
  const serviceOf = hosts && sent.length > 0 && byService(known, hosts);
  // Of connections that carry no requests, bytes are all there is to go by.
  const weighed =
    arrived.length > 0
      ? arrived.map(s => ({ ...s, weight: s.requests }))
      : received(traffic.tcp ?? []).map(s => ({
          ...s,
          weight: s.sentBytes + s.receivedBytes,
        }));
  if (nearlyAll(weighed, podOf)) {
    return { possible: true, by: 'pod', of: podOf };
  }
  if (revisionOf && nearlyAll(weighed, revisionOf)) {
    return { possible: true, by: 'canonicalRevision', of: revisionOf };
  }
  if (
    serviceOf &&
    nearlyAll(
      sent.map(s => ({ ...s, weight: s.requests })),
      serviceOf,
    )
  ) {
    return { possible: true, by: 'service', of: serviceOf };
  }
  return {
    possible: false,
    reason: weighed.some(sample => sample.pod)
      ? 'The metrics come from pods that belong to none of the revisions, and destination_canonical_revision does not tell them apart. Give each release its own label app.kubernetes.io/version.'
      : 'The metrics have no pod label, and destination_canonical_revision does not tell the revisions apart. Let Prometheus add the label pod, or give each release its own label app.kubernetes.io/version.',
  };
}

/** What a revision served, counted where it can be told. */
export function servedBy(
  revision: Revision,
  traffic: ServiceTraffic,
  attribution: Attribution & { possible: true },
): RevisionTraffic {
  const { by, of } = attribution;
  const own = <T extends ServedBy>(all: T[] = []) =>
    all.filter(served => of(served) === revision);
  return {
    samples: own(
      by === 'service' ? traffic.bySource : received(traffic.samples),
    ),
    durations: own(traffic.durations),
    tcp: own(traffic.tcp),
  };
}

function received<T extends ServedBy>(all: T[]): T[] {
  return all.filter(({ reporter }) => reporter !== 'source');
}

function nearlyAll(
  all: (ServedBy & { weight: number })[],
  locate: Locate,
): boolean {
  const weightOf = (some: { weight: number }[]) =>
    total(some.map(({ weight }) => weight));
  const lost = weightOf(all.filter(served => !locate(served)));
  return lost <= weightOf(all) * TOLERATED_UNKNOWN_SHARE;
}

function byPod(known: KnownRevision[]): Locate {
  const revisions = new Map(
    known.flatMap(({ revision }) =>
      revision.pods.map(pod => [pod.name, revision] as const),
    ),
  );
  const owners = new Map(
    known.map(({ ownerName, revision }) => [ownerName, revision]),
  );
  return ({ pod }) =>
    pod === undefined
      ? undefined
      : // A pod that is gone still counts for the window; its name begins with its ReplicaSet's.
        revisions.get(pod) ?? owners.get(pod.slice(0, pod.lastIndexOf('-')));
}

function byCanonicalRevision(known: KnownRevision[]): Locate | undefined {
  const revisions = new Map(
    known.map(({ labels, revision }) => [canonicalRevision(labels), revision]),
  );
  return revisions.size === known.length
    ? sample => revisions.get(sample.canonicalRevision ?? '')
    : undefined;
}

function byService(
  known: KnownRevision[],
  hosts: HostServices,
): Locate | undefined {
  const named = known.flatMap(({ revision }) => {
    const service = hosts[revision.role];
    return service === undefined ? [] : [[service, revision] as const];
  });
  const revisions = new Map(named);
  return revisions.size === named.length
    ? ({ reporter, service }) =>
        reporter === 'source' ? revisions.get(service ?? '') : undefined
    : undefined;
}

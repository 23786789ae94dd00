import type { KnownRevision } from '../service/revisions';
import { canonicalRevision } from '../service/version';
import type { Revision, ServiceView } from '../model';
import { signalsOf, sum } from './signals';
import type { RequestSample, ServiceTraffic } from './ServiceTraffic';

/** Requests of pods we do not know may be this share of all before revisions count as indistinct. */
const TOLERATED_UNKNOWN_SHARE = 0.1;

/**
 * Writes into each revision the signals of the requests it served, where the metrics tell.
 *
 * The revision is read from the pod that reported the request, since Argo Rollouts gives stable and
 * canary the same `destination_workload`; else from `destination_canonical_revision`.
 */
export function attributeTraffic(
  known: KnownRevision[],
  traffic: ServiceTraffic,
): ServiceView['attribution'] {
  const arrived = traffic.samples.filter(s => s.reporter === 'destination');
  const total = sum(arrived);
  const chosen = [byPod(known), byCanonicalRevision(known)]
    .flatMap(locate => (locate ? [group(arrived, locate)] : []))
    .find(({ unknown }) => unknown <= total * TOLERATED_UNKNOWN_SHARE);
  if (!chosen) {
    return {
      possible: false,
      reason: arrived.some(sample => sample.pod)
        ? 'The metrics come from pods that belong to none of the revisions, and destination_canonical_revision does not tell them apart. Give each release its own label app.kubernetes.io/version.'
        : 'The metrics have no pod label, and destination_canonical_revision does not tell the revisions apart. Let Prometheus add the label pod, or give each release its own label app.kubernetes.io/version.',
    };
  }
  for (const { revision } of known) {
    revision.signals = signalsOf(
      chosen.byRevision.get(revision) ?? [],
      traffic.windowSeconds,
    );
  }
  return { possible: true };
}

type Locate = (sample: RequestSample) => Revision | undefined;

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

function group(samples: RequestSample[], locate: Locate) {
  const byRevision = new Map<Revision, RequestSample[]>();
  const lost: RequestSample[] = [];
  for (const sample of samples) {
    const revision = locate(sample);
    const own = revision ? byRevision.get(revision) ?? [] : lost;
    own.push(sample);
    if (revision) byRevision.set(revision, own);
  }
  return { byRevision, unknown: sum(lost) };
}

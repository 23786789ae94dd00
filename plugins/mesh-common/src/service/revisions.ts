import { ownedBy } from '../kubernetes/ownedBy';
import { ROLLOUT_HASH_LABEL } from '../kubernetes/rolloutHashLabel';
import type {
  Deployment,
  Pod,
  PodTemplate,
  ReplicaSet,
  Rollout,
  StatefulSet,
} from '../kubernetes';
import type { Revision, RevisionRole } from '../model';
import { podView, SIDECAR } from './pod';
import type { ServiceObjects } from './ServiceObjects';
import { versionLabel, versionOfImage } from './version';

/** A revision, and what its requests are known by. */
export interface KnownRevision {
  revision: Revision;
  /** Name of its ReplicaSet or StatefulSet, with which the names of its pods begin. */
  ownerName: string;
  labels: Record<string, string> | undefined;
}

/** All revisions that are stable or canary or still have pods, newest first. */
export function revisionsOf(objects: ServiceObjects): KnownRevision[] {
  return [
    ...objects.rollouts.flatMap(rollout => ofRollout(rollout, objects)),
    ...objects.deployments.flatMap(d => ofDeployment(d, objects)),
    ...objects.statefulSets.flatMap(s => ofStatefulSet(s, objects.pods)),
  ].sort(
    (a, b) =>
      (b.revision.createdAt ?? '').localeCompare(a.revision.createdAt ?? '') ||
      (b.revision.number ?? 0) - (a.revision.number ?? 0) ||
      a.ownerName.localeCompare(b.ownerName, 'en'),
  );
}

function ofRollout(rollout: Rollout, objects: ServiceObjects): KnownRevision[] {
  return ownedBy(rollout, objects.replicaSets).flatMap(replicaSet => {
    const hash = label(replicaSet, ROLLOUT_HASH_LABEL);
    if (!hash) return [];
    const role = roleInRollout(rollout, hash);
    const pods = ownedBy(replicaSet, objects.pods);
    if (role === 'old' && pods.length === 0) return [];
    const number = annotation(replicaSet, 'rollout.argoproj.io/revision');
    const known = fromReplicaSet({
      replicaSet,
      hash,
      role,
      number,
      pods,
      workload: rollout,
    });
    return [
      {
        ...known,
        revision: {
          ...known.revision,
          scaleDownAt: scaleDownAt(replicaSet),
          pingPong: pingPongOf(rollout, role),
        },
      },
    ];
  });
}

/** By hash alone: the labels a Rollout puts on canary and stable pods may be stale after a promotion. */
function roleInRollout({ spec, status }: Rollout, hash: string): RevisionRole {
  if (hash === status.stableRS) return 'stable';
  // The switch comes before the analysis that makes the revision stable.
  if (spec.strategy.blueGreen && hash === status.blueGreen?.activeSelector) {
    return 'active';
  }
  if (hash !== status.currentPodHash) return 'old';
  return spec.strategy.blueGreen ? 'preview' : 'canary';
}

/** The annotation stays when the pods have gone. */
function scaleDownAt({ metadata, spec }: ReplicaSet): string | undefined {
  return spec.replicas === 0
    ? undefined
    : metadata.annotations?.['scale-down-deadline'];
}

/** Ping and pong take turns in leading to stable (`IsStablePing` in argo-rollouts rollout/trafficrouting). */
function pingPongOf(
  { spec, status }: Rollout,
  role: RevisionRole,
): Revision['pingPong'] {
  if (!spec.strategy.canary?.pingPong) return undefined;
  if (role !== 'stable' && role !== 'canary') return undefined;
  const stableIsPing = status.canary?.stablePingPong === 'ping';
  return stableIsPing === (role === 'stable') ? 'ping' : 'pong';
}

function ofDeployment(
  deployment: Deployment,
  objects: ServiceObjects,
): KnownRevision[] {
  const key = 'deployment.kubernetes.io/revision';
  const owned = ownedBy(deployment, objects.replicaSets);
  const newest = Math.max(0, ...owned.map(rs => annotation(rs, key) ?? 0));
  return owned.flatMap(replicaSet => {
    const hash = label(replicaSet, 'pod-template-hash');
    if (!hash) return [];
    const number = annotation(replicaSet, key);
    const role = number === newest ? 'stable' : 'old';
    const pods = ownedBy(replicaSet, objects.pods);
    if (role === 'old' && pods.length === 0) return [];
    const known = fromReplicaSet({
      replicaSet,
      hash,
      role,
      number,
      pods,
      workload: deployment,
    });
    known.revision.version =
      versionLabel(known.labels) ?? known.revision.version;
    return [known];
  });
}

function ofStatefulSet(set: StatefulSet, allPods: Pod[]): KnownRevision[] {
  const pods = ownedBy(set, allPods);
  const current = set.status.updateRevision;
  const hashOf = (pod: Pod) =>
    pod.metadata.labels?.['controller-revision-hash'] ?? '';
  const hashes = new Set([...(current ? [current] : []), ...pods.map(hashOf)]);
  const labels = set.spec.template?.metadata?.labels;
  const images = imagesOf(set.spec.template);
  return [...hashes].map(hash => {
    const isCurrent = hash === (current ?? hash);
    const own = pods.filter(pod => hashOf(pod) === hash).map(podView);
    return {
      ownerName: set.metadata.name,
      labels,
      revision: {
        hash,
        role: isCurrent ? 'stable' : 'old',
        workload: set.metadata.name,
        // Only the newest template is at hand; the images of older revisions are not.
        images: isCurrent ? images : [],
        version: isCurrent ? versionLabel(labels) ?? version(images) : hash,
        createdAt: set.metadata.creationTimestamp,
        desiredPods: isCurrent ? set.spec.replicas ?? 1 : 0,
        readyPods: own.filter(isReady).length,
        pods: own,
      },
    };
  });
}

function fromReplicaSet(input: {
  replicaSet: ReplicaSet;
  hash: string;
  role: RevisionRole;
  number: number | undefined;
  pods: Pod[];
  workload: Rollout | Deployment;
}): KnownRevision {
  const { replicaSet, hash, role, number, pods, workload } = input;
  const images = imagesOf(replicaSet.spec.template);
  return {
    ownerName: replicaSet.metadata.name,
    labels: replicaSet.spec.template?.metadata?.labels,
    revision: {
      hash,
      number,
      role,
      workload: workload.metadata.name,
      images,
      version: version(images),
      createdAt: replicaSet.metadata.creationTimestamp,
      desiredPods: replicaSet.spec.replicas ?? 1,
      readyPods: replicaSet.status.readyReplicas,
      pods: pods.map(podView),
    },
  };
}

function isReady(pod: { readyContainers: number; totalContainers: number }) {
  return pod.totalContainers > 0 && pod.readyContainers === pod.totalContainers;
}

function imagesOf(template: PodTemplate | undefined): string[] {
  return (template?.spec?.containers ?? [])
    .filter(container => container.name !== SIDECAR)
    .flatMap(container => container.image ?? []);
}

function version([image]: string[]): string {
  return image === undefined ? 'unknown' : versionOfImage(image);
}

function label(object: ReplicaSet, key: string): string | undefined {
  return object.metadata.labels?.[key];
}

function annotation(object: ReplicaSet, key: string): number | undefined {
  const value = object.metadata.annotations?.[key];
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

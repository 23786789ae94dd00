import type {
  ObjectLookup,
  ObjectMetadata,
  ObjectOf,
  PodTemplate,
  Rollout,
  Service,
} from '../kubernetes';
import { hasLabels, selectorOf, type Labels } from './labels';
import { ownerKey } from './objectIndex';
import type { ServiceObjects } from './ServiceObjects';

/** What stands behind Services. */
export type Workloads = Pick<
  ServiceObjects,
  'rollouts' | 'deployments' | 'statefulSets' | 'replicaSets' | 'pods'
>;

/** Finds the workloads whose pods one of these Services takes, and what they own. All are of one namespace. */
export function findWorkloads(
  lookup: ObjectLookup,
  namespace: string,
  services: Service[],
): Workloads {
  const selectors = services
    .map(selectorOf)
    .filter(selector => selector !== undefined);
  const isTaken = (labels: Labels | undefined) =>
    labels !== undefined &&
    selectors.some(selector => hasLabels(labels, selector));
  const isBehind = (owner: { metadata: ObjectMetadata }, labels?: Labels) =>
    isTaken(
      labels ??
        labelsOf(ownedBy(lookup, 'ReplicaSet', [owner]).at(-1)?.spec.template),
    );

  const rollouts = lookup
    .list('Rollout', namespace)
    .filter(rollout => isBehind(rollout, templateLabels(rollout, lookup)));
  const lent = new Set(
    rollouts.flatMap(({ spec: { workloadRef } }) =>
      workloadRef?.kind === 'Deployment' ? [workloadRef.name] : [],
    ),
  );
  const deployments = lookup
    .list('Deployment', namespace)
    .filter(
      deployment =>
        !lent.has(deployment.metadata.name) &&
        isBehind(deployment, labelsOf(deployment.spec.template)),
    );
  const statefulSets = lookup
    .list('StatefulSet', namespace)
    .filter(({ spec }) => isTaken(labelsOf(spec.template)));

  const replicaSets = ownedBy(lookup, 'ReplicaSet', [
    ...rollouts,
    ...deployments,
  ]);
  const pods = ownedBy(lookup, 'Pod', [...replicaSets, ...statefulSets]);
  return { rollouts, deployments, statefulSets, replicaSets, pods };
}

/** What one of these owns, by uid: names come again. */
export function ownedBy<
  K extends 'ReplicaSet' | 'Pod' | 'AnalysisRun' | 'Experiment',
>(
  lookup: ObjectLookup,
  kind: K,
  owners: { metadata: ObjectMetadata }[],
): ObjectOf<K>[] {
  const owned = owners.flatMap(({ metadata: { namespace = '', uid } }) =>
    lookup.indexed(kind, ownerKey(namespace, uid)),
  );
  return [...new Set(owned)];
}

/**
 * Labels of a Rollout's pods: of its own template or of the one it borrows. A PodTemplate is not watched, and
 * whatever is borrowed may be gone: then its selector or its ReplicaSets tell.
 */
export function templateLabels(
  { metadata, spec }: Rollout,
  lookup: ObjectLookup,
): Labels | undefined {
  if (spec.template) return labelsOf(spec.template) ?? {};
  const { workloadRef } = spec;
  const borrowed =
    workloadRef &&
    (workloadRef.kind === 'Deployment' || workloadRef.kind === 'ReplicaSet')
      ? lookup.get(workloadRef.kind, metadata.namespace, workloadRef.name)
      : undefined;
  return labelsOf(borrowed?.spec.template) ?? spec.selector?.matchLabels;
}

function labelsOf(template: PodTemplate | undefined): Labels | undefined {
  return template?.metadata?.labels;
}

import type { ObjectMetadata } from '../kubernetes';
import type { GitOpsOwner } from '../model';

/**
 * Annotations that only people who deploy with Argo CD write. `app.kubernetes.io/instance` alone proves nothing: Helm
 * writes it too.
 */
const ARGO_CD_ANNOTATIONS = [
  'argocd.argoproj.io/sync-wave',
  'argocd.argoproj.io/sync-options',
  'argocd.argoproj.io/compare-options',
];

/**
 * The GitOps tool that applies an object's manifest from Git, told by the marks the tool leaves on it.
 *
 * Argo CD: annotation `argocd.argoproj.io/tracking-id` (`<application>:<group>/<kind>:<namespace>/<name>`, which counts
 * only on the very object it names, since controllers copy annotations), else its instance label. Flux: the labels of
 * the Kustomization or HelmRelease.
 *
 * @returns undefined when nothing tells of such a tool
 * @public
 */
export function gitOpsOwnerOf(
  metadata: ObjectMetadata,
): GitOpsOwner | undefined {
  const { labels = {}, annotations = {} } = metadata;
  const application = trackedBy(metadata) ?? instanceOf(labels, annotations);
  if (application) return { tool: 'Argo CD', name: application };
  const release =
    fluxOwner(labels, 'kustomize.toolkit.fluxcd.io') ??
    fluxOwner(labels, 'helm.toolkit.fluxcd.io');
  return release ? { tool: 'Flux', name: release } : undefined;
}

/**
 * What a change of the spec is up against when a GitOps tool applies the manifest.
 *
 * @param field - the field that the decision changes: `spec.paused`
 */
export function gitOpsWarnings(
  metadata: ObjectMetadata,
  field: string,
): string[] {
  const owner = gitOpsOwnerOf(metadata);
  if (!owner) return [];
  return owner.tool === 'Argo CD'
    ? [
        `Argo CD Application ${owner.name} applies this manifest: where Git sets ${field}, it takes this back when it syncs, with selfHeal at once.`,
      ]
    : [
        `Flux (${owner.name}) applies this manifest: where Git sets ${field}, it takes this back at its next reconciliation.`,
      ];
}

function trackedBy({
  annotations,
  namespace,
  name,
}: ObjectMetadata): string | undefined {
  const [application, , object, ...rest] = (
    annotations?.['argocd.argoproj.io/tracking-id'] ?? ''
  ).split(':');
  return rest.length === 0 && object === `${namespace ?? ''}/${name}`
    ? application || undefined
    : undefined;
}

function instanceOf(
  labels: Record<string, string>,
  annotations: Record<string, string>,
): string | undefined {
  const own = labels['argocd.argoproj.io/instance'];
  if (own) return own;
  return ARGO_CD_ANNOTATIONS.some(key => Object.hasOwn(annotations, key))
    ? labels['app.kubernetes.io/instance'] || undefined
    : undefined;
}

function fluxOwner(
  labels: Record<string, string>,
  prefix: string,
): string | undefined {
  const name = labels[`${prefix}/name`];
  const namespace = labels[`${prefix}/namespace`];
  if (!name) return undefined;
  return namespace ? `${namespace}/${name}` : name;
}

import type { PodTemplate } from '../kubernetes';
import { selectorOf, hasLabels, type Labels } from '../service/labels';
import type {
  OnboardedWorkload,
  OnboardingSituation,
} from './OnboardingSituation';

/** `CanonicalName` and `CanonicalRevision` in Istio's pkg/kube/labels. */
const NAME_LABELS = [
  'service.istio.io/canonical-name',
  'app.kubernetes.io/name',
  'app',
];
/** By which Istio's metrics tell versions apart. */
export const VERSION_LABEL = 'app.kubernetes.io/version';

const REVISION_LABELS = [
  'service.istio.io/canonical-revision',
  VERSION_LABEL,
  'version',
];

const LABEL_VALUE = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/**
 * The labels that a pod template lacks by which Istio's metrics name the service and tell its versions apart. Without
 * them all pods count as one version, `latest`.
 */
export function revisionLabels(
  situation: OnboardingSituation,
  workload: OnboardedWorkload,
): { labels: Labels; already: string[] } {
  const own = workload.template.content.metadata?.labels ?? {};
  const lacks = (keys: string[]) => keys.every(key => !Object.hasOwn(own, key));
  const wanted: Labels = {
    ...(lacks(NAME_LABELS) && {
      'app.kubernetes.io/name': situation.request.service,
    }),
    // The pods of a Rollout are told apart by its ReplicaSets, whatever their labels.
    ...(workload.object.kind !== 'Rollout' &&
      lacks(REVISION_LABELS) && {
        [VERSION_LABEL]: versionOf(situation, workload),
      }),
  };
  const already: string[] = [];
  const labels: Labels = {};
  for (const [key, value] of Object.entries(wanted)) {
    const other = newlySelecting(situation, own, { [key]: value });
    if (other === undefined) labels[key] = value;
    else {
      already.push(
        `Pod labels: ${workload.template.kind} ${workload.template.name} gets no ${key}, because Service ${other} selects by it and would take its pods.`,
      );
    }
  }
  return { labels, already };
}

/** Of the only workload the tag of its image; of several their names, which certainly differ. */
function versionOf(
  { workloads, request }: OnboardingSituation,
  { template: { name, content } }: OnboardedWorkload,
): string {
  if (workloads.length === 1) return imageTag(content) ?? 'v1';
  const rest = name.startsWith(`${request.service}-`)
    ? name.slice(request.service.length + 1)
    : name;
  return LABEL_VALUE.test(rest) ? rest : 'v1';
}

function imageTag({ spec }: PodTemplate): string | undefined {
  const image = spec?.containers[0]?.image?.split('@')[0] ?? '';
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag !== undefined && tag !== 'latest' && LABEL_VALUE.test(tag)
    ? tag
    : undefined;
}

/** A Service that does not take the pods now and would with this label. */
function newlySelecting(
  { lookup, request }: OnboardingSituation,
  own: Labels,
  added: Labels,
): string | undefined {
  return lookup.list('Service', request.namespace).find(service => {
    const selector = selectorOf(service);
    return (
      selector &&
      !hasLabels(own, selector) &&
      hasLabels({ ...own, ...added }, selector)
    );
  })?.metadata.name;
}

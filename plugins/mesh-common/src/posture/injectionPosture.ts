import { clipped } from '../service/words';
import type { Namespace, Pod } from '../kubernetes';
import type {
  DataPlane,
  InjectionPosture,
  PodInjection,
  PostureNote,
} from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import { hasLabels } from '../service/labels';
import { askedDataPlane, isWritten } from './askedDataPlane';
import { dataPlaneOf, injectedRevision } from './dataPlane';
import { livePods, templatesOf } from './subjects';
import { waypointOf } from './waypointOf';
import { listed, pods as podsWords } from './wordLists';

const MAX_PODS = 100;

/**
 * Whether and how the pods of a service are in the mesh, and where the labels ask for something else.
 *
 * @public
 */
export function injectionPosture(objects: ServiceObjects): InjectionPosture {
  const written = templatesOf(objects).filter(isWritten);
  const pods = livePods(objects).map(pod =>
    podInjection(
      pod,
      objects.namespace,
      written.some(({ metadata }) =>
        hasLabels(pod.metadata.labels, metadata?.labels),
      ),
    ),
  );
  const waypoint = waypointOf(objects.service, objects.namespace);
  return {
    summary: summaryOf(pods.map(({ dataPlane }) => dataPlane)),
    pods: [
      ...pods.filter(pod => differs(pod)),
      ...pods.filter(pod => !differs(pod)),
    ].slice(0, MAX_PODS),
    podCount: pods.length,
    ...(waypoint && { waypoint }),
    notes: notesOf(pods),
  };
}

/**
 * How one pod is in the mesh and what its labels ask for now.
 *
 * @public
 */
export function podInjection(
  pod: Pod,
  namespace: Namespace | undefined,
  isTemplateWritten = false,
): PodInjection {
  const dataPlane = dataPlaneOf(pod);
  const revision = dataPlane.endsWith('sidecar')
    ? injectedRevision(pod.metadata)
    : undefined;
  return {
    pod: pod.metadata.name,
    dataPlane,
    ...(revision !== undefined && { revision }),
    asked: askedDataPlane(
      {
        ...pod.metadata,
        hostNetwork: pod.spec.hostNetwork,
        isWritten: isTemplateWritten,
      },
      namespace,
    ),
  };
}

function differs({ dataPlane, asked }: PodInjection): boolean {
  return (
    asked.dataPlane !== 'unknown' && planeWord(dataPlane) !== asked.dataPlane
  );
}

function planeWord(dataPlane: DataPlane): 'sidecar' | 'ambient' | 'none' {
  return dataPlane === 'native-sidecar' ? 'sidecar' : dataPlane;
}

/** The first says the noun, the others follow: `2 of 3 pods have a sidecar, 1 has no proxy.` */
function summaryOf(planes: DataPlane[]): string {
  if (planes.length === 0) return 'No pod runs.';
  const kinds = (
    [
      ['sidecar', 'a sidecar'],
      ['native-sidecar', 'a native sidecar'],
      ['ambient', 'ztunnel (ambient mode)'],
      ['none', 'no proxy'],
    ] as const
  )
    .map(([plane, words]) => ({
      count: planes.filter(one => one === plane).length,
      words,
    }))
    .filter(({ count }) => count > 0);
  const [first, ...others] = kinds;
  if (others.length === 0) {
    return planes.length === 1
      ? `The only pod has ${first.words}.`
      : `All ${planes.length} pods have ${first.words}.`;
  }
  return `${[
    `${first.count} of ${podsWords(planes.length)} ${has(first)}`,
    ...others.map(kind => `${kind.count} ${has(kind)}`),
  ].join(', ')}.`;
}

function has({ count, words }: { count: number; words: string }): string {
  return `${count === 1 ? 'has' : 'have'} ${words}`;
}

/** One note for all pods of which the same is to be said. */
function notesOf(pods: PodInjection[]): PostureNote[] {
  const groups = new Map<string, PodInjection[]>();
  for (const pod of pods) {
    const key = JSON.stringify([pod.dataPlane, pod.revision, pod.asked]);
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return [...groups.values()]
    .flatMap(group => noteOf(group) ?? [])
    .slice(0, 20);
}

function noteOf(group: PodInjection[]): PostureNote | undefined {
  const [{ dataPlane, asked, revision }] = group;
  const { by } = asked;
  const they =
    group.length === 1
      ? `Pod ${clipped(group[0].pod)} has`
      : `Pods ${listed(group.map(({ pod }) => pod))} have`;
  const them = group.length === 1 ? 'it' : 'them';

  switch (`${planeWord(dataPlane)}, asked ${asked.dataPlane}`) {
    case 'none, asked sidecar':
      return {
        severity: 'error',
        text: `${they} no sidecar, and ${by} asks for one. Labels count only when a pod is made: restart ${them}.`,
      };
    case 'none, asked ambient':
      return {
        severity: 'error',
        text: `${they} no redirection to ztunnel, and ${by} asks for ambient mode. Look at istio-cni and ztunnel on the node.`,
      };
    case 'sidecar, asked ambient':
      return {
        severity: 'warning',
        text: `${they} a sidecar, and ${by} asks for ambient mode. A pod with a sidecar stays out of it: restart ${them}.`,
      };
    case 'sidecar, asked none':
      return {
        severity: 'warning',
        text: `${they} a sidecar and would not get one again: ${by}. The next restart takes ${them} out of the mesh.`,
      };
    case 'ambient, asked sidecar':
      return {
        severity: 'warning',
        text: `${they} ztunnel, and ${by} asks for a sidecar. The next restart gives ${them} one.`,
      };
    case 'sidecar, asked sidecar': {
      const wanted = asked.revision;
      if (!wanted || !revision || wanted === revision) return undefined;
      const [is, asksFor] = [clipped(revision), clipped(wanted)];
      return {
        severity: 'info',
        text: `${they} a sidecar of revision ${is}, and ${by} asks for ${asksFor}. That is right when ${asksFor} is a tag for ${is}; otherwise restart ${them}.`,
      };
    }
    default:
      return undefined;
  }
}

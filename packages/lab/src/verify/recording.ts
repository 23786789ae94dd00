import type { RawObject } from '../ClusterApi.ts';
import type { RolloutStage } from './RolloutStage.ts';

const KINDS = [
  'Rollout',
  'Service',
  'VirtualService',
  'DestinationRule',
  'ReplicaSet',
  'Pod',
  'AnalysisRun',
  'Experiment',
  'Deployment',
];

/** All objects of a stage that a service is made of, the Rollout first; as the API server serves them. */
export async function objectsOf(stage: RolloutStage): Promise<RawObject[]> {
  const lists = await Promise.all(
    KINDS.map(async kind =>
      (await stage.list(kind)).map(object => ({ kind, ...object })),
    ),
  );
  return lists.flat();
}

const SIDECAR_ANNOTATIONS = ['sidecar.istio.io/status', 'istio.io/rev'];

// Items of a list do not carry it.
const API_VERSIONS: Record<string, string> = {
  Rollout: 'argoproj.io/v1alpha1',
  AnalysisRun: 'argoproj.io/v1alpha1',
  Experiment: 'argoproj.io/v1alpha1',
  Service: 'v1',
  Pod: 'v1',
  ReplicaSet: 'apps/v1',
  Deployment: 'apps/v1',
  VirtualService: 'networking.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
};

const TRIMMED_SPEC: Record<string, (spec: any) => object> = {
  Service: ({ selector, ports }) => ({ selector, ports }),
  Pod: ({ containers, initContainers }) => ({
    containers: containers.map(trimmedContainer),
    initContainers: initContainers?.map(trimmedContainer),
  }),
  ReplicaSet: ({ replicas, template }) => ({
    replicas,
    template: {
      metadata: { labels: template.metadata.labels },
      spec: {
        containers: template.spec.containers.map(trimmedContainer),
      },
    },
  }),
};

/** The objects as a List, one on each line, without the fields that nothing reads and that would only be long. */
export function recordingOf(objects: RawObject[]): string {
  const lines = objects.map(object => JSON.stringify(trimmed(object)));
  return `{"apiVersion":"v1","kind":"List","items":[\n${lines.join(
    ',\n',
  )}\n]}\n`;
}

function trimmed(object: RawObject): RawObject {
  const { metadata, spec, status, ...rest } = object;
  const { managedFields, annotations, ...meta } = metadata;
  const kept = Object.entries(annotations ?? {}).filter(
    ([key]) =>
      key !== 'kubectl.kubernetes.io/last-applied-configuration' &&
      (object.kind !== 'Pod' || SIDECAR_ANNOTATIONS.includes(key)),
  );
  return {
    apiVersion: API_VERSIONS[object.kind!] ?? rest.apiVersion,
    kind: rest.kind,
    metadata: {
      ...meta,
      ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }),
    },
    spec: TRIMMED_SPEC[object.kind!]?.(spec) ?? spec,
    ...(status && {
      status: object.kind === 'Pod' ? trimmedPodStatus(status) : status,
    }),
  };
}

function trimmedContainer({ name, image, restartPolicy }: any): object {
  return { name, image, restartPolicy };
}

function trimmedPodStatus(status: any): object {
  const containers = (statuses?: any[]) =>
    statuses?.map(({ name, ready, started, restartCount, state }) => ({
      name,
      ready,
      started,
      restartCount,
      state,
    }));
  return {
    phase: status.phase,
    reason: status.reason,
    conditions: status.conditions?.map(
      ({ type, status: holds, reason }: any) => ({
        type,
        status: holds,
        reason,
      }),
    ),
    containerStatuses: containers(status.containerStatuses),
    initContainerStatuses: containers(status.initContainerStatuses),
  };
}

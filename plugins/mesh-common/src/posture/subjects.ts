import type { Pod } from '../kubernetes';
import type { ServiceObjects } from '../service/ServiceObjects';
import { askedDataPlane } from './askedDataPlane';
import { dataPlaneOf } from './dataPlane';

/** What a policy can be for: a pod, or, where none runs, the template of the next one. */
export interface Subject {
  namespace: string;
  labels?: Record<string, string>;
  /** Of a template: what its labels ask for. */
  dataPlane: 'sidecar' | 'ambient' | 'none' | 'unknown';
  namedPorts: { name: string; port: number }[];
  /** Absent for a template. */
  pod?: string;
}

/** The pods of a service that run or start; without any, what its workloads would make. */
export function subjectsOf(objects: ServiceObjects): Subject[] {
  const namespace = objects.service.metadata.namespace ?? '';
  const running = livePods(objects).map((pod): Subject => {
    const dataPlane = dataPlaneOf(pod);
    return {
      namespace,
      labels: pod.metadata.labels,
      dataPlane: dataPlane === 'native-sidecar' ? 'sidecar' : dataPlane,
      namedPorts: namedPortsOf(pod.spec),
      pod: pod.metadata.name,
    };
  });
  if (running.length > 0) return running;

  const templates = [
    ...objects.rollouts,
    ...objects.deployments,
    ...objects.statefulSets,
  ]
    .map(({ spec }) => spec.template?.metadata?.labels)
    .filter(labels => labels !== undefined);
  const { selector } = objects.service.spec;
  const labelSets = templates.length > 0 || !selector ? templates : [selector];
  return labelSets.map(labels => ({
    namespace,
    labels,
    namedPorts: [],
    dataPlane: askedDataPlane({ labels }, objects.namespace).dataPlane,
  }));
}

export function namedPortsOf({
  containers,
}: Pick<Pod['spec'], 'containers'>): Subject['namedPorts'] {
  return containers.flatMap(({ ports }) =>
    (ports ?? []).flatMap(({ name, containerPort }) =>
      name !== undefined && containerPort !== undefined
        ? [{ name, port: containerPort }]
        : [],
    ),
  );
}

/** Without those that have ended or are being deleted. */
export function livePods({ pods }: ServiceObjects): Pod[] {
  return pods.filter(isLive);
}

export function isLive({ metadata, status }: Pod): boolean {
  return (
    !metadata.deletionTimestamp &&
    status.phase !== 'Succeeded' &&
    status.phase !== 'Failed'
  );
}

import type { Pod, PodTemplate } from '../kubernetes';
import type { ServiceObjects } from '../service/ServiceObjects';
import { askedDataPlane, isWritten } from './askedDataPlane';
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

  const templates = templatesOf(objects);
  const { selector } = objects.service.spec;
  const asked =
    templates.length > 0 || !selector
      ? templates.map(template => ({
          labels: template.metadata?.labels,
          isWritten: isWritten(template),
        }))
      : [{ labels: selector }];
  return asked.map(one => ({
    namespace,
    labels: one.labels,
    namedPorts: [],
    dataPlane: askedDataPlane(one, objects.namespace).dataPlane,
  }));
}

/** Pod templates of the workloads, those that have labels. */
export function templatesOf(objects: ServiceObjects): PodTemplate[] {
  return [
    ...objects.rollouts,
    ...objects.deployments,
    ...objects.statefulSets,
  ].flatMap(({ spec: { template } }) =>
    template?.metadata?.labels ? [template] : [],
  );
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

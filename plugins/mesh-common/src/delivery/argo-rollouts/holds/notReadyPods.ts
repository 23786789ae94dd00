import type { ReplicaSet } from '../../../kubernetes';
import type { Revision, RevisionPod } from '../../../model';
import { readable } from '../../../service/headline/readable';

const MAX_PODS = 3;

/** States through which every pod passes. */
const PASSING = [
  'Pending',
  'Running',
  'ContainerCreating',
  'PodInitializing',
  'Terminating',
];

/** Which pods of a revision are not ready, and whether waiting is likely to help. */
export function notReadyPods(
  revision: Revision,
  replicaSet: ReplicaSet,
): { text: string; passes: boolean } {
  const failure = replicaSet.status.conditions.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  const pods = revision.pods.filter(
    pod => pod.readyContainers < pod.totalContainers || pod.totalContainers < 1,
  );
  const parts = [
    ...(failure
      ? [
          `its ReplicaSet cannot create pods (${readable(
            failure.message ?? 'it does not say why',
          )})`,
        ]
      : []),
    ...pods.slice(0, MAX_PODS).map(describe),
    ...(pods.length > MAX_PODS ? [`${pods.length - MAX_PODS} more`] : []),
  ];
  return {
    text: parts.length > 0 ? `: ${parts.join(', ')}` : '',
    passes: !failure && pods.every(isPassing),
  };
}

function describe({
  name,
  status,
  readyContainers,
  totalContainers,
}: RevisionPod): string {
  return status === 'Running'
    ? `${name} has ${readyContainers} of ${totalContainers} containers ready`
    : `${name} is at ${status}`;
}

function isPassing({ status, restarts }: RevisionPod): boolean {
  return (
    restarts === 0 && (PASSING.includes(status) || /^Init:\d/.test(status))
  );
}

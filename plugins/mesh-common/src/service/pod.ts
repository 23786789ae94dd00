import type { Pod } from '../kubernetes';
import type { RevisionPod } from '../model';

/** Name of Istio's container, as an ordinary one or as a native sidecar. */
export const SIDECAR = 'istio-proxy';

type ContainerStatus = Pod['status']['containerStatuses'][number];

/** A pod as `kubectl get pods` prints it (`printPod` in kubernetes pkg/printers/internalversion). */
export function podView(pod: Pod): RevisionPod {
  const { spec, status, metadata } = pod;
  const nativeSidecars = new Set(
    spec.initContainers
      .filter(container => container.restartPolicy === 'Always')
      .map(container => container.name),
  );
  const statuses = [
    ...status.initContainerStatuses,
    ...status.containerStatuses,
  ];
  const readyContainers =
    status.initContainerStatuses.filter(
      s => nativeSidecars.has(s.name) && s.started && s.ready,
    ).length +
    status.containerStatuses.filter(s => s.ready && s.state?.running).length;

  return {
    name: metadata.name,
    readyContainers,
    totalContainers: spec.containers.length + nativeSidecars.size,
    injected: [...spec.initContainers, ...spec.containers].some(
      container => container.name === SIDECAR,
    ),
    restarts: statuses.reduce((sum, s) => sum + s.restartCount, 0),
    status: statusOf(pod, nativeSidecars),
  };
}

function statusOf(pod: Pod, nativeSidecars: Set<string>): string {
  const { status, metadata } = pod;
  const phase = status.phase ?? 'Unknown';
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  if (metadata.deletionTimestamp && !isOver) return 'Terminating';

  const initializing = initReason(pod, nativeSidecars);
  if (initializing && !hasCondition(pod, 'Initialized')) return initializing;

  const held = status.containerStatuses
    .map(blockage)
    .find(reason => reason !== undefined);
  const isRunning = status.containerStatuses.some(
    s => s.ready && s.state?.running,
  );
  if (held === 'Completed' && isRunning) {
    return hasCondition(pod, 'Ready') ? 'Running' : 'NotReady';
  }
  const gated = status.conditions.find(
    c => c.type === 'PodScheduled' && c.reason === 'SchedulingGated',
  );
  return held ?? gated?.reason ?? status.reason ?? phase;
}

/** The first init container that is not done, `Init:0/1` or `Init:<reason>`. */
function initReason(
  { spec, status }: Pod,
  nativeSidecars: Set<string>,
): string | undefined {
  const index = status.initContainerStatuses.findIndex(s => {
    const isDone =
      s.state?.terminated?.exitCode === 0 ||
      (nativeSidecars.has(s.name) && s.started);
    return !isDone;
  });
  if (index < 0) return undefined;
  const reason = blockage(status.initContainerStatuses[index]);
  return reason && reason !== 'PodInitializing'
    ? `Init:${reason}`
    : `Init:${index}/${spec.initContainers.length}`;
}

function blockage({ state }: ContainerStatus): string | undefined {
  if (state?.waiting) return state.waiting.reason;
  const { terminated } = state ?? {};
  if (!terminated) return undefined;
  if (terminated.reason) return terminated.reason;
  return terminated.signal
    ? `Signal:${terminated.signal}`
    : `ExitCode:${terminated.exitCode ?? 0}`;
}

function hasCondition({ status }: Pod, type: string): boolean {
  return status.conditions.some(c => c.type === type && c.status === 'True');
}

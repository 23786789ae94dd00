import type {
  EntityMeshView,
  Revision,
  ServiceRef,
  ServiceView,
} from '@meshway/plugin-mesh-common';

/**
 * How far an entity's services are.
 */
export type Progress =
  | { ready: true; service: ServiceRef }
  | {
      ready: false;
      /** What is still waited for, as a sentence. */
      missing: string;
    };

/**
 * What is missing until one of an entity's services works.
 *
 * @param options - `traffic`: whether requests have to have been seen
 */
export function whatIsMissing(
  { entityRef, services, problems }: EntityMeshView,
  { traffic }: { traffic: boolean },
): Progress {
  const missing: string[] = [];
  for (const view of services) {
    const { cluster, namespace, name } = view;
    const why = missingOf(view, traffic);
    if (why === undefined) {
      return { ready: true, service: { cluster, namespace, name } };
    }
    missing.push(`${namespace}/${name} in cluster ${cluster}: ${why}`);
  }
  const [first] = [...missing, ...problems.map(({ message }) => message)];
  return {
    ready: false,
    missing: first ?? `No cluster has a service of ${entityRef} yet.`,
  };
}

function missingOf(view: ServiceView, traffic: boolean): string | undefined {
  const { cluster } = view.freshness;
  if (cluster.state !== 'live') return cluster.reason;
  return missingPods(view) ?? (traffic ? missingTraffic(view) : undefined);
}

function missingPods({ delivery, revisions }: ServiceView): string | undefined {
  const wanted = revisions.filter(
    ({ role, desiredPods }) => role !== 'old' && desiredPods > 0,
  );
  if (wanted.length === 0) {
    return 'No pods are there yet.';
  }
  const ready = sum(wanted, ({ readyPods }) => readyPods);
  const desired = sum(wanted, ({ desiredPods }) => desiredPods);
  if (ready < desired) {
    const status = wanted
      .flatMap(({ pods }) => pods)
      .find(pod => pod.status !== 'Running')?.status;
    return `${ready} of ${desired} pods are ready${
      status ? `, one says ${status}` : ''
    }.`;
  }
  if (delivery.engine === 'none') return undefined;
  const { phase, holds } = delivery;
  // At a pause of a canary everything runs as it should.
  if (phase === 'Healthy' || phase === 'Paused') return undefined;
  return holds[0]?.sentence ?? `Its delivery is ${phase}.`;
}

function missingTraffic({
  signals,
  freshness: { metrics },
}: ServiceView): string | undefined {
  if (metrics.state === 'unavailable') {
    return `Its traffic cannot be seen: ${metrics.reason}`;
  }
  const { tcp } = signals ?? {};
  const seen =
    (signals?.requestsPerSecond ?? 0) > 0 ||
    (tcp?.sentBytesPerSecond ?? 0) + (tcp?.receivedBytesPerSecond ?? 0) > 0;
  return seen ? undefined : 'All pods are ready, no request was seen yet.';
}

function sum(
  revisions: Revision[],
  count: (revision: Revision) => number,
): number {
  return revisions.reduce((total, revision) => total + count(revision), 0);
}

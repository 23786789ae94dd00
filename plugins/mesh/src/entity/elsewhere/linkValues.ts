import type { ServiceView } from '@meshway/plugin-mesh-common';
import type { LinkValues } from './fillTemplate';

/** The last hour, in milliseconds. */
const WINDOW_MS = 3_600_000;

/** What the placeholders of links stand for. */
export function linkValues(
  entityRef: string,
  service: ServiceView,
  now: number,
): LinkValues {
  const { cluster, namespace, name, delivery, revisions } = service;
  const [workload] =
    'workloads' in delivery ? delivery.workloads : [delivery.workload];
  const newest =
    revisions.find(({ role }) => role === 'canary' || role === 'preview') ??
    revisions.find(({ role }) => role === 'stable' || role === 'active');
  return {
    cluster,
    namespace,
    service: name,
    workload: workload?.name,
    revision: newest?.hash,
    entityRef,
    from: String(now - WINDOW_MS),
    to: String(now),
  };
}

import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';

/** Whether a decision changed what stands behind or in front of the service. */
export function isAbout(
  { service: { cluster }, target }: Decision,
  service: ServiceView,
): boolean {
  const { delivery } = service;
  if (cluster !== service.cluster || delivery.engine === 'none') return false;
  const changed =
    delivery.engine === 'argo-rollouts'
      ? delivery.workload
      : delivery.route.virtualService;
  return target.namespace === changed.namespace && target.name === changed.name;
}

import type { WorkloadIdentity } from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import { clipped } from '../service/words';
import { livePods, templatesOf } from './subjects';

const MAX_IDENTITIES = 10;

/** Of a pod that names none (`serviceaccount` admission of Kubernetes). */
const DEFAULT_ACCOUNT = 'default';

/** As whom the pods of a service call others; without pods, as whom those would that its workloads make. */
export function workloadIdentities(
  objects: ServiceObjects,
): WorkloadIdentity[] {
  const namespace = objects.service.metadata.namespace ?? '';
  const pods = livePods(objects).map(({ spec }) => spec);
  const specs =
    pods.length > 0 ? pods : templatesOf(objects).map(({ spec }) => spec);
  const accounts = specs.map(
    spec => spec?.serviceAccountName || DEFAULT_ACCOUNT,
  );
  return [...new Set(accounts)]
    .sort()
    .slice(0, MAX_IDENTITIES)
    .map(account => ({ namespace, serviceAccount: clipped(account, 253) }));
}

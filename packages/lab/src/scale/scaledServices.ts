/** Services of one team share a namespace. */
export const SERVICES_PER_NAMESPACE = 10;

/** Every so manieth service is delivered by a Rollout, the others by Deployments. */
const ROLLOUT_EVERY = 5;

/** One of many services that are alike. */
export interface ScaledService {
  namespace: string;
  name: string;
  workload: 'Rollout' | 'Deployment';
}

/** The owner of all of them, which their Namespaces name. */
export const SCALE_OWNER = 'group:default/scale-team';

/** As many services, in full namespaces: their number is rounded up. */
export function scaledServices(count: number): ScaledService[] {
  const namespaces = Math.ceil(count / SERVICES_PER_NAMESPACE);
  return Array.from(
    { length: namespaces * SERVICES_PER_NAMESPACE },
    (_, index) => ({
      namespace: `scale-${digits(
        Math.floor(index / SERVICES_PER_NAMESPACE),
        3,
      )}`,
      name: `service-${digits(index, 4)}`,
      workload: index % ROLLOUT_EVERY === 0 ? 'Rollout' : 'Deployment',
    }),
  );
}

function digits(number: number, count: number): string {
  return String(number).padStart(count, '0');
}

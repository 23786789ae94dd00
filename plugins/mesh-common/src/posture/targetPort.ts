import type { Service } from '../kubernetes';
import type { Subject } from './subjects';

/**
 * The pod's port behind a port of a Service; a named one is looked up in the pods.
 *
 * @returns undefined for a name that no pod has
 */
export function targetPortOf(
  { port, targetPort = port }: Service['spec']['ports'][number],
  subjects: readonly Subject[],
): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  for (const { namedPorts } of subjects) {
    const found = namedPorts.find(({ name }) => name === targetPort);
    if (found) return found.port;
  }
  return undefined;
}

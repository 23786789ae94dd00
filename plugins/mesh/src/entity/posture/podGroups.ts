import type { PodInjection } from '@meshway/plugin-mesh-common';

/** Pods that are in the mesh the same way, and were asked to be. */
export interface PodGroup extends Omit<PodInjection, 'pod'> {
  pods: string[];
  differs: boolean;
}

/** Pods by how they are in the mesh, in the order in which they come: those that differ from what is asked first. */
export function podGroups(pods: readonly PodInjection[]): PodGroup[] {
  const groups = new Map<string, PodGroup>();
  for (const { pod, ...injection } of pods) {
    const key = JSON.stringify(injection);
    const group = groups.get(key);
    if (group) group.pods.push(pod);
    else {
      groups.set(key, {
        ...injection,
        pods: [pod],
        differs: differs(injection),
      });
    }
  }
  return [...groups.values()];
}

function differs({ dataPlane, asked }: Omit<PodInjection, 'pod'>): boolean {
  if (asked.dataPlane === 'unknown') return false;
  return (
    (dataPlane === 'native-sidecar' ? 'sidecar' : dataPlane) !== asked.dataPlane
  );
}

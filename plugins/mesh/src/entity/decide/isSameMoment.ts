import type { Seen } from '@meshway/plugin-mesh-common';

/** Whether two plans start from the same pause of the same revision, or from the same weights of the same route. */
export function isSameMoment(a: Seen, b: Seen): boolean {
  if ('podHash' in a && 'podHash' in b) {
    return (
      a.podHash === b.podHash &&
      a.stepIndex === b.stepIndex &&
      a.pauseStartedAt === b.pauseStartedAt
    );
  }
  return (
    'weights' in a && 'weights' in b && JSON.stringify(a) === JSON.stringify(b)
  );
}

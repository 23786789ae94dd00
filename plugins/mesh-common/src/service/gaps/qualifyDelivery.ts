import type { Delivery, ReadingGap } from '../../model';

/** What moves traffic. Without Rollouts it cannot be told whether weights are moved by people. */
const ENGINES = ['Rollout', 'VirtualService', 'Deployment', 'StatefulSet'];

/** A delivery without what it says only because some kind could not be read. */
export function qualifyDelivery(
  delivery: Delivery,
  gaps: readonly ReadingGap[],
  unknown: ReadonlySet<string>,
): Delivery {
  const gap = gaps.find(
    ({ kind }) => ENGINES.includes(kind) && unknown.has(kind),
  );
  if (
    gap &&
    (delivery.engine === 'none' ||
      (delivery.engine === 'weighted-routes' && unknown.has('Rollout')))
  ) {
    return {
      engine: 'none',
      workloads: delivery.engine === 'none' ? delivery.workloads : [],
      reason: `What moves its traffic is not known. ${gap.reason}`,
    };
  }
  if (
    delivery.engine === 'none' ||
    (!unknown.has('VirtualService') && !unknown.has('DestinationRule'))
  ) {
    return delivery;
  }
  return {
    ...delivery,
    holds: delivery.holds.filter(({ code }) => code !== 'route-missing'),
  };
}

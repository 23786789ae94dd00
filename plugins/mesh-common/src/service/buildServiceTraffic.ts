import type { Traffic } from '../model';
import type { TelemetrySample } from '../traffic';
import { buildTraffic } from '../traffic/buildTraffic';
import { hostServicesOf } from './hostServices';
import { revisionsOf } from './revisions';
import type { ServiceObjects } from './ServiceObjects';
import { trafficParties } from './trafficParties';

/**
 * Who calls a service and whom it calls, with the golden signals of the service, of its revisions and of each edge.
 *
 * @param input - `samples` are all that name one of the service's Services as destination, and all that name one of
 *   its workloads as source, over a window of `windowSeconds`; samples that cannot be read are left out
 * @public
 */
export function buildServiceTraffic(input: {
  objects: ServiceObjects;
  samples: TelemetrySample[];
  windowSeconds: number;
}): Traffic {
  const { objects, samples, windowSeconds } = input;
  const { namespace, services } = trafficParties(objects);
  return buildTraffic({
    namespace,
    services,
    known: revisionsOf(objects),
    hosts: hostServicesOf(objects),
    samples,
    windowSeconds,
  });
}

import type { ServiceTraffic, TelemetrySample } from '../traffic';
import { receivedTraffic } from '../traffic/receivedTraffic';
import { hostServicesOf } from './hostServices';
import { revisionsOf } from './revisions';
import type { ServiceObjects } from './ServiceObjects';
import { trafficParties } from './trafficParties';

/**
 * What a service received, as its view is made of it. Each request is counted once, though several proxies report it.
 *
 * @param input - `samples` are all that name one of the service's Services as destination, over a window of
 *   `windowSeconds`; samples that cannot be read are left out
 * @public
 */
export function readServiceTraffic(input: {
  objects: ServiceObjects;
  samples: TelemetrySample[];
  windowSeconds: number;
}): ServiceTraffic {
  const { objects, samples, windowSeconds } = input;
  const { namespace, services } = trafficParties(objects);
  const { told, byReceiver } = receivedTraffic({
    namespace,
    services,
    known: revisionsOf(objects),
    hosts: hostServicesOf(objects),
    samples,
    windowSeconds,
  });
  return { ...told, samples: byReceiver.samples };
}

import type { TrafficParties } from '@meshway/plugin-mesh-common';
import type { TrafficReader } from '../telemetry/TrafficReader';
import {
  unknownTraffic,
  type TrafficReading,
} from '../telemetry/TrafficReading';

/**
 * How those who show services read their traffic.
 */
export interface ViewTraffic {
  recent(cluster: string, parties: TrafficParties): Promise<TrafficReading>;
  /** Since the canary began; without it there is no verdict. */
  canary?(
    cluster: string,
    parties: TrafficParties,
    since: Date,
  ): Promise<TrafficReading>;
}

/**
 * The traffic of services one by one.
 *
 * @param waitMs - how long to wait for a new reading before the last one has to do
 */
export function serviceTraffic(
  reader: TrafficReader,
  waitMs: number,
): ViewTraffic {
  return {
    recent: (cluster, parties) => reader.service(cluster, parties, { waitMs }),
    canary: (cluster, parties, since) =>
      reader.canary(cluster, parties, since, { waitMs }),
  };
}

/** The traffic of many services, at the price of one query per cluster. */
export function fleetTraffic(
  reader: TrafficReader,
  waitMs: number,
): ViewTraffic {
  return {
    recent: (cluster, parties) => reader.fleet(cluster, parties, { waitMs }),
  };
}

/**
 * For when only the objects matter.
 */
export const withoutTraffic: ViewTraffic = {
  recent: async () => unknownTraffic('Metrics were not asked for.', 0),
};

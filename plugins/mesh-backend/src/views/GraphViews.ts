import { InputError } from '@backstage/errors';
import {
  buildServiceTraffic,
  trafficParties,
  type ServiceRef,
  type TrafficGraph,
} from '@meshway/plugin-mesh-common';
import type { TrafficReader } from '../telemetry/TrafficReader';
import type { EntityServices } from './entityServices';
import type { ServiceViews } from './ServiceViews';

/** The window that may be asked for, in seconds. */
const WINDOW = { least: 10, most: 3600 };

/**
 * Who calls a service and whom it calls.
 */
export class GraphViews {
  private readonly services: ServiceViews;
  private readonly traffic: TrafficReader;

  constructor(options: { services: ServiceViews; traffic: TrafficReader }) {
    this.services = options.services;
    this.traffic = options.traffic;
  }

  /**
   * The graph of one service of the entity, made of the same samples as its view. Without entities: which peers are
   * those of whom, only the catalog knows.
   *
   * Rejects with an InputError when the service is none of the entity's or the window cannot be used, a NotFoundError
   * when its cluster does not have it, and a ServiceUnavailableError while the cluster cannot be read.
   */
  async graph(
    entity: EntityServices,
    service: ServiceRef,
    options: { windowSeconds?: number } = {},
  ): Promise<Omit<TrafficGraph, 'entities'>> {
    const { windowSeconds } = options;
    if (windowSeconds !== undefined && !isUsable(windowSeconds)) {
      throw new InputError(
        `windowSeconds must be a whole number from ${WINDOW.least} to ${WINDOW.most}.`,
      );
    }
    const objects = this.services.objects(entity, service);
    const { samples, freshness, ...reading } = await this.traffic.service(
      service.cluster,
      trafficParties(objects),
      { windowSeconds },
    );
    return {
      service,
      traffic:
        samples &&
        buildServiceTraffic({
          objects,
          samples,
          windowSeconds: reading.windowSeconds,
        }),
      freshness,
    };
  }
}

function isUsable(windowSeconds: number): boolean {
  return (
    Number.isInteger(windowSeconds) &&
    windowSeconds >= WINDOW.least &&
    windowSeconds <= WINDOW.most
  );
}

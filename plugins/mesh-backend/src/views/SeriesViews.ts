import {
  trafficParties,
  type ServiceRef,
  type TrafficSeries,
} from '@meshway/plugin-mesh-common';
import { seriesRange } from '../telemetry/seriesRange';
import type { SeriesReader } from '../telemetry/SeriesReader';
import { buildTrafficSeries } from './buildTrafficSeries';
import type { EntityServices } from './entityServices';
import { partsOf } from './partsOf';
import { Remembered } from './Remembered';
import type { ServiceViews } from './ServiceViews';

/**
 * The traffic of a service over time.
 */
export class SeriesViews {
  private readonly services: ServiceViews;
  private readonly series: SeriesReader;
  private readonly now: () => Date;
  /** Hundreds of moments take a while to count. */
  private readonly built = new Remembered<
    ReturnType<typeof buildTrafficSeries>
  >({ maxAgeMs: Infinity });

  constructor(options: {
    services: ServiceViews;
    series: SeriesReader;
    now?: () => Date;
  }) {
    this.services = options.services;
    this.series = options.series;
    this.now = options.now ?? (() => new Date());
  }

  /**
   * The golden signals of one service of the entity and of its revisions between two dates, at 240 moments at most.
   *
   * Rejects with an InputError when the service is none of the entity's or the dates cannot be used, a NotFoundError
   * when its cluster does not have it, and a ServiceUnavailableError while the cluster cannot be read.
   */
  async of(
    entity: EntityServices,
    service: ServiceRef,
    wanted: { from: Date; to: Date; stepSeconds?: number },
  ): Promise<TrafficSeries> {
    const range = seriesRange(wanted, this.series.resolution(service.cluster));
    const objects = this.services.objects(entity, service);
    const { series, freshness } = await this.series.read(
      service.cluster,
      trafficParties(objects),
      range,
    );
    return {
      service,
      from: wanted.from.toISOString(),
      to: wanted.to.toISOString(),
      freshness,
      ...this.built.get(
        JSON.stringify([service, range]),
        [...partsOf(objects), series],
        this.now(),
        () => buildTrafficSeries({ objects, series, range }),
      ),
    };
  }
}

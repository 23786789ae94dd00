import {
  buildServiceView,
  canaryBeganAt,
  readServiceTraffic,
  trafficParties,
  type NamespacedName,
  type ServiceObjects,
  type ServiceTraffic,
  type ServiceView,
} from '@meshway/plugin-mesh-common';
import type { WatchedCluster } from '../clusters/Clusters';
import type { TrafficReading } from '../telemetry/TrafficReading';
import type { EntityServices } from './entityServices';
import { objectsOf } from './objectsOf';
import { partsOf } from './partsOf';
import { Remembered } from './Remembered';
import type { ViewTraffic } from './ViewTraffic';

/** What of a view depends on the clock alone, such as what counts as settled, may be this late, in milliseconds. */
const MAX_AGE_MS = 5_000;

/**
 * Views of services, built anew only when something that they are made of is another one.
 */
export class SharedServiceViews {
  private readonly trustCatalog: boolean;
  private readonly now: () => Date;
  private readonly canaries = new Remembered<Date | undefined>({
    maxAgeMs: MAX_AGE_MS,
  });
  /** By how their traffic is read: the fleet knows less of a service than its page. */
  private readonly views = new WeakMap<ViewTraffic, Remembered<ServiceView>>();

  constructor(options: { trustCatalog: boolean; now?: () => Date }) {
    this.trustCatalog = options.trustCatalog;
    this.now = options.now ?? (() => new Date());
  }

  /** Undefined when the cluster has no such service. */
  async of(
    entity: EntityServices,
    connection: WatchedCluster,
    service: NamespacedName,
    traffic: ViewTraffic,
  ): Promise<ServiceView | undefined> {
    const { name: cluster } = connection;
    const before = objectsOf(connection, service);
    if (!before) return undefined;
    const parties = trafficParties(before);
    const since =
      traffic.canary && this.canaryBeganAt(connection, service, before);
    const [recent, canary] = await Promise.all([
      traffic.recent(cluster, parties),
      since && traffic.canary?.(cluster, parties, since),
    ]);
    // The objects may have changed while the metrics were read.
    const objects = objectsOf(connection, service);
    if (!objects) return undefined;
    const now = this.now();
    const gaps = [
      ...connection.gaps(service.namespace),
      ...recent.gaps,
      ...(canary?.gaps ?? []),
    ];
    const freshness = {
      cluster: connection.freshness(),
      metrics: recent.freshness,
      ...(gaps.length > 0 && { gaps }),
    };
    const view = this.remembered(traffic).get(
      JSON.stringify([cluster, service, entity.entityRef]),
      [
        ...partsOf(objects),
        connection.settings.mesh,
        recent.samples,
        canary?.samples,
        entity.ownerRef,
        // Of a cluster that is silent, the headline says since when.
        freshness.cluster.state === 'live'
          ? undefined
          : JSON.stringify(freshness.cluster),
      ],
      now,
      () =>
        buildServiceView({
          cluster,
          entityRef: entity.entityRef,
          ownerRef: entity.ownerRef,
          objects,
          mesh: connection.settings.mesh,
          traffic: trafficOf(objects, recent),
          canaryTraffic: canary && trafficOf(objects, canary),
          freshness,
          trustCatalog: this.trustCatalog,
          now,
        }),
    );
    return { ...view, freshness };
  }

  private canaryBeganAt(
    { name, settings: { mesh } }: WatchedCluster,
    service: NamespacedName,
    objects: ServiceObjects,
  ): Date | undefined {
    const now = this.now();
    return this.canaries.get(
      JSON.stringify([name, service]),
      [...partsOf(objects), mesh],
      now,
      () => canaryBeganAt({ objects, mesh, now }),
    );
  }

  private remembered(traffic: ViewTraffic): Remembered<ServiceView> {
    let views = this.views.get(traffic);
    if (!views) {
      views = new Remembered({ maxAgeMs: MAX_AGE_MS });
      this.views.set(traffic, views);
    }
    return views;
  }
}

function trafficOf(
  objects: ServiceObjects,
  { samples, windowSeconds }: TrafficReading,
): ServiceTraffic | undefined {
  return samples && readServiceTraffic({ objects, samples, windowSeconds });
}

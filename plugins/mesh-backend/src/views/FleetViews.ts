import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  buildFleetRow,
  type Fleet,
  type FleetQuery,
  type FleetRow,
} from '@meshway/plugin-mesh-common';
import type { Clusters } from '../clusters/Clusters';
import type { TrafficReader } from '../telemetry/TrafficReader';
import { Shared } from '../Shared';
import { entityServices, type EntityServices } from './entityServices';
import { selectFleetRows } from './selectFleetRows';
import type { LocatedService, ServiceViews } from './ServiceViews';
import { fleetTraffic, type ViewTraffic } from './ViewTraffic';

/** How long the page waits for metrics before it shows the last ones, in milliseconds. */
const WAIT_MS = 1_000;
/** Whoever asks within so many milliseconds is shown the same of an entity. */
const KEEP_MS = 1_000;

/** Of a service that cannot be read. */
const NO_FINDINGS = { errors: 0, warnings: 0 };

/**
 * The services of many entities at once, at the price of one query per cluster.
 */
export class FleetViews {
  private readonly services: ServiceViews;
  private readonly clusters: Clusters;
  private readonly traffic: ViewTraffic;
  private readonly now: () => Date;
  private readonly rows: Shared<FleetRow[]>;

  constructor(options: {
    services: ServiceViews;
    clusters: Clusters;
    traffic: TrafficReader;
    now?: () => Date;
  }) {
    this.services = options.services;
    this.clusters = options.clusters;
    this.traffic = fleetTraffic(options.traffic, WAIT_MS);
    this.now = options.now ?? (() => new Date());
    this.rows = new Shared({ keepMs: KEEP_MS, now: this.now });
  }

  /** Rejects with an InputError when the cursor is none. */
  async fleet(entities: Entity[], query: FleetQuery = {}): Promise<Fleet> {
    const rows = await Promise.all(entities.map(entity => this.rowsOf(entity)));
    return {
      ...selectFleetRows(rows.flat(), query),
      clusters: Object.fromEntries(
        this.clusters
          .names()
          .map(name => [name, this.clusters.freshness(name)]),
      ),
      at: this.now().toISOString(),
    };
  }

  private async rowsOf(entity: Entity): Promise<FleetRow[]> {
    let named: EntityServices;
    try {
      named = entityServices(entity);
    } catch (error) {
      return [unreadableRow(entity, toError(error).message)];
    }
    return await this.rows.of(JSON.stringify(named), async () => {
      const located = await this.services.locate(named, this.traffic);
      return located.map(found => this.row(named, found));
    });
  }

  private row(entity: EntityServices, found: LocatedService): FleetRow {
    const { entityRef, title, ownerRef } = entity;
    if ('view' in found) {
      return buildFleetRow({ entityRef, title, ownerRef, view: found.view });
    }
    const { cluster, message } = found.problem;
    return {
      entityRef,
      title,
      owner: ownerRef,
      cluster,
      namespace: found.service?.namespace ?? '',
      service: found.service?.name ?? '',
      phase: 'unknown',
      waitsForDecision: false,
      findings: NO_FINDINGS,
      headline: message,
      freshness: this.clusters.freshness(cluster),
    };
  }
}

/** One entity whose annotation cannot be understood must not hide the others. */
function unreadableRow(entity: Entity, message: string): FleetRow {
  return {
    entityRef: stringifyEntityRef(entity),
    title: entity.metadata.title ?? entity.metadata.name,
    cluster: '',
    namespace: '',
    service: '',
    phase: 'unknown',
    waitsForDecision: false,
    findings: NO_FINDINGS,
    headline: message,
    freshness: { state: 'unavailable', reason: message },
  };
}

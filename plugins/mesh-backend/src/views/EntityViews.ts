import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import type { DecisionService } from '../decisions/types';
import type { TrafficReader } from '../telemetry/TrafficReader';
import type { EntityServices } from './entityServices';
import type { ServiceViews } from './ServiceViews';
import { serviceTraffic, type ViewTraffic } from './ViewTraffic';

/** Decisions that are shown with an entity. */
const DECISIONS = 10;
/** A slow Prometheus must not keep a change of the cluster from the page, in milliseconds. */
const WAIT_MS = 250;

/**
 * What the Mesh tab of an entity shows.
 */
export class EntityViews {
  private readonly services: ServiceViews;
  private readonly traffic: ViewTraffic;
  private readonly decisions: DecisionService;
  private readonly now: () => Date;

  constructor(options: {
    services: ServiceViews;
    traffic: TrafficReader;
    decisions: DecisionService;
    now?: () => Date;
  }) {
    this.services = options.services;
    this.traffic = serviceTraffic(options.traffic, WAIT_MS);
    this.decisions = options.decisions;
    this.now = options.now ?? (() => new Date());
  }

  /** The objects that the view is made of now, each replaced when it changes. */
  parts(entity: EntityServices): unknown[] {
    return this.services.parts(entity);
  }

  async view(entity: EntityServices): Promise<EntityMeshView> {
    const [located, { decisions }] = await Promise.all([
      this.services.locate(entity, this.traffic),
      this.decisions.list(entity.entityRef, { limit: DECISIONS }),
    ]);
    return {
      entityRef: entity.entityRef,
      services: located.flatMap(found => ('view' in found ? found.view : [])),
      problems: located.flatMap(found =>
        'problem' in found ? found.problem : [],
      ),
      decisions,
      at: this.now().toISOString(),
    };
  }
}

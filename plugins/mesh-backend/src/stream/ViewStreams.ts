import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterChange, Clusters } from '../clusters/Clusters';
import type { DecisionService } from '../decisions/types';
import type { TrafficReader } from '../telemetry/TrafficReader';
import type { EntityServices } from '../views/entityServices';
import type { EntityViews } from '../views/EntityViews';
import type { EventStream } from './EventStream';
import { ViewChannel } from './ViewChannel';

/**
 * How often all views are looked at, in milliseconds: metrics do not tell by themselves that they changed, nor do decisions
 * that another replica took.
 */
const TICK_MS = 5000;
/** How often it is asked again whether a reader may read, in milliseconds. */
const RECHECK_MS = 60_000;

interface Followed {
  entity: EntityServices;
  channel: ViewChannel;
}

/**
 * Sends the views of entities to everyone who has a page open, when the cluster, a decision or the metrics
 * changed.
 */
export class ViewStreams {
  private readonly views: EntityViews;
  private readonly logger: LoggerService;
  private readonly channels = new Map<string, Followed>();
  private readonly open = new Set<EventStream>();
  private readonly endings: (() => void)[];
  private closed = false;

  constructor(options: {
    views: EntityViews;
    clusters: Clusters;
    decisions: DecisionService;
    traffic: Pick<TrafficReader, 'onLate'>;
    logger: LoggerService;
  }) {
    this.views = options.views;
    this.logger = options.logger;
    const tick = setInterval(() => this.ticked(), TICK_MS);
    this.endings = [
      () => clearInterval(tick),
      options.clusters.onChange(change => this.clusterChanged(change)),
      options.traffic.onLate(() => this.ticked()),
      options.decisions.onChange(entityRef =>
        this.channels.get(entityRef)?.channel.changed(),
      ),
    ];
  }

  /** Pages that follow an entity. */
  get clients(): number {
    return this.open.size;
  }

  /**
   * Connects a browser to the views of an entity until either side ends.
   *
   * @param reader - `known`: version of the view that the browser has already; `readAgain`: rejects once its reader may
   * not read the entity any more
   */
  connect(
    entity: EntityServices,
    stream: EventStream,
    reader: { known?: string; readAgain: () => Promise<EntityServices> },
  ): void {
    if (this.closed) {
      stream.end();
      return;
    }
    const channel = this.channel(entity);
    this.open.add(stream);
    const leave = channel.add(
      ({ json, version }) => stream.send('view', json, version),
      reader.known,
    );
    const recheck = setInterval(() => {
      reader.readAgain().then(
        newest => this.channel(newest),
        () => stream.end(),
      );
    }, RECHECK_MS);
    stream.onClose(() => {
      clearInterval(recheck);
      leave();
      this.open.delete(stream);
      if (channel.empty) this.channels.delete(entity.entityRef);
    });
  }

  /** Ends every stream, also those whose requests are still being checked. */
  close(): void {
    this.closed = true;
    for (const end of this.endings) end();
    for (const stream of this.open) stream.end();
  }

  private channel(entity: EntityServices): ViewChannel {
    const known = this.channels.get(entity.entityRef);
    if (known) {
      // Whoever read the catalog last has the newest entry.
      known.entity = entity;
      return known.channel;
    }
    const entry: Followed = {
      entity,
      channel: new ViewChannel({
        compute: () => this.views.view(entry.entity),
        parts: () => this.views.parts(entry.entity),
        logger: this.logger,
      }),
    };
    this.channels.set(entity.entityRef, entry);
    return entry.channel;
  }

  private clusterChanged({ cluster, change }: ClusterChange): void {
    for (const { entity, channel } of this.channels.values()) {
      const { clusters } = entity.query;
      if (cluster && clusters && !clusters.includes(cluster)) continue;
      if (change) channel.objectsChanged();
      else channel.changed();
    }
  }

  private ticked(): void {
    for (const { channel } of this.channels.values()) channel.changed();
  }
}

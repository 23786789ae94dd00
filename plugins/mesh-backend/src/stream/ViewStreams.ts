import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterChange, Clusters } from '../clusters/Clusters';
import type { DecisionService } from '../decisions/types';
import { concerns } from '../views/concerns';
import type { EntityServices } from '../views/entityServices';
import type { EntityViews } from '../views/EntityViews';
import type { EventStream } from './EventStream';
import { ViewChannel } from './ViewChannel';

/** How often metrics are looked at, in milliseconds. They do not tell by themselves that they changed. */
const METRICS_TICK_MS = 5000;

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
    logger: LoggerService;
  }) {
    this.views = options.views;
    this.logger = options.logger;
    const tick = setInterval(() => this.ticked(), METRICS_TICK_MS);
    this.endings = [
      () => clearInterval(tick),
      options.clusters.onChange(change => this.clusterChanged(change)),
      options.decisions.onChange(entityRef =>
        this.channels.get(entityRef)?.channel.changed(),
      ),
    ];
  }

  /** Pages that follow an entity. */
  get clients(): number {
    return this.open.size;
  }

  /** Connects a browser to the views of an entity until either side ends. */
  connect(entity: EntityServices, stream: EventStream): void {
    if (this.closed) {
      stream.end();
      return;
    }
    const channel = this.channel(entity);
    this.open.add(stream);
    const leave = channel.add(view => stream.send('view', view));
    stream.onClose(() => {
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
      // Whoever connects last has the newest catalog entry.
      known.entity = entity;
      return known.channel;
    }
    const entry: Followed = {
      entity,
      channel: new ViewChannel({
        compute: () => this.views.view(entry.entity),
        logger: this.logger,
      }),
    };
    this.channels.set(entity.entityRef, entry);
    return entry.channel;
  }

  private clusterChanged(change: ClusterChange): void {
    for (const { entity, channel } of this.channels.values()) {
      if (concerns(change, entity.query)) channel.changed();
    }
  }

  private ticked(): void {
    for (const { channel } of this.channels.values()) channel.changed();
  }
}

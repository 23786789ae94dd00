import { setImmediate as breathe } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MeshKind, ServiceView } from '@meshway/plugin-mesh-common';
import { abortableDelay } from '../clusters/delay';
import type { ClusterChange, Clusters } from '../clusters/Clusters';
import { concerns } from '../views/concerns';
import type { ServiceViews } from '../views/ServiceViews';
import { withoutTraffic } from '../views/ViewTraffic';
import type { MeshEntities, OwnedServices } from './MeshEntities';
import type { NoticeEvent } from './Notice';
import { noticesOf, untold, type DeliveryMemory } from './noticesOf';
import type { NoticeSender } from './NoticeSender';

/** Changes that come within this are one look, in milliseconds. */
const LOOK_MS = 1000;
/** How often the catalog is read, and what could not be sent is tried again, in milliseconds. */
const REFRESH_MS = 60_000;

/** Kinds whose changes move a delivery. */
const MOVING: ReadonlySet<MeshKind> = new Set<MeshKind>([
  'Rollout',
  'VirtualService',
  'DestinationRule',
  'ReplicaSet',
  'StatefulSet',
]);

/**
 * Looks at the deliveries of all entities when something about them changed, and has their owners told.
 */
export class DeliveryWatch {
  private readonly entities: Pick<MeshEntities, 'list'>;
  private readonly clusters: Pick<Clusters, 'onChange'>;
  private readonly services: Pick<ServiceViews, 'locate'>;
  private readonly sender: Pick<NoticeSender, 'send'>;
  private readonly events: ReadonlySet<NoticeEvent>;
  private readonly logger: LoggerService;
  private readonly now: () => Date;
  private readonly lookMs: number;

  private readonly ended = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private refreshAt = 0;
  private readonly owned = new Map<string, OwnedServices>();
  /** By entity, then by service. */
  private readonly memories = new Map<string, Map<string, DeliveryMemory>>();
  /** When an entity is to be looked at, in milliseconds. */
  private readonly due = new Map<string, number>();

  constructor(options: {
    entities: Pick<MeshEntities, 'list'>;
    clusters: Pick<Clusters, 'onChange'>;
    services: Pick<ServiceViews, 'locate'>;
    sender: Pick<NoticeSender, 'send'>;
    events: ReadonlySet<NoticeEvent>;
    logger: LoggerService;
    now?: () => Date;
    lookMs?: number;
  }) {
    this.entities = options.entities;
    this.clusters = options.clusters;
    this.services = options.services;
    this.sender = options.sender;
    this.events = options.events;
    this.logger = options.logger;
    this.now = options.now ?? (() => new Date());
    this.lookMs = options.lookMs ?? LOOK_MS;
  }

  start(): void {
    const unsubscribe = this.clusters.onChange(change => this.changed(change));
    this.running = this.run(this.ended.signal).finally(unsubscribe);
  }

  async stop(): Promise<void> {
    this.ended.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.refreshAt <= this.now().getTime()) await this.refresh();
      for (const [entityRef, at] of [...this.due]) {
        if (signal.aborted) return;
        if (at > this.now().getTime()) continue;
        this.due.delete(entityRef);
        await this.look(entityRef);
        // A view takes its time, and requests must not wait for those of a whole fleet.
        await breathe();
      }
      await abortableDelay(this.lookMs, signal);
    }
  }

  private async refresh(): Promise<void> {
    this.refreshAt = this.now().getTime() + REFRESH_MS;
    let listed: OwnedServices[];
    try {
      listed = await this.entities.list();
    } catch (error) {
      this.logger.warn(
        'The catalog cannot be read, so that owners are told only of entities that are known already',
        { cause: String(error) },
      );
      return;
    }
    const before = new Map(this.owned);
    this.owned.clear();
    for (const owned of listed) {
      const { entityRef } = owned.services;
      const known = before.get(entityRef);
      this.owned.set(entityRef, owned);
      before.delete(entityRef);
      if (JSON.stringify(known) !== JSON.stringify(owned)) this.soon(entityRef);
    }
    for (const gone of before.keys()) {
      this.memories.delete(gone);
      this.due.delete(gone);
    }
  }

  private changed(change: ClusterChange): void {
    if (change.change && !MOVING.has(change.change.kind)) return;
    for (const [entityRef, { services }] of this.owned) {
      if (concerns(change, services.query)) this.soon(entityRef);
    }
  }

  private async look(entityRef: string): Promise<void> {
    const owned = this.owned.get(entityRef);
    if (!owned) return;
    try {
      const located = await this.services.locate(
        owned.services,
        withoutTraffic,
      );
      for (const found of located) {
        if ('view' in found) await this.tell(owned, found.view);
      }
    } catch (error) {
      this.logger.error('The deliveries of an entity could not be looked at', {
        entityRef,
        cause: String(error),
      });
    }
  }

  private async tell(owned: OwnedServices, view: ServiceView): Promise<void> {
    const { entityRef } = owned.services;
    const memories = this.memories.get(entityRef) ?? new Map();
    this.memories.set(entityRef, memories);
    const service = `${view.cluster}/${view.namespace}/${view.name}`;
    const look = noticesOf(memories.get(service), view, this.now());
    if (!look) return;
    let { memory } = look;
    for (const notice of look.notices) {
      if (!this.events.has(notice.event)) continue;
      const sent = await this.sender.send(notice, {
        entityRef,
        owners: owned.owners,
      });
      if (sent) continue;
      memory = untold(memory, notice);
      this.again(entityRef, this.refreshAt);
    }
    memories.set(service, memory);
    if (look.lookAgainAt) this.again(entityRef, look.lookAgainAt.getTime());
  }

  private soon(entityRef: string): void {
    this.due.set(entityRef, this.now().getTime());
  }

  private again(entityRef: string, at: number): void {
    this.due.set(entityRef, Math.min(at, this.due.get(entityRef) ?? Infinity));
  }
}

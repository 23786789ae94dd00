import type { ServiceView } from '@meshway/plugin-mesh-common';
import type { Notice, NoticeEvent, NoticeTarget } from './Notice';
import { noticeWords } from './noticeWords';
import { occasionsOf, type Occasion } from './occasionsOf';

/** What stood for longer when a delivery is first looked at has been told, or is no news, in milliseconds. */
const NEWS_MS = 3_600_000;

/** Weights differ for a moment whenever a step is taken, in milliseconds. */
const SUSTAINED_MS = 120_000;

/**
 * What is remembered of a delivery from one look to the next.
 */
export interface DeliveryMemory {
  /** What stood then, told or not: event and occasion. */
  known: ReadonlySet<string>;
  /** Since when its weights are not what they should be. */
  driftsSince?: Date;
}

/**
 * What a look at a delivery has brought.
 */
export interface Look {
  memory: DeliveryMemory;
  notices: Notice[];
  /** When to look again though nothing changes. */
  lookAgainAt?: Date;
}

/**
 * What to tell of a delivery that has been looked at before, or never.
 *
 * @param before - undefined when it is the first look since the start of the process
 * @returns undefined when nothing can or may be told of it: the cluster is silent, has nothing to decide, or does not
 *   name the entity back, which could otherwise make noise about a service of others
 */
export function noticesOf(
  before: DeliveryMemory | undefined,
  view: ServiceView,
  now: Date,
): Look | undefined {
  const target = targetOf(view);
  if (
    !target ||
    !view.consent.given ||
    view.freshness.cluster.state !== 'live'
  ) {
    return undefined;
  }
  const occasions = occasionsOf(view);
  const drifts = occasions.some(({ event }) => event === 'drifts');
  const driftsSince = drifts ? before?.driftsSince ?? now : undefined;
  const sustainedAt =
    driftsSince && new Date(driftsSince.getTime() + SUSTAINED_MS);
  const isPassing = sustainedAt !== undefined && now < sustainedAt;
  const standing = occasions.filter(
    ({ event }) => event !== 'drifts' || !isPassing,
  );
  const news = standing.filter(occasion =>
    before ? !before.known.has(keyOf(occasion)) : isNews(occasion, now),
  );
  return {
    memory: { known: new Set(standing.map(keyOf)), driftsSince },
    notices: news.map(({ event, id, revision }) => ({
      event,
      target,
      occasion: id,
      ...noticeWords(event, view, revision),
    })),
    lookAgainAt: isPassing ? sustainedAt : undefined,
  };
}

/** The same without one notice, which could not be sent. */
export function untold(memory: DeliveryMemory, notice: Notice): DeliveryMemory {
  const known = new Set(memory.known);
  known.delete(keyOf({ event: notice.event, id: notice.occasion }));
  return { ...memory, known };
}

function targetOf({
  cluster,
  delivery,
}: ServiceView): NoticeTarget | undefined {
  switch (delivery.engine) {
    case 'argo-rollouts':
      return { cluster, ...delivery.workload, kind: 'Rollout' };
    case 'weighted-routes':
      return {
        cluster,
        ...delivery.route.virtualService,
        kind: 'VirtualService',
      };
    default:
      return undefined;
  }
}

function isNews({ since }: Occasion, now: Date): boolean {
  return since !== undefined && now.getTime() - Date.parse(since) < NEWS_MS;
}

function keyOf({ event, id }: { event: NoticeEvent; id: string }): string {
  return `${event} ${id}`;
}

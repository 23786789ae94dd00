import {
  abortReason,
  type Delivery,
  type Revision,
  type ServiceView,
} from '@meshway/plugin-mesh-common';
import type { NoticeEvent } from './Notice';

type MovedDelivery = Exclude<Delivery, { engine: 'none' }>;

/**
 * What there is to tell of a delivery as it stands.
 */
export interface Occasion {
  event: NoticeEvent;
  /** The same as long as it is the same occurrence: of this revision, at this pause, by this abort. */
  id: string;
  /** Since when it stands, as far as the objects tell; ISO 8601. */
  since?: string;
  /** The revision that it is about. */
  revision: Revision;
}

/**
 * Everything there is to tell of a delivery as it stands, from the objects alone.
 */
export function occasionsOf({ delivery, revisions }: ServiceView): Occasion[] {
  if (delivery.engine === 'none') return [];
  const revision = incoming(revisions);
  if (!revision) return [];
  const { hash, number = '', createdAt } = revision;
  // A roll back brings an earlier hash again, with another number.
  const occasion = (event: NoticeEvent, detail: string, since = createdAt) => ({
    event,
    id: `${hash}#${number} ${detail}`.trim(),
    since,
    revision,
  });
  const occasions: Occasion[] = [];
  if (delivery.waitsForDecision) {
    const { startedAt } = pauseOf(delivery) ?? {};
    occasions.push(occasion('waits', startedAt ?? '', startedAt));
  }
  const end = endOf(delivery, revision);
  if (end) {
    const abortedAt = abortedAtOf(delivery);
    occasions.push(occasion(end, abortedAt ?? '', abortedAt));
  }
  if (driftOf(delivery).length > 0) {
    occasions.push(occasion('drifts', stepOf(delivery)));
  }
  return occasions;
}

/** Differences between the weights, or Services, that should be and those that are, in words. */
export function driftOf(delivery: MovedDelivery): string[] {
  return 'weights' in delivery ? delivery.weights.drift : delivery.drift;
}

/** The revision that takes over, or that has. */
function incoming(revisions: Revision[]): Revision | undefined {
  const is = (...roles: Revision['role'][]) =>
    revisions.find(({ role }) => roles.includes(role));
  return is('canary', 'preview') ?? is('stable', 'active');
}

function endOf(
  delivery: MovedDelivery,
  { role, number = 1 }: Revision,
): 'failed' | 'aborted' | 'done' | undefined {
  if (delivery.phase === 'Degraded') {
    return delivery.engine === 'argo-rollouts' &&
      delivery.aborted &&
      abortReason(delivery.message) === undefined
      ? 'aborted'
      : 'failed';
  }
  // Who moves weights by hand knows when it is done, and the first revision updates nothing.
  return delivery.engine === 'argo-rollouts' &&
    delivery.phase === 'Healthy' &&
    ['stable', 'active'].includes(role) &&
    number > 1
    ? 'done'
    : undefined;
}

function pauseOf(delivery: MovedDelivery) {
  return delivery.engine === 'argo-rollouts' ? delivery.pause : undefined;
}

function abortedAtOf(delivery: MovedDelivery) {
  return delivery.engine === 'argo-rollouts' ? delivery.abortedAt : undefined;
}

function stepOf(delivery: MovedDelivery): string {
  return 'currentStepIndex' in delivery
    ? `step ${delivery.currentStepIndex}`
    : '';
}

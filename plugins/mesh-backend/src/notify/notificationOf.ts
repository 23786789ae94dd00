import { parseEntityRef } from '@backstage/catalog-model';
import type { NotificationSeverity } from '@backstage/plugin-notifications-common';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Notice, NoticeEvent } from './Notice';

/** Backstage draws a tick for what is normal: only for what is done and well. */
const SEVERITY: Record<NoticeEvent, NotificationSeverity> = {
  failed: 'critical',
  aborted: 'high',
  drifts: 'high',
  waits: 'high',
  done: 'normal',
};

/**
 * A notice as the notifications plugin takes it. One scope per delivery: what is told later of it takes the place of
 * what was told before.
 */
export function notificationOf(
  notice: Notice,
  options: { entityRef: string; recipients: string[] },
): NotificationSendOptions {
  const { event, target, title, description } = notice;
  return {
    recipients: { type: 'entity', entityRef: options.recipients },
    payload: {
      title,
      description,
      link: meshTabOf(options.entityRef),
      severity: SEVERITY[event],
      // Users switch topics off by these names.
      topic: `delivery-${event}`,
      scope: `${target.cluster}/${target.kind}/${target.namespace}/${target.name}`,
    },
  };
}

/** Where the catalog shows an entity, and this plugin its tab, unless an operator has moved them. */
function meshTabOf(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return ['/catalog', namespace, kind, name, 'mesh']
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');
}

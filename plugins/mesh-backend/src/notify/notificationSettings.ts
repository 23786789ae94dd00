import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { NOTICE_EVENTS, type NoticeEvent } from './Notice';

/**
 * What owners are told.
 */
export interface NotificationSettings {
  /** Empty when notifications are switched off. */
  events: ReadonlySet<NoticeEvent>;
}

const DEFAULT_EVENTS: NoticeEvent[] = ['waits', 'failed', 'aborted'];

/**
 * Reads `mesh.notifications`. Throws an InputError that names the key when a value cannot be used.
 *
 * @param config - the section `mesh`
 */
export function readNotificationSettings(
  config: Config | undefined,
): NotificationSettings {
  const notifications = config?.getOptionalConfig('notifications');
  if (notifications?.getOptionalBoolean('enabled') === false) {
    return { events: new Set() };
  }
  const events =
    notifications?.getOptionalStringArray('events') ?? DEFAULT_EVENTS;
  return { events: new Set(events.map(eventOf)) };
}

function eventOf(value: string): NoticeEvent {
  const event = NOTICE_EVENTS.find(known => known === value);
  if (!event) {
    throw new InputError(
      `mesh.notifications.events must be a list of ${NOTICE_EVENTS.join(
        ', ',
      )}, not ${value}`,
    );
  }
  return event;
}

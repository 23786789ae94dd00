import { ConfigReader } from '@backstage/config';
import { readNotificationSettings } from './notificationSettings';

function events(notifications?: object): string[] {
  const config = new ConfigReader(notifications ? { notifications } : {});
  return [...readNotificationSettings(config).events];
}

describe('readNotificationSettings', () => {
  it.each([
    [undefined, ['waits', 'failed', 'aborted']],
    [{ enabled: true }, ['waits', 'failed', 'aborted']],
    [{ events: ['done', 'drifts'] }, ['done', 'drifts']],
    [{ events: [] }, []],
    [{ enabled: false, events: ['done'] }, []],
  ])('reads %j as %j', (notifications, expected) => {
    expect(events(notifications)).toEqual(expected);
  });

  it('refuses an event that does not exist, by the name of the key', () => {
    expect(() => events({ events: ['waits', 'paused'] })).toThrow(
      'mesh.notifications.events must be a list of waits, failed, aborted, drifts, done, not paused',
    );
  });
});

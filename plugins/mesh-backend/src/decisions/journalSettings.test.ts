import { ConfigReader } from '@backstage/config';
import { readJournalSettings } from './journalSettings';

const DAY_MS = 24 * 60 * 60 * 1000;

function read(retention?: unknown) {
  return readJournalSettings(
    new ConfigReader(
      retention === undefined ? {} : { decisions: { retention } },
    ),
  );
}

it('keeps decisions for two years by default', () => {
  expect(read()).toEqual({ retentionMs: 730 * DAY_MS });
  expect(readJournalSettings(undefined)).toEqual(read());
});

it.each([
  [{ days: 30 }, 30],
  ['P90D', 90],
  ['24h', 1],
])('keeps decisions for %j', (retention, days) => {
  expect(read(retention)).toEqual({ retentionMs: days * DAY_MS });
});

it('does not keep decisions for less than a day', () => {
  expect(() => read({ hours: 23 })).toThrow(
    'mesh.decisions.retention must be at least one day',
  );
});

it.each(['soon', { parsecs: 3 }])('names the key of %j', retention => {
  expect(() => read(retention)).toThrow(
    'mesh.decisions.retention must be a duration, such as { days: 90 } or P90D',
  );
});

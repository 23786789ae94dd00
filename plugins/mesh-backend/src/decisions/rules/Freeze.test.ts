import fc from 'fast-check';
import { DateTime } from 'luxon';
import { freezeEnd, type Freeze, type WeeklyWindow } from './Freeze';

function freeze(window: Freeze['window']): Freeze {
  return { reason: 'Nobody is here.', overridable: false, window };
}

function weekly(window: Partial<WeeklyWindow>): Freeze {
  return freeze({
    days: [5],
    from: 18 * 60,
    to: 8 * 60,
    timeZone: 'Europe/Berlin',
    ...window,
  });
}

describe('a single freeze', () => {
  const once = freeze({
    from: new Date('2026-12-24T12:00:00Z'),
    to: new Date('2026-12-27T00:00:00Z'),
  });

  it.each([
    ['2026-12-24T11:59:59Z', undefined],
    ['2026-12-24T12:00:00Z', '2026-12-27T00:00:00.000Z'],
    ['2026-12-26T23:59:59Z', '2026-12-27T00:00:00.000Z'],
    ['2026-12-27T00:00:00Z', undefined],
  ])('at %s ends %s', (now, end) => {
    expect(freezeEnd(once, new Date(now))?.toISOString()).toBe(end);
  });
});

describe('a weekly freeze', () => {
  // 2026-11-27 is a Friday; Berlin is an hour ahead of UTC in winter, two in summer.
  it.each([
    ['before it begins', '2026-11-27T16:59:59Z', undefined],
    ['in the evening', '2026-11-27T17:00:00Z', '2026-11-28T07:00:00.000Z'],
    ['after midnight', '2026-11-28T03:00:00Z', '2026-11-28T07:00:00.000Z'],
    ['when it is over', '2026-11-28T07:00:00Z', undefined],
    ['on another evening', '2026-11-28T20:00:00Z', undefined],
    [
      'in summer, by the same clock',
      '2026-07-03T16:00:00Z',
      '2026-07-04T06:00:00.000Z',
    ],
  ])('over midnight, %s', (_, now, end) => {
    expect(freezeEnd(weekly({}), new Date(now))?.toISOString()).toBe(end);
  });

  it('of a day from midnight to midnight holds all of it, also when clocks change', () => {
    const sunday = weekly({ days: [7], from: 0, to: 0 });
    const of = (now: string) => freezeEnd(sunday, new Date(now))?.toISOString();
    // That Sunday has 23 hours in Berlin.
    expect(of('2026-03-28T22:59:59Z')).toBeUndefined();
    expect(of('2026-03-28T23:00:00Z')).toBe('2026-03-29T22:00:00.000Z');
    expect(of('2026-03-29T21:59:59Z')).toBe('2026-03-29T22:00:00.000Z');
    expect(of('2026-03-29T22:00:00Z')).toBeUndefined();
  });

  it('of two days in a row ends with the later one', () => {
    const both = weekly({ days: [5, 6], from: 12 * 60, to: 12 * 60 });
    expect(
      freezeEnd(both, new Date('2026-11-28T11:30:00Z'))?.toISOString(),
    ).toBe('2026-11-29T11:00:00.000Z');
  });

  it('of whole days in a row ends after the last of them', () => {
    const weekend = weekly({ days: [6, 7], from: 0, to: 0 });
    const of = (frozen: Freeze, now: string) =>
      freezeEnd(frozen, new Date(now))?.toISOString();
    expect(of(weekend, '2026-11-28T12:00:00Z')).toBe(
      '2026-11-29T23:00:00.000Z',
    );
    const always = weekly({ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 0 });
    expect(of(always, '2026-11-28T12:00:00Z')).toBe('2026-12-04T23:00:00.000Z');
  });

  it('holds exactly while the clock on the wall says so', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'];
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('2026-01-01T00:00:00Z'),
          max: new Date('2027-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        // Not in the hour that a change of clocks skips or repeats.
        fc.integer({ min: 4 * 60, max: 24 * 60 - 1 }),
        fc.integer({ min: 4 * 60, max: 24 * 60 - 1 }),
        fc.constantFrom(...zones),
        (now, days, from, to, timeZone) => {
          const local = DateTime.fromJSDate(now, { zone: timeZone });
          const minute = local.hour * 60 + local.minute;
          const yesterday = local.minus({ days: 1 }).weekday;
          const today = days.includes(local.weekday) && minute >= from;
          const holds =
            to > from
              ? today && minute < to
              : today || (days.includes(yesterday) && minute < to);
          const end = freezeEnd(weekly({ days, from, to, timeZone }), now);
          expect(end !== undefined).toBe(holds);
          expect(end === undefined || end > now).toBe(true);
        },
      ),
    );
  });
});

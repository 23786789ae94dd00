import { scaleTime } from 'd3-scale';
import fc from 'fast-check';
import { decision, service } from '../../../__fixtures__/views';
import { CANARY, STABLE, trafficSeries } from '../../../__fixtures__/traffic';
import { moveCursor, selectionOf } from './chartCursor';
import { chartLines } from './chartLines';
import { lastAndHighest } from './lastAndHighest';
import { markClusters } from './markClusters';
import { seriesPath } from './seriesPath';
import { timeMarks, type TimeMark } from './timeMarks';
import { APART, timeTicks } from './timeTicks';
import { valueScale } from './valueScale';

describe('times below a chart', () => {
  it('never touch, whatever the span and the width, and are there', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('2000'),
          max: new Date('2100'),
          noInvalidDate: true,
        }),
        fc.integer({ min: 60_000, max: 30 * 86_400_000 }),
        fc.integer({ min: 200, max: 1600 }),
        (from, span, width) => {
          const x = scaleTime(
            [from, new Date(from.getTime() + span)],
            [0, width],
          );
          const at = timeTicks(x).map(time => x(time));
          expect(at.length).toBeGreaterThan(0);
          at.slice(1).forEach((place, i) =>
            expect(place - at[i]).toBeGreaterThanOrEqual(APART),
          );
        },
      ),
    );
  });

  it('are as many as have room', () => {
    const hour = [new Date('2026-03-02T09:00Z'), new Date('2026-03-02T10:00Z')];
    expect(timeTicks(scaleTime(hour, [0, 1100]))).toHaveLength(13);
    expect(timeTicks(scaleTime(hour, [0, 668]))).toHaveLength(7);
  });
});

describe('a line over time', () => {
  const identity = (value: number) => value;

  it('breaks off where nothing is known, and shows a moment that stands alone as a dot', () => {
    expect(
      seriesPath(
        [0, 1, 2, 3, 4, 5],
        [1, 2, null, 4, null, 6],
        identity,
        identity,
      ),
    ).toEqual({
      path: 'M0,1L1,2',
      lone: [
        [3, 4],
        [5, 6],
      ],
    });
  });

  it('is nothing without values', () => {
    expect(seriesPath([0, 1], [null, null], identity, identity)).toEqual({
      path: undefined,
      lone: [],
    });
  });

  it('never has a point that is no number, and never loses one that is', () => {
    const value = fc.option(
      fc.oneof(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.constantFrom(NaN, Infinity),
      ),
      { nil: null },
    );
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 30 }),
        fc.constantFrom('rate' as const, 'errors' as const, 'latency' as const),
        (values, kind) => {
          const finite = values.map(one =>
            Number.isFinite(one ?? NaN) ? one : null,
          );
          const y = valueScale(kind, finite, 100);
          const { path, lone } = seriesPath(
            values.map((_, index) => index),
            values,
            identity,
            y,
          );
          expect(path ?? '').not.toMatch(/NaN|Infinity/);
          expect(lone.flat().every(Number.isFinite)).toBe(true);
          const drawn = (path?.match(/[ML]/g)?.length ?? 0) + lone.length;
          expect(drawn).toBe(finite.filter(one => one !== null).length);
        },
      ),
    );
  });
});

describe('the scale of values', () => {
  it('begins at zero, ends above the highest and is never empty', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })),
        values => {
          const [least, most] = valueScale('rate', values, 100).domain();
          expect(least).toBe(0);
          expect(most).toBeGreaterThan(0);
          expect(most).toBeGreaterThanOrEqual(Math.max(0, ...values));
        },
      ),
    );
  });

  it('shows no share above all, and does not make much of a few errors', () => {
    expect(valueScale('errors', [0.97], 100).domain()[1]).toBe(1);
    expect(valueScale('errors', [0.0001], 100).domain()[1]).toBe(0.01);
  });
});

describe('the cursor', () => {
  const at = [100, 160, 220, 280];
  const press = (key: string, shiftKey = false) => ({ key, shiftKey });

  it('goes through the moments by keys, from the last on, and not beyond', () => {
    expect(moveCursor({}, press('ArrowLeft'), at)).toEqual({ at: 220 });
    expect(moveCursor({ at: 280 }, press('ArrowRight'), at)?.at).toBe(280);
    expect(moveCursor({ at: 160 }, press('Home'), at)?.at).toBe(100);
    expect(moveCursor({ at: 160 }, press('End'), at)?.at).toBe(280);
    expect(moveCursor({ at: 280 }, press('PageUp'), at)?.at).toBe(100);
    expect(moveCursor({ at: 280 }, press('a'), at)).toBeUndefined();
    expect(moveCursor({}, press('ArrowLeft'), [])).toBeUndefined();
  });

  it('selects with Shift, in either direction, and lets go without', () => {
    const once = moveCursor({ at: 220 }, press('ArrowLeft', true), at)!;
    const twice = moveCursor(once, press('ArrowLeft', true), at)!;
    expect(selectionOf(twice)).toEqual({ from: 100_000, to: 220_000 });
    expect(
      selectionOf(moveCursor(twice, press('ArrowRight'), at)!),
    ).toBeUndefined();
    expect(selectionOf({ at: 100, anchor: 100 })).toBeUndefined();
  });
});

describe('what charts show', () => {
  it('are the revisions in the order of the page, then those of long ago, then the whole', () => {
    const series = trafficSeries();
    const gone = { ...series.revisions[0], hash: 'gone' };
    expect(
      chartLines(
        { ...series, revisions: [gone, ...series.revisions] },
        service().revisions,
      ).map(({ id, look }) => [id, look]),
    ).toEqual([
      [CANARY, 'canary'],
      [STABLE, 'stable'],
      ['gone', 'old'],
      ['total', 'total'],
    ]);
  });

  it('are decisions and events within the time, by number', () => {
    const found = timeMarks(
      service(),
      [decision({ requestedAt: '2026-11-20T11:58:00Z' })],
      {
        from: Date.parse('2026-11-20T11:50:00Z'),
        to: Date.parse('2026-11-20T12:00:00Z'),
      },
    );
    expect(
      found.map(({ number, entry }) => [
        number,
        entry.kind === 'event' ? entry.event.kind : entry.kind,
      ]),
    ).toEqual([
      [1, 'revision'],
      [2, 'pause'],
      [3, 'decision'],
    ]);
  });

  it('puts marks together that cannot be told apart', () => {
    const marks = [10, 14, 18, 60].map(
      (at, index) => ({ at, number: index + 1 } as TimeMark),
    );
    expect(markClusters(marks, seconds => seconds, 6)).toEqual([
      { x: 10, first: 1, last: 3 },
      { x: 60, first: 4, last: 4 },
    ]);
  });

  it('says the last value that is known, and the highest', () => {
    expect(lastAndHighest([1, 5, 2, null])).toEqual({ last: 2, highest: 5 });
    expect(lastAndHighest([null])).toBeUndefined();
  });
});

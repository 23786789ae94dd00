import fc from 'fast-check';
import { seriesRange } from './seriesRange';

const SETTINGS = { scrapeSeconds: 15, windowSeconds: 60 };

describe('seriesRange', () => {
  it('asks for moments that fall between the dates, on the same grid for everyone, and for not too many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.integer({ min: 1, max: 31 * 24 * 3600 }),
        fc.option(fc.integer({ min: 1, max: 3600 }), { nil: undefined }),
        fc.integer({ min: 1, max: 60 }),
        (from, length, stepSeconds, scrapeSeconds) => {
          const range = seriesRange(
            {
              from: new Date(from * 1000),
              to: new Date((from + length) * 1000),
              stepSeconds,
            },
            { scrapeSeconds, windowSeconds: 120 },
          );
          const { start, end, stepSeconds: step } = range;
          expect(step % scrapeSeconds).toBe(0);
          expect(start % step).toBe(0);
          expect(end % step).toBe(0);
          expect((end - start) / step + 1).toBeLessThanOrEqual(240);
          expect(end).toBeLessThanOrEqual(from + length);
          expect(end).toBeGreaterThan(from + length - step);
          expect(start).toBeLessThan(from + step);
          expect(step).toBeGreaterThanOrEqual(stepSeconds ?? 0);
          expect(range.windowSeconds).toBeGreaterThanOrEqual(
            Math.max(step, 2 * scrapeSeconds),
          );
        },
      ),
    );
  });

  it.each([
    ['2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z', 'from must be before to.'],
    [
      '2026-09-20T12:00:00Z',
      '2026-11-20T12:00:00Z',
      'from must not be more than 31 days before to.',
    ],
    ['never', '2026-11-20T12:00:00Z', 'from must be before to.'],
  ])('does not take %s to %s', (from, to, message) => {
    expect(() =>
      seriesRange({ from: new Date(from), to: new Date(to) }, SETTINGS),
    ).toThrow(message);
  });
});

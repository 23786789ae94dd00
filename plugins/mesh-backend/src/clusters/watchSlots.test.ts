import { watchPeriod, watchSeconds } from './watchSlots';

const PERIOD = 24;

/** Seconds between the ends of these watches, if each begins anew whenever it has ended. */
function longestGap(slots: number[], of: number): number {
  const ends = slots
    .map(slot => watchSeconds(slot, of, PERIOD, 1_000_000_000))
    .sort((a, b) => a - b);
  return Math.max(
    ...ends.map((end, i) => (ends[i + 1] ?? ends[0] + PERIOD) - end),
  );
}

describe('watchSeconds', () => {
  const all = Array.from({ length: 18 }, (_, slot) => slot);

  it('lets watches that begin together end one after the other', () => {
    expect(longestGap(all, 18)).toBeLessThanOrEqual(2);
  });

  it('leaves no long gap where the kinds of a group are not served', () => {
    // Without Argo Rollouts (6–8), without Istio (9–17), with neither.
    expect(
      longestGap(
        all.filter(slot => slot < 6 || slot > 8),
        18,
      ),
    ).toBeLessThanOrEqual(PERIOD / 4);
    expect(longestGap(all.slice(0, 9), 18)).toBeLessThanOrEqual(PERIOD / 4);
    expect(longestGap(all.slice(0, 6), 18)).toBeLessThanOrEqual(PERIOD / 4);
  });

  it('lets a watch end at its own time whenever it began', () => {
    for (const slot of all) {
      const first = watchSeconds(slot, 18, PERIOD, 0);
      for (const begin of [1, 7.3, 23.9, 24, 123.4]) {
        const end = begin + watchSeconds(slot, 18, PERIOD, begin * 1000);
        const late = (end - first + 10 * PERIOD) % PERIOD;
        // Whole seconds, rounded up at both ends.
        expect(Math.min(late, PERIOD - late)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('asks no more often for hundreds of watches, up to five minutes for each', () => {
    expect([1, 18, 36, 180, 1800].map(watchPeriod)).toEqual([
      24, 24, 48, 240, 300,
    ]);
  });

  it.each([1, 2, 3, 18, 36, 1800])(
    'is never shorter than two seconds nor longer than two more than its turn, of %d watches',
    slots => {
      for (let slot = 0; slot < slots; slot++) {
        for (const now of [0, 999, 15_500, 23_999]) {
          const seconds = watchSeconds(slot, slots, PERIOD, now);
          expect(seconds).toBeGreaterThanOrEqual(2);
          expect(seconds).toBeLessThanOrEqual(PERIOD + 2);
        }
      }
    },
  );
});

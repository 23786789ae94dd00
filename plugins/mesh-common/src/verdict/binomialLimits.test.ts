import fc from 'fast-check';
import { binomialLimits } from './binomialLimits';

describe('binomialLimits', () => {
  // R. Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 5 (Clopper–Pearson).
  it.each([
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [1, 29, 0.0009, 0.1776],
  ])('agrees with the published limits of %d in %d', (x, n, low, high) => {
    const limits = binomialLimits(x, n, 1.959964);
    expect(limits.low).toBeCloseTo(low, 3);
    expect(limits.high).toBeCloseTo(high, 3);
  });

  // The tail beyond 3.5 standard errors is 0.0002326: 1 − 0.0002326^(1/n) is the exact limit of none in n.
  it('leaves the right tail far out when nothing failed', () => {
    const { low, high } = binomialLimits(0, 100, 3.5);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.0803, 3);
  });

  it('leaves the right tail on both sides far out', () => {
    const few = binomialLimits(5, 100, 3.5);
    // At these shares 5 or more, and 5 or fewer, of 100 have a probability of 0.0002326 (summed up exactly).
    expect(few.low).toBeCloseTo(0.00543, 4);
    expect(few.high).toBeCloseTo(0.17246, 3);
  });

  it('does not take two errors of a hundred for proof against one in a thousand', () => {
    expect(binomialLimits(2, 100, 3.5).low).toBeLessThan(0.001);
  });

  it('knows next to nothing from one request', () => {
    const { low, high } = binomialLimits(0, 1, 3.5);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.9998, 3);
    expect(binomialLimits(9, 10, 3.5).high).toBeCloseTo(0.99998, 4);
  });

  it('sees the shares of a billion requests', () => {
    const { low, high } = binomialLimits(5, 1e9, 3.5);
    expect(low * 1e9).toBeCloseTo(0.5334, 3);
    expect(high * 1e9).toBeCloseTo(18.444, 2);
  });

  it('holds the share between 0 and 1, and mirrors successes and failures', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 6, noNaN: true }),
        (trials, part, z) => {
          const successes = Math.round(trials * part);
          const { low, high } = binomialLimits(successes, trials, z);
          const share = successes / trials;
          const mirrored = binomialLimits(trials - successes, trials, z);
          return (
            low >= 0 &&
            low <= share + 1e-12 &&
            share <= high &&
            high <= 1 &&
            // Taken from 1 twice, the last digit may be another.
            Math.abs(mirrored.high - (1 - low)) < 1e-15
          );
        },
      ),
      { examples: [[313, 0.5319488817891374, 1.1005101066202014]] },
    );
  });
});

import fc from 'fast-check';
import { wilson } from './wilson';

describe('wilson', () => {
  it('agrees with the published example of 10 out of 100', () => {
    const { low, high } = wilson(10, 100);
    expect(low).toBeCloseTo(5.52, 2);
    expect(high).toBeCloseTo(17.44, 2);
  });

  it('contains the point estimate and stays within 0 to 100', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, share) => {
          const successes = total * share;
          const { low, high } = wilson(successes, total);
          const percent = (100 * successes) / total;
          return (
            low >= 0 &&
            high <= 100 &&
            low <= percent + 1e-9 &&
            percent <= high + 1e-9
          );
        },
      ),
    );
  });

  it('narrows with more requests', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), n => {
        const few = wilson(n / 5, n);
        const many = wilson((10 * n) / 5, 10 * n);
        return many.high - many.low < few.high - few.low;
      }),
    );
  });
});

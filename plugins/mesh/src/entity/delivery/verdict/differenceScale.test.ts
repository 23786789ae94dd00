import fc from 'fast-check';
import { differenceScale } from './differenceScale';

describe('the line of a difference', () => {
  it('has zero in its middle, fewer errors on the left and more on the right', () => {
    const fewer = differenceScale({ low: -0.03, share: -0.02, high: -0.01 })!;
    expect(fewer.high).toBeLessThan(50);
    const more = differenceScale({ low: 0.01, share: 0.02, high: 0.03 })!;
    expect(more.low).toBeGreaterThan(50);
    expect(differenceScale({ low: 0, share: 0, high: 0 })).toEqual({
      low: 50,
      share: 50,
      high: 50,
    });
  });

  it('draws nothing of what is no number', () => {
    expect(
      differenceScale({ low: NaN, share: 0, high: Infinity }),
    ).toBeUndefined();
  });

  it('never leaves the line', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), (low, share, high) => {
        const drawn = differenceScale({ low, share, high });
        if (!drawn) return;
        for (const place of Object.values(drawn)) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(100);
        }
        expect(drawn.low).toBeLessThanOrEqual(drawn.high);
      }),
    );
  });
});

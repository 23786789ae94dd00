import fc from 'fast-check';
import { histogramOf, observations, quantile } from './histogram';

const buckets = (...pairs: [number, number][]) =>
  pairs.map(([le, count]) => ({ le, count }));

describe('histogramOf', () => {
  it('adds series up, in the order of the bounds', () => {
    expect(
      histogramOf(
        buckets([Infinity, 10], [5, 4], [1, 2], [1, 3], [5, 6], [Infinity, 2]),
      ),
    ).toEqual(buckets([1, 5], [5, 10], [Infinity, 12]));
  });

  it('lifts counts that fall', () => {
    expect(
      histogramOf(buckets([1, 5], [5, 4], [10, 6], [Infinity, 5.5])),
    ).toEqual(buckets([1, 5], [5, 5], [10, 6], [Infinity, 6]));
  });

  it('is empty when the last bucket is missing', () => {
    expect(histogramOf(buckets([1, 5], [5, 10]))).toEqual([]);
  });

  it('leaves out what is no bucket and counts no more than there can be', () => {
    expect(
      histogramOf(
        buckets([NaN, 1], [1, NaN], [2, -1], [3, Infinity], [Infinity, 1]),
      ),
    ).toEqual(buckets([3, 1e15], [Infinity, 1e15]));
  });
});

describe('quantile', () => {
  // As BucketQuantile in promql/quantile.go, v0.315.0.
  const histogram = buckets([10, 50], [20, 90], [50, 90], [Infinity, 100]);

  it.each([
    [0, 0],
    [0.25, 5],
    [0.5, 10],
    [0.7, 15],
    [0.9, 20],
    [0.91, 50],
    [1, 50],
  ])('of %d is %d', (q, value) => {
    expect(quantile(q, histogram)).toBeCloseTo(value, 12);
  });

  it('is unknown without observations, and with a single bucket', () => {
    expect(quantile(0.5, buckets([10, 0], [Infinity, 0]))).toBeUndefined();
    expect(quantile(0.5, buckets([Infinity, 5]))).toBeUndefined();
    expect(quantile(0.5, [])).toBeUndefined();
    expect(observations([])).toBe(0);
  });

  it('is the first bound when that is not above zero', () => {
    const negative = buckets([-5, 10], [10, 20], [Infinity, 20]);
    expect(quantile(0.1, negative)).toBe(-5);
    expect(quantile(0.75, negative)).toBeCloseTo(2.5, 12);
    expect(quantile(0.1, buckets([0, 10], [Infinity, 10]))).toBe(0);
  });

  it('is the first bound when nothing lies below it', () => {
    expect(quantile(0, buckets([5, 0], [10, 8], [Infinity, 8]))).toBe(5);
  });

  it('never falls with the share, and is a number', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            le: fc.oneof(fc.double(), fc.constant(Infinity)),
            count: fc.double(),
          }),
        ),
        raw => {
          const whole = histogramOf(raw);
          const values = [0, 0.5, 0.95, 0.99, 1].map(q => quantile(q, whole));
          return values.every(
            (value, i) =>
              value === undefined ||
              (!Number.isNaN(value) && (i === 0 || value >= values[i - 1]!)),
          );
        },
      ),
    );
  });
});

import { rankTest } from './rankTest';

/** Each observation has a bucket of its own value. */
const histogram = (values: number[], bounds: number[]) =>
  [...bounds, Infinity].map(le => ({
    le,
    count: values.filter(value => value <= le).length,
  }));

describe('rankTest', () => {
  it('agrees with the published example of Hollander and Wolfe', () => {
    // Nonparametric Statistical Methods (1973), p. 69: permeability of membranes at term and before, W = 35.
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const before = [1.15, 0.88, 0.9, 0.74, 1.21];
    const bounds = [...term, ...before].sort((a, b) => a - b);
    const { greater, z } = rankTest(
      histogram(term, bounds),
      histogram(before, bounds),
    );
    expect(greater * 50).toBeCloseTo(35, 10);
    // (35 − 25) / √(10 · 5 · 16 / 12)
    expect(z).toBeCloseTo(1.2247, 4);
  });

  it('counts ties half and takes them out of the variance', () => {
    // Pairs: 1 loses to 2, 3, 3; 2 ties once and loses twice; 3 wins once and ties twice: 2.5 of 9.
    // Ties of 1, 2, 3: Σ(t³ − t) = 0 + 6 + 24 = 30; variance 9/12 · (7 − 30/30) = 4.5.
    const { greater, z } = rankTest(
      histogram([1, 2, 3], [1, 2, 3]),
      histogram([2, 3, 3], [1, 2, 3]),
    );
    expect(greater).toBeCloseTo(2.5 / 9, 12);
    expect(z).toBeCloseTo((2.5 - 4.5) / Math.sqrt(4.5), 12);
  });

  it('reads the same backwards', () => {
    const a = histogram([1, 2, 2, 5, 7], [1, 2, 5]);
    const b = histogram([1, 5, 5, 9], [1, 2, 5]);
    expect(rankTest(a, b).z).toBeCloseTo(-rankTest(b, a).z, 12);
    expect(rankTest(a, b).greater).toBeCloseTo(1 - rankTest(b, a).greater, 12);
  });

  it('says nothing when all are tied', () => {
    const all = [
      { le: 5, count: 0 },
      { le: Infinity, count: 40 },
    ];
    expect(rankTest(all, all)).toEqual({ greater: 0.5, z: 0 });
  });

  it('compares at the bounds that both have', () => {
    const values = [1, 2, 3, 4, 5, 6];
    const same = rankTest(histogram(values, [2, 4]), histogram(values, [2, 4]));
    expect(
      rankTest(histogram(values, [2, 3, 4]), histogram(values, [1, 2, 4, 5])),
    ).toEqual(same);
    expect(same).toEqual({ greater: 0.5, z: 0 });
  });
});

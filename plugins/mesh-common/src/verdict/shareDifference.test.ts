import { wilson } from '../traffic/wilson';
import { shareDifference } from './shareDifference';

/** Method 10 takes Wilson's single intervals. */
const byWilson = (successes: number, trials: number) => {
  const { low, high } = wilson(successes, trials);
  return { low: low / 100, high: high / 100 };
};

describe('shareDifference', () => {
  // R. Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10.
  it.each([
    [[56, 70], [48, 80], 0.2, 0.0524, 0.3339],
    [[9, 10], [3, 10], 0.6, 0.1705, 0.809],
    [[5, 56], [0, 29], 0.0893, -0.0381, 0.1926],
    [[0, 10], [0, 20], 0, -0.1611, 0.2775],
  ])(
    'agrees with the published interval of %j against %j',
    ([x, m], [y, n], share, low, high) => {
      const difference = shareDifference(
        { successes: x, trials: m },
        { successes: y, trials: n },
        1.959964,
        byWilson,
      );
      expect(difference.share).toBeCloseTo(share, 4);
      expect(difference.low).toBeCloseTo(low, 4);
      expect(difference.high).toBeCloseTo(high, 4);
    },
  );

  it('takes exact single intervals by itself', () => {
    const difference = shareDifference(
      { successes: 0, trials: 100 },
      { successes: 0, trials: 100 },
      3.5,
    );
    expect(difference.share).toBe(0);
    expect(difference.high).toBeCloseTo(0.0803, 3);
    expect(difference.low).toBe(-difference.high);
  });
});

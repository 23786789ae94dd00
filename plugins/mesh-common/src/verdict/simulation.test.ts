import {
  randomOf,
  simulateRollout,
  type Scenario,
  type TrueVersion,
} from './__fixtures__/simulateRollout';

// Thousands of rollouts each: a second on a free machine, more on a busy one.
jest.setTimeout(60_000);

/** Somebody looks 60 times on the way to 2,000 requests to the canary. */
const WATCHED = { looks: 60, requests: 2000 };

const SPLITS = [[0.05], [0.2], [0.5], [0.05, 0.2, 0.5]];

const version = (part: Partial<TrueVersion>): TrueVersion => ({
  errors: 0.01,
  median: 60,
  ...part,
});

function rollouts(times: number, scenario: Scenario, seed: number) {
  const random = randomOf(seed);
  const all = Array.from({ length: times }, () =>
    simulateRollout(scenario, random),
  );
  const share = (is: (verdicts: (typeof all)[number]) => boolean) =>
    all.filter(is).length / times;
  return {
    everWorse: share(verdicts => verdicts.includes('worse')),
    everBetter: share(verdicts => verdicts.includes('better')),
    worse: share(verdicts => verdicts.at(-1) === 'worse'),
    better: share(verdicts => verdicts.at(-1) === 'better'),
    alike: share(verdicts => verdicts.at(-1) === 'no difference'),
  };
}

describe('a rollout that is looked at 60 times', () => {
  describe.each(SPLITS)('with %j of the traffic', (...splits) => {
    it.each([0.001, 0.01, 0.05])(
      'calls equal versions with an error share of %d worse or better in less than 5 % of rollouts',
      errors => {
        const same = version({ errors });
        const { everWorse, everBetter, alike } = rollouts(
          100,
          { ...WATCHED, splits, canary: same, stable: same },
          Math.round(errors * 1e6) + splits[0] * 100 + splits.length,
        );
        expect(everWorse).toBeLessThan(0.05);
        expect(everBetter).toBeLessThan(0.05);
        expect(alike).toBeGreaterThan(0.95);
      },
    );

    it('finds an error share of 5 % instead of 1 %, and of 1 % instead of 5 %', () => {
      const good = version({ errors: 0.01 });
      const bad = version({ errors: 0.05 });
      const scenario = { ...WATCHED, looks: 20, splits };
      const worse = rollouts(40, { ...scenario, canary: bad, stable: good }, 1);
      expect(worse.worse).toBeGreaterThanOrEqual(0.95);
      expect(worse.everBetter).toBe(0);
      const better = rollouts(
        40,
        { ...scenario, canary: good, stable: bad },
        2,
      );
      expect(better.better).toBeGreaterThanOrEqual(0.95);
    });

    it('finds responses that are slower, or faster, by 20 %', () => {
      const fast = version({ median: 60 });
      const slow = version({ median: 72 });
      const scenario = { ...WATCHED, looks: 20, splits };
      expect(
        rollouts(40, { ...scenario, canary: slow, stable: fast }, 3).worse,
      ).toBeGreaterThanOrEqual(0.95);
      expect(
        rollouts(40, { ...scenario, canary: fast, stable: slow }, 4).better,
      ).toBeGreaterThanOrEqual(0.95);
    });
  });

  it('does not call a difference that nobody would feel, however clear', () => {
    const { everWorse } = rollouts(
      5,
      {
        looks: 20,
        requests: 2_000_000,
        splits: [0.5],
        canary: version({ errors: 0.0103, median: 61 }),
        stable: version({ errors: 0.01, median: 60 }),
      },
      5,
    );
    expect(everWorse).toBe(0);
  });
});

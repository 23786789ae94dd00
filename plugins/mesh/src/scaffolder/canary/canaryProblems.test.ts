import fc from 'fast-check';
import { readCanarySteps, type CanaryStepChoice } from './CanaryStepChoice';
import { CANARY_PRESET_NAMES, stepsOfPreset } from './canaryPresets';
import { canaryProblems } from './canaryProblems';
import { canaryTotal } from './canaryTotal';

const time = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom('s', 'm', 'h', ''))
  .map(([amount, unit]) => `${amount}${unit}`);
const pause = fc.option(fc.oneof(fc.constant('manual'), time), {
  nil: undefined,
});

/** Steps that Argo Rollouts carries out as shown. */
const goodSteps: fc.Arbitrary<CanaryStepChoice[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 20 })
  .chain(weights =>
    fc.tuple(
      ...weights
        .sort((a, b) => a - b)
        .map(weight =>
          pause.map(one =>
            one === undefined ? { weight } : { weight, pause: one },
          ),
        ),
    ),
  );

describe('the steps of a release', () => {
  it('are right when shares rise from 1 to 99 and every time is longer than nothing', () => {
    fc.assert(
      fc.property(goodSteps, steps => {
        expect(canaryProblems(steps, false)).toEqual([]);
        expect(readCanarySteps(steps, false)).toEqual(steps);
      }),
    );
  });

  it('are wrong as soon as one share does not rise', () => {
    fc.assert(
      fc.property(goodSteps, fc.nat(), (steps, at) => {
        fc.pre(steps.length > 1);
        const index = 1 + (at % (steps.length - 1));
        const broken = steps.map((step, position) =>
          position === index
            ? { ...step, weight: steps[index - 1].weight }
            : step,
        );
        expect(canaryProblems(broken, false)).toEqual([
          { key: 'order', index },
        ]);
      }),
    );
  });

  it('are wrong as soon as one share or time cannot be', () => {
    const weights = fc.constantFrom(0, -1, 100, 1000, 12.5, NaN, Infinity);
    const times = fc.constantFrom('', '0s', '0', '5 minutes', 'soon', '-1m');
    fc.assert(
      fc.property(goodSteps, weights, times, (steps, weight, badTime) => {
        const [first, ...others] = steps;
        expect(
          canaryProblems([{ ...first, weight }, ...others], false),
        ).toContainEqual({ key: 'range', index: 0 });
        expect(
          canaryProblems([{ ...first, pause: badTime }, ...others], false),
        ).toEqual([{ key: 'duration', index: 0 }]);
      }),
    );
  });

  it('are between one and twenty', () => {
    const many = Array.from({ length: 21 }, (_, i) => ({ weight: i + 1 }));
    expect(canaryProblems(many, false)).toEqual([{ key: 'tooMany' }]);
    expect(canaryProblems([], false)).toEqual([{ key: 'empty' }]);
  });

  it('may end with 100 only where people move the weights', () => {
    const steps = [{ weight: 50 }, { weight: 100 }];
    expect(canaryProblems(steps, true)).toEqual([]);
    expect(canaryProblems(steps, false)).toEqual([{ key: 'range', index: 1 }]);
  });

  it('can be read of anything, and then be judged', () => {
    fc.assert(
      fc.property(fc.anything(), fc.boolean(), (anything, weightsOnly) => {
        const steps = readCanarySteps(anything, weightsOnly);
        expect(steps.length).toBeLessThanOrEqual(21);
        expect(readCanarySteps(steps, weightsOnly)).toEqual(steps);
        expect(canaryProblems(steps, weightsOnly)).toEqual(expect.any(Array));
      }),
    );
  });

  it.each(CANARY_PRESET_NAMES)('are right in preset %s', preset => {
    expect(canaryProblems(stepsOfPreset(preset, false), false)).toEqual([]);
    expect(canaryProblems(stepsOfPreset(preset, true), true)).toEqual([]);
  });

  it('take as long as their times together, and wait for each decision', () => {
    expect(
      canaryTotal([
        { weight: 5, pause: 'manual' },
        { weight: 10, pause: '90s' },
        { weight: 20, pause: '1h30m' },
        { weight: 30, pause: '30' },
        { weight: 40 },
        { weight: 50, pause: 'soon' },
      ]),
    ).toEqual({ seconds: 90 + 5400 + 30, decisions: 1 });
  });
});

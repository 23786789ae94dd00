import { changed } from '../../__fixtures__/changed';
import { recorded } from '../../__fixtures__/recorded';
import { currentIndexOf, desiredWeight, stepsOf } from './steps';

function statesOf(state: string): string[] {
  return stepsOf(recorded(state).rollout).map(step => step.state);
}

describe('steps of a canary', () => {
  it('are done up to the current one', () => {
    expect(statesOf('paused-step1-weight20')).toEqual([
      'done',
      'current',
      ...Array(5).fill('upcoming'),
    ]);
    expect(
      stepsOf(recorded('paused-step1-weight20').rollout).map(
        ({ index }) => index,
      ),
    ).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('are all done after the last', () => {
    expect(statesOf('healthy-after-canary')).toEqual(Array(7).fill('done'));
  });

  it('start over once the update is aborted, but for the one that failed', () => {
    expect(statesOf('aborted-settled')).toEqual(Array(7).fill('upcoming'));
  });

  it.each([
    ['no step yet', undefined, undefined, 0],
    ['no update under way', undefined, '84bf898985', 7],
    ['a step', 3, undefined, 3],
    ['a step of a longer list', 9, undefined, 7],
  ])('stand at %s', (_, currentStepIndex, stableRS, index) => {
    expect(
      currentIndexOf(
        changed('paused-step1-weight20', {
          status: { currentStepIndex, stableRS },
        }),
      ),
    ).toBe(index);
  });

  it.each<[string, object, number]>([
    ['before the first weight', { currentStepIndex: 0 }, 20],
    ['at a pause', { currentStepIndex: 3 }, 50],
    ['after the last step', { currentStepIndex: 7 }, 100],
    ['after an abort', { abort: true }, 0],
    ['without a stable revision', { stableRS: undefined }, 0],
    ['with nothing under way', { stableRS: '84bf898985' }, 0],
  ])('ask for the weight %s', (_, status, weight) => {
    expect(desiredWeight(changed('paused-step1-weight20', { status }))).toBe(
      weight,
    );
  });
});

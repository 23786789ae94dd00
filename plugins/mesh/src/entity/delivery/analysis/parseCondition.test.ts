import fc from 'fast-check';
import { parseCondition } from './parseCondition';

describe('the condition of a metric', () => {
  it.each([
    ['result[0] >= 0.95', [{ path: 'result[0]', operator: '>=', value: 0.95 }]],
    ['result < 0.05', [{ path: 'result', operator: '<', value: 0.05 }]],
    ['result.p99 <= 500', [{ path: 'result.p99', operator: '<=', value: 500 }]],
    ['0.95<=result[0]', [{ path: 'result[0]', operator: '>=', value: 0.95 }]],
    [
      'result > 1 && result < 1e3',
      [
        { path: 'result', operator: '>', value: 1 },
        { path: 'result', operator: '<', value: 1000 },
      ],
    ],
  ])('%s is drawn as limits', (condition, limits) => {
    expect(parseCondition(condition)).toEqual(limits);
  });

  it.each([
    'len(result) == 0 || result[0] >= 0.95',
    'result[0] == 1',
    'isNaN(result)',
    'result >= 1e999',
    '',
  ])('%s is said as it stands', condition => {
    expect(parseCondition(condition)).toBeUndefined();
  });

  it('never throws and never gives a limit that is no number', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        for (const { value } of parseCondition(text) ?? []) {
          expect(Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });

  it('gives back every limit that is written plainly', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('<', '<=', '>', '>='),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (operator, value) => {
          expect(parseCondition(`result[0] ${operator} ${value}`)).toEqual([
            { path: 'result[0]', operator, value: Number(String(value)) },
          ]);
        },
      ),
    );
  });
});

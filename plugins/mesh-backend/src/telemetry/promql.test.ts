import fc from 'fast-check';
import { selector } from './promql';

/** The literals of a selector, read as Go reads them; undefined when a value breaks out of its place. */
function literals(text: string): string[] | undefined {
  const whole = /^up\{((?:[a-z]+=~?"(?:\\[\\"n]|[^\\"\n])*",?)*)\}$/.exec(text);
  return whole?.[1]
    .match(/"(?:\\[\\"n]|[^\\"\n])*"/g)
    ?.map(literal =>
      literal
        .slice(1, -1)
        .replace(/\\([\\"n])/g, (_, escaped) =>
          escaped === 'n' ? '\n' : escaped,
        ),
    );
}

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('\\', '"', '\n', '}', '|', '.', '*', 'a'),
  }),
);

describe('selector', () => {
  it('keeps every value in its place', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        expect(literals(selector('up', { a, b }))).toEqual([a, b]);
      }),
    );
  });

  it('matches the values of a list and no others', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { minLength: 1, maxLength: 4 }),
        anything,
        (values, other) => {
          const [expression] = literals(selector('up', { a: values }))!;
          const matches = new RegExp(`^(?:${expression})$`, 's');
          for (const value of values) expect(value).toMatch(matches);
          expect(matches.test(other)).toBe(values.includes(other));
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { meets, parseLabelSelector } from './labelSelector';

const fits = (selector: string, labels?: Record<string, string>) =>
  meets(labels, parseLabelSelector(selector));

describe('a label selector', () => {
  // Cases of k8s.io/apimachinery pkg/labels/selector_test.go.
  it.each([
    ['x=y', { x: 'y' }, true],
    ['x=y', { x: 'z' }, false],
    ['x=y', undefined, false],
    ['x=y,z=w', { x: 'y', z: 'w' }, true],
    ['x=y,z=w', { x: 'y' }, false],
    ['x != z , w == a', { x: 'y', w: 'a' }, true],
    ['x!=y', {}, true],
    ['x!=y', { x: 'y' }, false],
    ['x=', { x: '' }, true],
    ['x=', {}, false],
    ['x', { x: '' }, true],
    ['x', {}, false],
    ['!x', {}, true],
    ['! x', { x: '' }, false],
    ['x in (a, b)', { x: 'b' }, true],
    ['x in (a,b),y', { x: 'b', y: '1' }, true],
    ['x in (a,b)', { x: 'c' }, false],
    ['x in (a,b)', {}, false],
    ['x in ()', { x: '' }, true],
    ['x in (a,)', { x: '' }, true],
    ['x notin (a,b)', { x: 'c' }, true],
    ['x notin (a,b)', {}, true],
    ['x notin (a,b)', { x: 'a' }, false],
    ['x in(a)', { x: 'a' }, true],
    ['x>1', { x: '2' }, true],
    ['x>1', { x: '1' }, false],
    ['x>1', { x: 'many' }, false],
    ['x<1', { x: '0' }, true],
    ['x<1', { x: '1' }, false],
    ['x<1', {}, false],
    ['in in (in)', { in: 'in' }, true],
    [
      'app.kubernetes.io/name=a_b.c',
      { 'app.kubernetes.io/name': 'a_b.c' },
      true,
    ],
    // Not labels of the object, but what every object has.
    ['constructor', {}, false],
    ['toString!=x', {}, true],
  ])('%j on %j: %s', (selector, labels, expected) => {
    expect(fits(selector, labels)).toBe(expected);
  });

  it.each([
    [''],
    [','],
    ['x=a,'],
    ['x=a||y=b'],
    ['x==a==b'],
    ['x===a'],
    ['=a'],
    ['x!a'],
    ['!x=a'],
    ['x y'],
    ['x in'],
    ['x in a'],
    ['x in (a'],
    ['x in (a))'],
    ['x (a)'],
    ['x within (a)'],
    ['x y in (a)'],
    ['in (a)'],
    ['x in (a b)'],
    ['x>a'],
    ['x>'],
    ['a/b/c=d'],
    ['/x=a'],
    ['x/=a'],
    ['-x=a'],
    ['x=-a'],
    ['x=a b'],
    ['x={app="y"}'],
    [`x=${'a'.repeat(64)}`],
    [`${'a'.repeat(64)}=x`],
  ])('refuses %j', selector => {
    expect(() => parseLabelSelector(selector)).toThrow('is no requirement');
  });

  it('is at most a thousand characters long', () => {
    const of = (length: number) => `x in (${','.repeat(length - 7)})`;
    expect(parseLabelSelector(of(1000))).toHaveLength(1);
    expect(() => parseLabelSelector(of(1001))).toThrow(
      'is longer than 1000 characters',
    );
  });

  it('is understood or refused with an Error, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: fc.constantFrom(...'ax=!<>(),/ in') }),
        ),
        selector => {
          expect(problemOf(selector)).toMatch(/^((has|is) |$)/);
        },
      ),
    );
  });
});

function problemOf(selector: string): string {
  try {
    meets({ a: 'x' }, parseLabelSelector(selector));
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

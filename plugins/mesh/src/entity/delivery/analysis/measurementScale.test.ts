import fc from 'fast-check';
import { measurementScale } from './measurementScale';
import { valueOfMeasurement } from './valueOfMeasurement';

const box = { width: 100, height: 40, margin: 4 };

describe('where measurements are drawn', () => {
  it('puts larger values higher, later ones to the right, and limits among them', () => {
    const { points, limits } = measurementScale(
      [0.9, undefined, 1],
      [0.95],
      box,
    );
    expect(points.map(({ index, x, y }) => [index, x, y])).toEqual([
      [0, 4, 36],
      [2, 96, 4],
    ]);
    expect(limits[0].y).toBeCloseTo(20);
  });

  it('puts what is all alike in the middle', () => {
    expect(measurementScale([1], [], box).points[0]).toMatchObject({
      x: 50,
      y: 20,
    });
  });

  it('never leaves the box, whatever was measured', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double(), { nil: undefined })),
        fc.array(fc.double(), { maxLength: 4 }),
        (values, limits) => {
          const drawn = measurementScale(values, limits, box);
          for (const { x, y } of drawn.points) {
            expect(x >= 0 && x <= box.width).toBe(true);
            expect(y >= 0 && y <= box.height).toBe(true);
          }
          for (const { y } of drawn.limits) {
            expect(y >= 0 && y <= box.height).toBe(true);
          }
        },
      ),
    );
  });
});

describe('the number of a measurement', () => {
  it.each([
    ['[0.97]', 'result[0]', 0.97],
    ['0.97', 'result', 0.97],
    ['[0.97]', 'result', 0.97],
    ['{"p99":480,"p50":12}', 'result.p99', 480],
    ['[1,2]', 'result[1]', 2],
    ['[1,2]', 'result', undefined],
    ['[NaN]', 'result[0]', undefined],
    ['"ok"', 'result', undefined],
    ['', 'result', undefined],
    ['{"a":1}', 'result.constructor', undefined],
    [undefined, 'result', undefined],
  ])('of %s at %s is %s', (value, path, number) => {
    expect(valueOfMeasurement(value, path)).toBe(number);
  });
});

import fc from 'fast-check';
import { layoutGraph, type Box, type GraphShape } from './layoutGraph';

/** Any picture: every end has a line, and every line goes to a centre that is there. */
const shapes = fc
  .record({
    callers: fc.integer({ min: 0, max: 12 }),
    callees: fc.integer({ min: 0, max: 12 }),
    centres: fc.integer({ min: 1, max: 4 }),
    lines: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 40 }),
    label: fc.record({
      width: fc.integer({ min: 100, max: 180 }),
      height: fc.integer({ min: 20, max: 64 }),
    }),
  })
  .map(({ callers, callees, centres, lines, label }): GraphShape => {
    const ends = [
      ...Array.from({ length: callers }, (_, index) => ({
        id: `caller ${index}`,
        direction: 'caller' as const,
        height: 44,
      })),
      ...Array.from({ length: callees }, (_, index) => ({
        id: `callee ${index}`,
        direction: 'callee' as const,
        height: 58,
      })),
    ];
    const pairs = [
      ...ends.map(({ id }, index) => ({
        endId: id,
        centreId: `centre ${index % centres}`,
      })),
      ...lines.flatMap(([end, centre]) =>
        ends.length === 0
          ? []
          : {
              endId: ends[end % ends.length].id,
              centreId: `centre ${centre % centres}`,
            },
      ),
    ];
    return {
      ends,
      centres: Array.from({ length: centres }, (_, index) => ({
        id: `centre ${index}`,
        height: 112,
      })),
      lines: [
        ...new Map(pairs.map(pair => [JSON.stringify(pair), pair] as const)),
      ].map(([id, pair]) => ({ id, ...pair })),
      label,
    };
  });

function overlap(a: Box, b: Box): boolean {
  const tolerance = 0.001;
  return (
    a.x + a.width > b.x + tolerance &&
    b.x + b.width > a.x + tolerance &&
    a.y + a.height > b.y + tolerance &&
    b.y + b.height > a.y + tolerance
  );
}

describe('layoutGraph', () => {
  it('lays nothing over anything else, and everything into the picture', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.integer({ min: 0, max: 1600 }),
        (shape, available) => {
          const { width, height, boxes, labels } = layoutGraph(
            shape,
            available,
          );
          expect(width).toBeGreaterThanOrEqual(available);
          expect(boxes.size).toBe(shape.ends.length + shape.centres.length);
          expect(labels.size).toBe(shape.lines.length);
          const all = [...boxes.values(), ...labels.values()];
          for (const box of all) {
            expect(box.x).toBeGreaterThanOrEqual(0);
            expect(box.y).toBeGreaterThanOrEqual(-0.001);
            expect(box.x + box.width).toBeLessThanOrEqual(width + 0.001);
            expect(box.y + box.height).toBeLessThanOrEqual(height + 0.001);
          }
          expect(
            all.flatMap((one, index) =>
              all.slice(index + 1).filter(other => overlap(one, other)),
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has callers at the left of the service and callees at its right, whoever has lines', () => {
    fc.assert(
      fc.property(shapes, shape => {
        const { boxes } = layoutGraph(shape, 1000);
        const middle = boxes.get('centre 0')!.x;
        for (const { id } of shape.centres) {
          expect(boxes.get(id)!.x).toBe(middle);
        }
        for (const { id, direction } of shape.ends) {
          const { x } = boxes.get(id)!;
          expect(direction === 'caller' ? x < middle : x > middle).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});

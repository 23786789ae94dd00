import { findServiceObjects } from '@meshway/plugin-mesh-common';
import fc from 'fast-check';
import { FakeClusters } from '../testing/FakeClusters';
import { buildTrafficSeries } from './buildTrafficSeries';

const objects = findServiceObjects(
  new FakeClusters().store,
  'bookinfo',
  'productpage',
)!;

function served(pod: string, points: [number, number][], code = '200') {
  return {
    sample: {
      metric: 'istio_requests_total' as const,
      labels: {
        reporter: 'destination',
        pod,
        response_code: code,
        destination_service_namespace: 'bookinfo',
        destination_service_name: 'productpage',
      },
      value: 0,
    },
    points,
  };
}

describe('buildTrafficSeries', () => {
  it('tells revisions apart, and moments without a sample from those without requests', () => {
    const found = buildTrafficSeries({
      objects,
      series: [
        served('productpage-stable-0', [
          [30, 60],
          [45, 0],
        ]),
        served('productpage-canary-0', [[30, 20]]),
        served('productpage-canary-0', [[30, 20]], '500'),
      ],
      range: { start: 15, end: 60, stepSeconds: 15, windowSeconds: 20 },
    });
    expect(found).toEqual({
      at: [15, 30, 45, 60],
      stepSeconds: 15,
      total: {
        requestsPerSecond: [null, 5, 0, null],
        errorShare: [null, 0.2, null, null],
      },
      revisions: expect.arrayContaining([
        {
          hash: '64498bc78b',
          requestsPerSecond: [null, 3, 0, null],
          errorShare: [null, 0, null, null],
        },
        {
          hash: '84bf898985',
          requestsPerSecond: [null, 2, 0, null],
          errorShare: [null, 0.5, null, null],
        },
      ]),
      attribution: { possible: true },
    });
  });

  it('has nothing to say when the metrics cannot be read', () => {
    const range = { start: 0, end: 15, stepSeconds: 15, windowSeconds: 60 };
    expect(buildTrafficSeries({ objects, series: undefined, range })).toEqual({
      at: [0, 15],
      stepSeconds: 15,
      revisions: [],
      attribution: { possible: true },
    });
  });

  it('puts every point at its moment, and no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 20 })),
        (first, stepSeconds, indices) => {
          const start = first * stepSeconds;
          const { at, total } = buildTrafficSeries({
            objects,
            series: [
              served(
                'productpage-stable-0',
                indices.map(index => [start + index * stepSeconds, index + 1]),
              ),
            ],
            range: {
              start,
              end: start + 20 * stepSeconds,
              stepSeconds,
              windowSeconds: 1,
            },
          });
          expect(at).toHaveLength(21);
          at.forEach((_, index) =>
            expect(total!.requestsPerSecond[index]).toBe(
              indices.includes(index) ? index + 1 : null,
            ),
          );
        },
      ),
    );
  });
});

import type { Revision } from '../../model';
import { revisionsOf } from '../../service/revisions';
import type { ServiceObjects } from '../../service/ServiceObjects';
import {
  reviews,
  split,
  to,
  virtualService,
  type RawVirtualService,
} from './__fixtures__/reviews';
import { buildWeightedRoutesDelivery } from './buildWeightedRoutesDelivery';

const now = new Date('2026-11-21T12:00:00Z');

const build = (objects: ServiceObjects, revisions: Revision[] = []) =>
  buildWeightedRoutesDelivery(objects, revisions, now);

const buildFrom = (...raws: RawVirtualService[]) => build(reviews(raws));

const ninetyTen = virtualService(split(to('v1', 90), to('v2', 10)));

describe('weights', () => {
  /** Revisions of the 90-10 with so many requests in the last two minutes. */
  function measured(
    requests: Record<string, number>,
    raws: RawVirtualService[],
  ) {
    const objects = reviews(raws);
    const revisions = revisionsOf(objects).map(({ revision }) => ({
      ...revision,
      signals: Object.hasOwn(requests, revision.hash)
        ? {
            requestsPerSecond: requests[revision.hash] / 120,
            requests: requests[revision.hash],
            windowSeconds: 120,
          }
        : undefined,
    }));
    return build(objects, revisions)!.weights;
  }

  /** Written 10 %, never changed since it was created. */
  const untouched = (creationTimestamp: string, http: object[] = []) =>
    virtualService(
      { http: [...http, { route: [to('v1', 90), to('v2', 10)] }] },
      { generation: 1, creationTimestamp },
    );
  const long = '2026-11-21T11:57:30Z';
  const short = '2026-11-21T11:57:31Z';

  it('are measured between stable and canary alone', () => {
    const { measured: share, drift } = measured(
      { hashv1: 960, hashv2: 40, hashv3: 5000 },
      [ninetyTen],
    );
    expect(share).toMatchObject({ percent: 4, requests: 1000, settled: false });
    expect(share!.low).toBeCloseTo(2.95, 1);
    expect(share!.high).toBeCloseTo(5.4, 1);
    expect(drift).toEqual([]);
  });

  it.each([
    [{ hashv1: 960 }],
    [{ hashv2: 960 }],
    [{ hashv1: 0, hashv2: 0 }],
    [{}],
  ])('are not measured by %j', requests => {
    expect(measured(requests, [ninetyTen]).measured).toBeUndefined();
  });

  it('drift when measured otherwise, since they are as old as the VirtualService', () => {
    expect(
      measured({ hashv1: 960, hashv2: 40 }, [untouched(long)]),
    ).toMatchObject({
      measured: { settled: true },
      drift: [
        'Of 1000 requests 4 % went to the canary (95 % interval 3 % to 5.4 %), 10 % is written.',
      ],
    });
    expect(
      measured({ hashv1: 700, hashv2: 300 }, [untouched(long)]).drift,
    ).toEqual([
      'Of 1000 requests 30 % went to the canary (95 % interval 27.2 % to 32.9 %), 10 % is written.',
    ]);
    expect(
      measured({ hashv1: 905, hashv2: 95 }, [untouched(long)]).drift,
    ).toEqual([]);
  });

  it.each([
    ['the window is older than they are', [untouched(short)]],
    [
      'they may have been moved',
      [
        {
          ...untouched(long),
          metadata: { ...untouched(long).metadata, generation: 2 },
        },
      ],
    ],
    [
      'chosen requests go past them',
      [untouched(long, [{ match: [{ port: 1 }], route: [to('v2')] }])],
    ],
    [
      'another route shares out as well',
      [
        {
          ...untouched(long),
          metadata: {
            ...untouched(long).metadata,
            annotations: { 'meshway.dev/canary': 'v2' },
          },
        },
        virtualService(split(to('v1', 90), to('v2', 10)), { name: 'other' }),
      ],
    ],
    ['nobody knows how old they are', [untouched('')]],
  ])('are not called drifted when %s', (_, raws) => {
    expect(measured({ hashv1: 960, hashv2: 40 }, raws)).toMatchObject({
      measured: { settled: false },
      drift: [],
    });
  });

  it('differ between two routes', () => {
    const chosen = virtualService(split(to('v1', 90), to('v2', 10)), {
      annotations: { 'meshway.dev/canary': 'v2' },
    });
    const other = (weight: number) =>
      virtualService(
        {
          http: [
            {
              name: 'outside',
              route: [to('v3', 300), to('v2', weight), to('v1', 1000 - weight)],
            },
          ],
        },
        { name: 'other' },
      );
    const { weights } = buildFrom(chosen, other(500))!;
    expect(weights.routes).toEqual([
      { where: 'VirtualService shop/reviews, route http/0', percent: 10 },
      { where: 'VirtualService shop/other, route outside', percent: 50 },
    ]);
    expect(weights.drift).toEqual([
      'VirtualService shop/other, route outside gives the canary 50 %, VirtualService shop/reviews, route http/0 10 %.',
    ]);
    expect(buildFrom(chosen, other(104))!.weights.drift).toEqual([]);
    expect(buildFrom(chosen, other(105))!.weights.drift).toHaveLength(1);
    expect(buildFrom(chosen, other(95))!.weights.drift).toHaveLength(1);
  });

  it('do not count a route between other versions', () => {
    const chosen = virtualService(split(to('v1', 90), to('v2', 10)), {
      annotations: { 'meshway.dev/canary': 'v2' },
    });
    const other = virtualService(split(to('v3', 50), to('v2', 50)), {
      name: 'other',
    });
    const third = virtualService(split(to('v3', 50), to('v1', 50)), {
      name: 'third',
    });
    expect(buildFrom(chosen, other, third)!.weights.routes).toHaveLength(1);
  });
});

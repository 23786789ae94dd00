import type { Decision, RouteSeen } from '@meshway/plugin-mesh-common';
import { RouteEngine } from './RouteEngine';
import { FakeCluster } from './testing/FakeCluster';
import { fakeRoute } from './testing/fakeRoute';

const SEEN: RouteSeen = {
  virtualService: 'shop/reviews',
  route: 'http/0',
  weights: [
    { destination: 'reviews:v1', weight: 90 },
    { destination: 'reviews:v2', weight: 10 },
  ],
};

const shift: Decision = {
  id: '00000000-0000-4000-8000-000000000001',
  entityRef: 'component:default/reviews',
  service: { cluster: 'lab', namespace: 'shop', name: 'reviews' },
  target: { kind: 'VirtualService', namespace: 'shop', name: 'reviews' },
  verb: 'shift',
  state: 'requested',
  decidedBy: 'user:default/guest',
  seen: SEEN,
  requestedAt: '2026-11-20T12:00:00.000Z',
  updatedAt: '2026-11-20T12:00:00.000Z',
};

const signal = new AbortController().signal;
let cluster: FakeCluster;
let engine: RouteEngine;

beforeEach(() => {
  cluster = new FakeCluster(fakeRoute());
  engine = new RouteEngine({ access: cluster });
});

function weightsOf(v1: number, v2: number) {
  return [
    { destination: 'reviews:v1', weight: v1 },
    { destination: 'reviews:v2', weight: v2 },
  ];
}

describe('a decision about weights', () => {
  it.each<[string, Partial<Decision>, ReturnType<typeof weightsOf>]>([
    ['shifts to the next weight of the ladder', {}, weightsOf(75, 25)],
    ['shifts to a weight of its own', { weight: 33 }, weightsOf(67, 33)],
    ['shifts to nothing', { weight: 0 }, weightsOf(100, 0)],
    ['promotes', { verb: 'promote' }, weightsOf(0, 100)],
    ['rolls back', { verb: 'roll-back' }, weightsOf(100, 0)],
  ])('%s', async (_does, choice, weights) => {
    const plan = await engine.plan({ ...shift, ...choice }, signal);
    expect(plan.weights).toEqual(weights);
    expect(plan.patches).toMatchObject([{ target: shift.target }]);
  });

  it.each<[string, () => void, Partial<Decision>, string]>([
    [
      'somebody has moved them',
      () =>
        cluster.change((_, spec) => {
          spec.http[0].route[0].weight = 50;
          spec.http[0].route[1].weight = 50;
        }),
      {},
      'The shift changed nothing. The weights are reviews:v1 50, reviews:v2 50 now, you saw reviews:v1 90, reviews:v2 10.',
    ],
    [
      'the VirtualService is gone',
      () => cluster.delete(),
      {},
      'The shift changed nothing. The VirtualService does not exist any more.',
    ],
    [
      'it would change nothing',
      () => {},
      { weight: 10 },
      'The shift changed nothing. v2 has 10 % already.',
    ],
    [
      'another VirtualService has the route that was decided about',
      () => {},
      { target: { ...shift.target, name: 'other' } },
      'The shift changed nothing. The VirtualService changed while it was on its way.',
    ],
    [
      'the service is gone',
      () => {},
      { service: { ...shift.service, name: 'gone' } },
      'The shift changed nothing. Service shop/gone does not exist any more.',
    ],
    [
      'it is one that a controller would have to carry out',
      () => {},
      { verb: 'abort' },
      'The abort changed nothing. Nothing but weights can be decided about this route.',
    ],
    [
      'what was seen is a Rollout',
      () => {},
      { seen: { podHash: 'abc', stepIndex: 1, weight: 20 } },
      'What was seen is a Rollout, not a route.',
    ],
  ])('is refused when %s', async (_situation, change, other, message) => {
    change();
    await expect(
      engine.plan({ ...shift, ...other }, signal),
    ).rejects.toMatchObject({ name: 'ConflictError', message });
  });
});

import { applyJsonPatch } from '../../__fixtures__/jsonPatch';
import type { Plan, RouteSeen } from '../../model';
import { reviews, split, to, virtualService } from './__fixtures__/reviews';
import { buildWeightedRoutesDelivery } from './buildWeightedRoutesDelivery';
import { planShift } from './planShift';

const now = new Date('2026-11-21T12:00:00Z');

/** The 90-10 of Istio's sample, between the two first versions. */
const ninetyTen = virtualService(split(to('v1', 90), to('v2', 10)));

function plansOf(...parameters: Parameters<typeof reviews>) {
  return buildWeightedRoutesDelivery(reviews(...parameters), [], now)!.plans;
}

function allowed(plan: Plan<RouteSeen>) {
  if (!plan.allowed) throw new Error(plan.reason);
  return plan;
}

function refusal(plan: Plan<RouteSeen>): string {
  if (plan.allowed) throw new Error('It is allowed.');
  return plan.reason;
}

describe('shift to the next weight', () => {
  it('says everything about the next weight of the ladder', () => {
    expect(plansOf([ninetyTen]).shift).toEqual({
      allowed: true,
      verb: 'shift',
      seen: {
        virtualService: 'shop/reviews',
        route: 'http/0',
        weights: [
          { destination: 'reviews:v1', weight: 90 },
          { destination: 'reviews:v2', weight: 10 },
        ],
      },
      consequences: [
        'v2 gets 25 % of the traffic instead of 10 %: weight 25, and v1 weight 75.',
        'Then it waits again for a decision; the next weight is 50 %.',
        'Only the weights of VirtualService shop/reviews, route http/0 change.',
      ],
      nextWeight: 25,
      skips: { pauses: 0, analyses: 0 },
      undo: {
        possible: true,
        how: 'Shift back to 10 %, as long as the pods of v1 run.',
      },
      changesSpec: true,
      warnings: [],
      patches: [
        {
          target: {
            kind: 'VirtualService',
            namespace: 'shop',
            name: 'reviews',
          },
          operations: [
            { op: 'test', path: '/metadata/generation', value: 4 },
            { op: 'test', path: '/spec/http/0/name', value: null },
            {
              op: 'test',
              path: '/spec/http/0/route/0/destination/host',
              value: 'reviews',
            },
            {
              op: 'test',
              path: '/spec/http/0/route/0/destination/subset',
              value: 'v1',
            },
            { op: 'test', path: '/spec/http/0/route/0/weight', value: 90 },
            {
              op: 'test',
              path: '/spec/http/0/route/1/destination/host',
              value: 'reviews',
            },
            {
              op: 'test',
              path: '/spec/http/0/route/1/destination/subset',
              value: 'v2',
            },
            { op: 'test', path: '/spec/http/0/route/1/weight', value: 10 },
            { op: 'add', path: '/spec/http/0/route/0/weight', value: 75 },
            { op: 'add', path: '/spec/http/0/route/1/weight', value: 25 },
          ],
        },
      ],
    });
  });

  it.each([
    [0, 5],
    [5, 10],
    [7, 10],
    [25, 50],
    [50, 100],
    [99, 100],
  ])('goes from %d to %d', (weight, next) => {
    const { shift } = plansOf([
      virtualService(split(to('v1', 100 - weight), to('v2', weight))),
    ]);
    expect(allowed(shift).nextWeight).toBe(next);
  });

  it('names nothing that comes after all traffic', () => {
    const { shift } = plansOf([
      virtualService(split(to('v1', 50), to('v2', 50))),
    ]);
    expect(allowed(shift).consequences).toEqual([
      'v2 gets 100 % of the traffic instead of 50 %: weight 100, and v1 weight 0.',
      'Only the weights of VirtualService shop/reviews, route http/0 change.',
    ]);
  });

  it('has nowhere to go when the canary has all', () => {
    const { shift, promote } = plansOf([
      virtualService(split(to('v1', 0), to('v2', 100))),
    ]);
    expect(refusal(shift)).toBe('v2 has all of it already, v1 nothing.');
    expect(refusal(promote)).toBe('v2 has all of it already, v1 nothing.');
  });

  it('climbs the ladder of the VirtualService', () => {
    const { shift } = plansOf([
      virtualService(split(to('v1', 90), to('v2', 10)), {
        annotations: { 'meshway.dev/weight-steps': '10, 40' },
      }),
    ]);
    expect(allowed(shift)).toMatchObject({
      nextWeight: 40,
      consequences: [
        'v2 gets 40 % of the traffic instead of 10 %: weight 40, and v1 weight 60.',
        'Then it waits again for a decision; the next weight is 100 %.',
        expect.anything(),
      ],
    });
  });
});

describe('promote and roll back', () => {
  it('passes over the weights of the ladder where somebody would have been asked', () => {
    const promote = allowed(plansOf([ninetyTen]).promote);
    expect(promote.verb).toBe('promote');
    expect(promote.nextWeight).toBe(100);
    expect(promote.skips).toEqual({ pauses: 2, analyses: 0 });
    expect(promote.consequences).toEqual([
      'v2 gets 100 % of the traffic instead of 10 %: weight 100, and v1 weight 0.',
      'It passes over 25 %, 50 %.',
      'Only the weights of VirtualService shop/reviews, route http/0 change.',
    ]);
  });

  it('takes all traffic back and skips nothing', () => {
    const rollBack = allowed(plansOf([ninetyTen])['roll-back']);
    expect(rollBack.verb).toBe('roll-back');
    expect(rollBack.nextWeight).toBe(0);
    expect(rollBack.skips).toEqual({ pauses: 0, analyses: 0 });
    expect(rollBack.consequences).toEqual([
      'v2 gets 0 % of the traffic instead of 10 %: weight 0, and v1 weight 100.',
      'Only the weights of VirtualService shop/reviews, route http/0 change.',
    ]);
    expect(rollBack.undo).toEqual({
      possible: true,
      how: 'Shift back to 10 %, as long as the pods of v2 run.',
    });
  });

  it('switches blue-green back', () => {
    const plans = plansOf([virtualService(split(to('v1', 0), to('v2', 100)))]);
    const { operations } = allowed(plans['roll-back']).patches[0];
    expect(operations.filter(({ op }) => op === 'add')).toEqual([
      { op: 'add', path: '/spec/http/0/route/0/weight', value: 100 },
      { op: 'add', path: '/spec/http/0/route/1/weight', value: 0 },
    ]);
  });

  it('has nothing to roll back before the canary got anything', () => {
    const plans = plansOf([virtualService(split(to('v1', 100), to('v2', 0)))]);
    expect(plans['roll-back']).toEqual({
      allowed: false,
      verb: 'roll-back',
      reason: 'v1 has all of it already, v2 nothing.',
    });
  });

  it('can roll back from a canary that is broken, though not return to it', () => {
    const rollBack = allowed(
      plansOf([ninetyTen], { v1: 1, v2: 0 })['roll-back'],
    );
    expect(rollBack.undo).toEqual({
      possible: false,
      how: 'v2 has no ready pod: nothing can be shifted back to it until it has one.',
    });
  });
});

describe('planShift', () => {
  it('takes any weight', () => {
    const plan = allowed(planShift(reviews([ninetyTen]), 33));
    expect(plan.verb).toBe('shift');
    expect(plan.nextWeight).toBe(33);
    expect(plan.consequences).toEqual([
      'v2 gets 33 % of the traffic instead of 10 %: weight 33, and v1 weight 67.',
      'It passes over 25 %.',
      'Then it waits again for a decision; the next weight is 50 %.',
      'Only the weights of VirtualService shop/reviews, route http/0 change.',
    ]);
    expect(applyJsonPatch(ninetyTen, plan.patches[0].operations)!.spec).toEqual(
      split(to('v1', 67), to('v2', 33)),
    );
  });

  it('takes a smaller weight', () => {
    const plan = allowed(planShift(reviews([ninetyTen]), 5));
    expect(plan.skips.pauses).toBe(0);
    expect(plan.undo.how).toBe(
      'Shift back to 10 %, as long as the pods of v2 run.',
    );
  });

  it.each([-1, 101, NaN, Infinity])('refuses %d', weight => {
    expect(planShift(reviews([ninetyTen]), weight)).toEqual({
      allowed: false,
      verb: 'shift',
      reason: 'A weight is a number from 0 to 100.',
    });
  });

  it('has nothing to do when the weight is there', () => {
    expect(refusal(planShift(reviews([ninetyTen]), 10))).toBe(
      'v2 has 10 % already.',
    );
  });

  it('refuses where nothing is shared out', () => {
    const only = virtualService(split(to('v3')));
    expect(planShift(reviews([only]), 50)).toEqual({
      allowed: false,
      verb: 'shift',
      reason:
        'No route shares out the traffic of this service between two versions: there is no weight to shift.',
    });
  });

  it('tests the name of the route, and names it', () => {
    const named = virtualService({
      http: [{ name: 'primary', route: [to('v1', 90), to('v2', 10)] }],
    });
    const plan = allowed(planShift(reviews([named]), 50));
    expect(plan.patches[0].operations[1]).toEqual({
      op: 'test',
      path: '/spec/http/0/name',
      value: 'primary',
    });
    expect(plan.consequences.at(-1)).toBe(
      'Only the weights of VirtualService shop/reviews, route primary change.',
    );
  });

  it('writes a weight that was left out', () => {
    const start = virtualService(split(to('v1', 100), to('v2')));
    const plan = allowed(planShift(reviews([start]), 5));
    expect(plan.seen.weights[1]).toEqual({
      destination: 'reviews:v2',
      weight: 0,
    });
    expect(
      plan.patches[0].operations.filter(({ path }) => path.endsWith('weight')),
    ).toEqual([
      { op: 'test', path: '/spec/http/0/route/0/weight', value: 100 },
      { op: 'test', path: '/spec/http/0/route/1/weight', value: null },
      { op: 'add', path: '/spec/http/0/route/0/weight', value: 95 },
      { op: 'add', path: '/spec/http/0/route/1/weight', value: 5 },
    ]);
    expect(applyJsonPatch(start, plan.patches[0].operations)!.spec).toEqual(
      split(to('v1', 95), to('v2', 5)),
    );
  });

  it('moves weight between stable and canary only and keeps the sum, with three versions', () => {
    const three = virtualService(
      split(to('v1', 34), to('v2', 33), to('v3', 33)),
    );
    const plan = allowed(planShift(reviews([three]), 50));
    expect(plan.nextWeight).toBeCloseTo(50.7, 1);
    expect(plan.consequences).toEqual([
      'v3 gets 50.7 % of what it shares with v1 instead of 49.3 %: weight 34, and v1 weight 33.',
      'v2 keeps its weight 33.',
      'Then it waits again for a decision; the next weight is 100 %.',
      expect.anything(),
    ]);
    expect(applyJsonPatch(three, plan.patches[0].operations)!.spec).toEqual(
      split(to('v1', 33), to('v2', 33), to('v3', 34)),
    );
  });

  it('does not name a third version that gets nothing', () => {
    const three = virtualService(
      split(to('v1', 90), to('v2', 0), to('v3', 10)),
    );
    expect(allowed(planShift(reviews([three]), 100)).consequences).toEqual([
      'v3 gets 100 % of the traffic instead of 10 %: weight 100, and v1 weight 0.',
      'It passes over 25 %, 50 %.',
      'Only the weights of VirtualService shop/reviews, route http/0 change.',
    ]);
  });

  it('says that weights are shares when they do not add up to 100', () => {
    const tenths = virtualService(split(to('v1', 9), to('v2', 1)));
    const plan = allowed(planShift(reviews([tenths]), 50));
    expect(plan.consequences.slice(0, 2)).toEqual([
      'v2 gets 50 % of the traffic instead of 10 %: weight 5, and v1 weight 5.',
      'The weights add up to 10, not to 100: Istio takes them as shares, and the sum stays.',
    ]);
  });

  it('refuses a part that whole weights cannot express', () => {
    const tenths = reviews([virtualService(split(to('v1', 9), to('v2', 1)))]);
    expect(refusal(planShift(tenths, 25))).toBe(
      'v1 and v2 have the weight 10 together, of which 25 % is no whole number. Write weights that add up to 100 first.',
    );
    // Off by one percent at most, whichever way.
    expect(planShift(tenths, 29).allowed).toBe(true);
    expect(planShift(tenths, 31).allowed).toBe(true);
    expect(planShift(tenths, 28).allowed).toBe(false);
    expect(planShift(tenths, 32).allowed).toBe(false);
  });

  it('says that only new connections follow', () => {
    // istio samples/tcp-echo/tcp-echo-20-v2.yaml
    const echo = virtualService({
      hosts: ['*'],
      gateways: ['tcp-echo-gateway'],
      tcp: [
        {
          match: [{ port: 31400 }],
          route: [to('v1', 80), to('v2', 20)],
        },
      ],
    });
    const plan = allowed(planShift(reviews([echo]), 50));
    expect(plan.seen.route).toBe('tcp/0');
    expect(plan.consequences).toContain(
      'Open connections stay where they are: only new ones follow.',
    );
    expect(
      applyJsonPatch(echo, plan.patches[0].operations)!.spec,
    ).toMatchObject({
      tcp: [{ route: [to('v1', 50), to('v2', 50)] }],
    });
  });

  it('tells hosts apart when each version has its own Service', () => {
    const hosts = virtualService(
      split(to('reviews-v1', 90), to('reviews-v2', 10)),
    );
    const objects = reviews([hosts]);
    const plan = allowed(planShift(objects, 50));
    expect(plan.consequences[0]).toBe(
      'reviews-v2 gets 50 % of the traffic instead of 10 %: weight 50, and reviews-v1 weight 50.',
    );
    expect(
      plan.patches[0].operations.filter(({ path }) =>
        path.includes('destination'),
      ),
    ).toEqual([
      {
        op: 'test',
        path: '/spec/http/0/route/0/destination/host',
        value: 'reviews-v1',
      },
      {
        op: 'test',
        path: '/spec/http/0/route/0/destination/subset',
        value: null,
      },
      {
        op: 'test',
        path: '/spec/http/0/route/1/destination/host',
        value: 'reviews-v2',
      },
      {
        op: 'test',
        path: '/spec/http/0/route/1/destination/subset',
        value: null,
      },
    ]);
  });
});

describe('refusals', () => {
  it.each([
    [
      'a canary without ready pods',
      reviews([ninetyTen], { v1: 1, v2: 0 }),
      50,
      'v2 has no ready pod: its requests would fail.',
    ],
    [
      'a canary that is not there',
      reviews([ninetyTen], { v1: 1 }),
      50,
      'v2 has no ready pod: its requests would fail.',
    ],
    [
      'a roll-back to a stable version without ready pods',
      reviews([ninetyTen], { v1: 0, v2: 1 }),
      0,
      'v1 has no ready pod: its requests would fail.',
    ],
    [
      'a subset that no DestinationRule has',
      reviews([virtualService(split(to('v1', 90), to('v9', 10)))]),
      50,
      'No DestinationRule for reviews has the subset v9: its requests would fail.',
    ],
    [
      'a VirtualService that goes',
      reviews([
        virtualService(split(to('v1', 90), to('v2', 10)), {
          deletionTimestamp: '2026-11-21T11:59:59Z',
        }),
      ]),
      50,
      'VirtualService reviews is being deleted.',
    ],
    [
      'a VirtualService without a generation to guard the patch by',
      reviews([
        virtualService(split(to('v1', 90), to('v2', 10)), {
          generation: undefined,
        }),
      ]),
      50,
      'VirtualService reviews has no generation yet: a change in between would go unseen.',
    ],
    [
      'weights below zero',
      reviews([virtualService(split(to('v1', 110), to('v2', -10)))]),
      50,
      'reviews:v2 has the weight -10, which Istio refuses. Correct it first.',
    ],
    [
      'no weights at all',
      reviews([virtualService(split(to('v1'), to('v2')))]),
      50,
      'Neither v1 nor v2 has a weight in VirtualService shop/reviews, route http/0: there is nothing to shift between them.',
    ],
    [
      'an annotation that names no destination',
      reviews([
        virtualService(split(to('v1', 90), to('v2', 10)), {
          annotations: { 'meshway.dev/canary': 'v3' },
        }),
      ]),
      50,
      'Annotation meshway.dev/canary says "v3", which is none of the destinations reviews:v1, reviews:v2. Correct it first.',
    ],
    [
      'two VirtualServices that share out alike',
      reviews([
        ninetyTen,
        virtualService(split(to('v1', 90), to('v2', 10)), { name: 'outside' }),
      ]),
      50,
      'VirtualService shop/reviews, route http/0 and VirtualService shop/outside, route http/0 share out the traffic of this service alike: which one to move cannot be told. Share it out in one route, or put the annotation meshway.dev/canary on the VirtualService whose weights are moved.',
    ],
  ])('refuses %s', (_, objects, weight, reason) => {
    expect(refusal(planShift(objects, weight))).toBe(reason);
  });
});

describe('warnings', () => {
  it('warns of a canary that is small for what it would get', () => {
    const warningsAt = (weight: number, pods: Record<string, number>) =>
      allowed(planShift(reviews([ninetyTen], pods), weight)).warnings;
    expect(warningsAt(50, { v1: 2, v2: 1 })).toEqual([]);
    expect(warningsAt(51, { v1: 2, v2: 1 })).toEqual([
      'v2 would get 51 % with 1 ready pod; v1 has 2.',
    ]);
    expect(warningsAt(90, { v1: 9, v2: 2 })).toEqual([
      'v2 would get 90 % with 2 ready pods; v1 has 9.',
    ]);
    expect(warningsAt(0, { v1: 1, v2: 9 })).toEqual([
      'v1 would get 100 % with 1 ready pod; v2 has 9.',
    ]);
  });

  it('warns of a GitOps tool that takes the weights back', () => {
    const owned = virtualService(split(to('v1', 90), to('v2', 10)), {
      annotations: {
        'argocd.argoproj.io/tracking-id':
          'bookinfo:networking.istio.io/VirtualService:shop/reviews',
      },
    });
    expect(allowed(planShift(reviews([owned]), 50)).warnings).toEqual([
      expect.stringMatching(
        /^Argo CD .*bookinfo.* spec\.http\[0\]\.route\[\]\.weight/,
      ),
    ]);
    expect(
      buildWeightedRoutesDelivery(reviews([owned]), [], now)!.gitOps,
    ).toEqual({ tool: 'Argo CD', name: 'bookinfo' });
  });

  it('does not warn of a route between other versions', () => {
    const chosen = virtualService(split(to('v1', 90), to('v2', 10)), {
      annotations: { 'meshway.dev/canary': 'v2' },
    });
    const other = virtualService(split(to('v3', 50), to('v1', 50)), {
      name: 'outside',
    });
    expect(allowed(planShift(reviews([other, chosen]), 50)).warnings).toEqual(
      [],
    );
  });

  it('warns of another route between the same versions', () => {
    const chosen = virtualService(split(to('v1', 90), to('v2', 10)), {
      annotations: { 'meshway.dev/canary': 'v2' },
    });
    const other = virtualService(split(to('v2', 50), to('v1', 50)), {
      name: 'outside',
    });
    expect(allowed(planShift(reviews([other, chosen]), 50))).toMatchObject({
      seen: { virtualService: 'shop/reviews' },
      warnings: [
        'VirtualService shop/outside, route http/0 shares out the same versions and stays as it is.',
      ],
    });
  });
});

import { applyJsonPatch } from '../../__fixtures__/jsonPatch';
import { parseObject } from '../../kubernetes';
import {
  reviews,
  split,
  to,
  virtualService,
  type RawVirtualService,
} from './__fixtures__/reviews';
import { planShift } from './planShift';
import { sameRouteSeen } from './seenOfRoute';
import { settleShift, weightsAfter } from './settleShift';

const before = virtualService(split(to('v1', 90), to('v2', 10)));
const plan = planShift(reviews([before]), 25);
if (!plan.allowed) throw new Error(plan.reason);
const planned = weightsAfter(plan);

const settle = (raw: RawVirtualService | undefined) =>
  settleShift(plan.seen, planned, raw && parseObject('VirtualService', raw));

describe('weightsAfter', () => {
  it('tells the weights of all destinations once the plan is carried out', () => {
    expect(planned).toEqual([
      { destination: 'reviews:v1', weight: 75 },
      { destination: 'reviews:v2', weight: 25 },
    ]);
  });

  it('leaves the weight of a third version as it is', () => {
    const three = planShift(
      reviews([
        virtualService(split(to('v1', 60), to('v2', 20), to('v3', 20))),
      ]),
      50,
    );
    if (!three.allowed) throw new Error(three.reason);
    expect(weightsAfter(three)).toEqual([
      { destination: 'reviews:v1', weight: 40 },
      { destination: 'reviews:v2', weight: 20 },
      { destination: 'reviews:v3', weight: 40 },
    ]);
  });
});

describe('settleShift', () => {
  it('is confirmed when the VirtualService has the new weights', () => {
    const after = applyJsonPatch(before, plan.patches[0].operations);
    expect(settle(after)).toEqual({
      state: 'confirmed',
      outcome:
        'VirtualService shop/reviews now says reviews:v1 75, reviews:v2 25.',
    });
  });

  it('is open while it has the old ones', () => {
    expect(settle(before)).toEqual({ state: 'open' });
  });

  it.each([
    [
      'other weights',
      split(to('v1', 50), to('v2', 50)),
      'reviews:v1 50, reviews:v2 50',
    ],
    [
      'another destination',
      split(to('v1', 75), to('v3', 25)),
      'reviews:v1 75, reviews:v3 25',
    ],
    [
      'another order',
      split(to('v2', 25), to('v1', 75)),
      'reviews:v2 25, reviews:v1 75',
    ],
    ['fewer destinations', split(to('v1', 75)), 'reviews:v1 75'],
    [
      'more destinations',
      split(to('v1', 75), to('v2', 25), to('v3')),
      'reviews:v1 75, reviews:v2 25, reviews:v3 0',
    ],
    [
      'a destination without host',
      { http: [{ route: [to('v1', 75), { weight: 25 }] }] },
      'reviews:v1 75,  25',
    ],
  ])('has failed when the route has %s', (_, spec, words) => {
    expect(settle(virtualService(spec))).toEqual({
      state: 'failed',
      outcome: `Somebody changed route http/0 of VirtualService shop/reviews meanwhile: it says ${words}.`,
    });
  });

  it('does not list more destinations than fit', () => {
    const many = [...Array(12).keys()].map(i => to(`s${i}`, i));
    expect(settle(virtualService(split(...many)))).toEqual({
      state: 'failed',
      outcome: expect.stringMatching(/ reviews:s8 8, reviews:s9 9\.$/),
    });
  });

  it('has failed when the VirtualService is gone', () => {
    expect(settle(undefined)).toEqual({
      state: 'failed',
      outcome: 'VirtualService shop/reviews is gone.',
    });
  });

  it('has failed when the VirtualService cannot be read', () => {
    expect(settle(virtualService({ http: 1 }))).toEqual({
      state: 'failed',
      outcome: expect.stringMatching(
        /^VirtualService shop\/reviews cannot be read: spec\.http: /,
      ),
    });
  });

  it('has failed when the route is gone', () => {
    const gone = {
      state: 'failed',
      outcome: 'VirtualService shop/reviews has no route http/0 any more.',
    };
    expect(settle(virtualService({ http: [] }))).toEqual(gone);
    expect(settle(virtualService({ tcp: split(to('v1', 75)).http }))).toEqual(
      gone,
    );
  });

  it.each(['tls', 'tcp'])('looks into the routes of %s', protocol => {
    const seen = { ...plan.seen, route: `${protocol}/1` };
    const routes = [
      { route: [to('v3')] },
      { route: [to('v1', 75), to('v2', 25)] },
    ];
    expect(
      settleShift(
        seen,
        planned,
        parseObject('VirtualService', virtualService({ [protocol]: routes })),
      ).state,
    ).toBe('confirmed');
  });

  it.each(['constructor/name', 'http/length', 'http/-1', 'http', ''])(
    'finds no route %j',
    route => {
      expect(
        settleShift(
          { ...plan.seen, route },
          planned,
          parseObject('VirtualService', before),
        ),
      ).toMatchObject({ state: 'failed' });
    },
  );
});

describe('sameRouteSeen', () => {
  it('wants the same route with the same weights', () => {
    const { seen } = plan;
    expect(sameRouteSeen(seen, structuredClone(seen))).toBe(true);
    expect(sameRouteSeen(seen, { ...seen, route: 'http/1' })).toBe(false);
    expect(sameRouteSeen(seen, { ...seen, virtualService: 'shop/x' })).toBe(
      false,
    );
    expect(sameRouteSeen(seen, { ...seen, weights: planned })).toBe(false);
  });
});

import fc from 'fast-check';
import { applyJsonPatch } from '../../__fixtures__/jsonPatch';
import { parseObject } from '../../kubernetes';
import type { Plan, RouteSeen } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import {
  reviews,
  virtualService,
  type RawVirtualService,
} from './__fixtures__/reviews';
import { buildWeightedRoutesDelivery } from './buildWeightedRoutesDelivery';
import { planShift } from './planShift';
import { settleShift, weightsAfter } from './settleShift';

const now = new Date('2026-11-21T12:00:00Z');

const destination = fc.record(
  {
    host: fc.constantFrom(
      'reviews',
      'reviews.shop.svc.cluster.local',
      'reviews-v1',
      'reviews-v2',
      'ratings',
      '',
    ),
    subset: fc.constantFrom('v1', 'v2', 'v3', 'v9', '__proto__'),
  },
  { requiredKeys: ['host'] },
);

const weight = fc.oneof(
  { weight: 5, arbitrary: fc.nat(100) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, 2 ** 31, 1e308) },
);

const condition = fc.record(
  {
    uri: fc.record(
      { prefix: fc.constantFrom('/', '/api') },
      { requiredKeys: [] },
    ),
    headers: fc.dictionary(fc.string(), fc.record({ exact: fc.string() })),
    port: fc.nat(),
  },
  { requiredKeys: [] },
);

const route = fc.record(
  {
    name: fc.constantFrom('primary', ''),
    match: fc.array(condition, { maxLength: 2 }),
    route: fc.array(
      fc.record({ destination, weight }, { requiredKeys: ['destination'] }),
      { maxLength: 4 },
    ),
  },
  { requiredKeys: ['route'] },
);

const routes = fc.array(route, { maxLength: 3 });

const anyVirtualService = fc
  .record({
    spec: fc.record({ http: routes, tls: routes, tcp: routes }),
    canary: fc.constantFrom('v1', 'v2', 'reviews', 'reviews-v2', '', undefined),
    steps: fc.oneof(
      fc.string(),
      fc.array(fc.integer(), { maxLength: 5 }).map(steps => steps.join(',')),
    ),
    name: fc.constantFrom('reviews', 'other'),
  })
  .map(({ spec, canary, steps, name }) =>
    virtualService(spec, {
      name,
      annotations: {
        'meshway.dev/weight-steps': steps,
        ...(canary === undefined ? {} : { 'meshway.dev/canary': canary }),
      },
    }),
  );

function objectsOf(raws: RawVirtualService[], ready: number[]): ServiceObjects {
  const pods = Object.fromEntries(ready.map((n, i) => [`v${i + 1}`, n]));
  return reviews(raws, pods);
}

const ready = fc.array(fc.nat(3), { maxLength: 3 });

/** A route that can be shifted, between whatever has pods, with whatever stands before and after it. */
const shiftable = fc.record({
  // These never take what the route would.
  before: fc.array(
    route.map(r => ({ ...r, match: [{ port: 7 }], route: [] })),
    { maxLength: 2 },
  ),
  after: routes,
  stable: fc.nat(1000),
  canary: fc.nat(1000),
  other: fc.option(fc.nat(1000), { nil: undefined }),
  to: fc.oneof(fc.nat(100), fc.double({ min: 0, max: 100, noNaN: true })),
  protocol: fc.constantFrom('http' as const, 'tls' as const, 'tcp' as const),
});

type Shiftable = typeof shiftable extends fc.Arbitrary<infer T> ? T : never;

function rawOf({ before, after, stable, canary, other, protocol }: Shiftable) {
  const to = (subset: string, w: number) => ({
    destination: { host: 'reviews', subset, port: { number: 9080 } },
    // Weights of 0 are left out, as people do.
    ...(w > 0 ? { weight: w } : {}),
  });
  const shared = {
    route: [
      to('v1', stable),
      ...(other === undefined ? [] : [to('v2', other)]),
      to('v3', canary),
    ],
  };
  return virtualService({ [protocol]: [...before, shared, ...after] });
}

function sumOf({ spec }: RawVirtualService, { protocol, before }: Shiftable) {
  const shared = (spec as Record<string, { route: { weight?: number }[] }[]>)[
    protocol
  ][before.length];
  return shared.route.reduce((sum, d) => sum + (d.weight ?? 0), 0);
}

describe('whatever stands in VirtualServices and annotations', () => {
  it('gives a delivery whose numbers make sense, or none, and never throws', () => {
    fc.assert(
      fc.property(
        fc.array(anyVirtualService, { maxLength: 2 }),
        ready,
        fc.double(),
        (raws, pods, to) => {
          const objects = objectsOf(raws, pods);
          planShift(objects, to);
          const delivery = buildWeightedRoutesDelivery(objects, [], now);
          if (!delivery) return;
          const { destinations, ladder, weights, plans } = delivery;
          const roles = destinations.map(({ role }) => role);
          expect(roles.filter(role => role === 'stable')).toHaveLength(1);
          expect(roles.filter(role => role === 'canary')).toHaveLength(1);
          const sum = destinations.reduce((total, d) => total + d.weight, 0);
          expect(sum === 0 ? 100 : sum).toBeCloseTo(100, 6);
          for (const percent of [weights.desired, weights.written ?? 0]) {
            expect(percent).toBeGreaterThanOrEqual(0);
            expect(percent).toBeLessThanOrEqual(100);
          }
          expect(ladder.at(-1)).toBe(100);
          expect([...ladder].sort((a, b) => a - b)).toEqual(ladder);
          expect(new Set(ladder).size).toBe(ladder.length);
          const reasons = Object.values<Plan<RouteSeen>>(plans).flatMap(plan =>
            plan.allowed ? [] : plan.reason,
          );
          reasons.forEach(reason => expect(reason).toMatch(/\.$/));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('whatever is shifted', () => {
  it('keeps the sum, touches two weights of one route and settles', () => {
    fc.assert(
      fc.property(shiftable, input => {
        const raw = rawOf(input);
        const plan = planShift(objectsOf([raw], [1, 1, 1]), input.to);
        if (!plan.allowed) return;
        expect(Math.abs(plan.nextWeight! - input.to)).toBeLessThanOrEqual(1);
        const [{ operations }] = plan.patches;
        const after = applyJsonPatch(raw, operations)!;
        expect(sumOf(after, input)).toBe(sumOf(raw, input));
        // Put back, nothing else is different.
        const adds = operations.filter(({ op }) => op === 'add');
        expect(adds).toHaveLength(2);
        const back = applyJsonPatch(
          after,
          adds.map(({ path }) => {
            const index = Number(path.split('/')[5]);
            return {
              op: 'add' as const,
              path,
              value: plan.seen.weights[index].weight,
            };
          }),
        );
        expect(plain(back)).toEqual(plain(raw));
        const parsed = parseObject('VirtualService', after);
        expect(settleShift(plan.seen, weightsAfter(plan), parsed).state).toBe(
          'confirmed',
        );
      }),
      { numRuns: 60 },
    );
  });

  it('does nothing to a VirtualService that was changed meanwhile', () => {
    fc.assert(
      fc.property(
        shiftable,
        fc.constantFrom('generation', 'weight', 'subset', 'host', 'moved'),
        (input, change) => {
          const raw = rawOf(input);
          const plan = planShift(objectsOf([raw], [1, 1, 1]), input.to);
          if (!plan.allowed) return;
          const changed = structuredClone(raw) as any;
          const list = changed.spec[input.protocol];
          const [first] = list[input.before.length].route;
          if (change === 'generation') changed.metadata.generation += 1;
          if (change === 'weight') first.weight = (first.weight ?? 0) + 1;
          if (change === 'subset') first.destination.subset = 'v2';
          if (change === 'host') first.destination.host = 'ratings';
          if (change === 'moved') list.unshift({ route: [] });
          // The API server raises the generation as well; the other tests have to stand without it.
          const operations = plan.patches[0].operations.filter(
            ({ path }) =>
              change === 'generation' || path !== '/metadata/generation',
          );
          expect(applyJsonPatch(changed, operations)).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Without weights of 0, which say the same as none. */
function plain(raw: RawVirtualService | undefined): unknown {
  return JSON.parse(
    JSON.stringify(raw, (key, value) =>
      key === 'weight' && value === 0 ? undefined : value,
    ),
  );
}

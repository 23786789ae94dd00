import fc from 'fast-check';
import { recorded } from '../../__fixtures__/recorded';
import { parseObject, type Rollout } from '../../kubernetes';
import { revisionsOf } from '../../service/revisions';
import { headlineOf } from '../../service/headline';
import { buildArgoDelivery } from './buildArgoDelivery';

const STATES = [
  'abort-not-heard',
  'background-analysis-inconclusive',
  'bluegreen-post-promotion-analysis-running',
  'bluegreen-preview-paused',
  'experiment-failed',
  'experiment-running',
  'invalid-mid-canary',
  'managed-routes-present',
  'paused-weight-lag-stable-unavailable',
  'ping-pong-second-update',
  'several-virtual-services',
  'tls-routes',
  'workload-ref-paused',
].map(name => ({ name, ...recorded(name) }));

type Path = (string | number)[];

/** Every place of an object, the innermost last. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([key, part]) =>
      pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

/** The Rollout with what stands at a place taken out, or with another value of the same type there. */
function changed(rollout: Rollout, path: Path, odd: Odd): Rollout {
  const copy: Record<string | number, any> = structuredClone(rollout);
  let parent = copy;
  for (const key of path.slice(0, -1)) {
    parent = parent?.[key];
    if (typeof parent !== 'object' || parent === null) return copy as Rollout;
  }
  const key = path[path.length - 1];
  switch (typeof parent[key]) {
    case 'string':
      parent[key] = odd.text;
      break;
    case 'number':
      parent[key] = odd.number;
      break;
    case 'boolean':
      parent[key] = !parent[key];
      break;
    default:
      break;
  }
  if (odd.takeOut) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  }
  return copy as Rollout;
}

interface Odd {
  text: string | undefined;
  number: number | undefined;
  takeOut: boolean;
}

const odd: fc.Arbitrary<Odd> = fc.record({
  text: fc.oneof(
    fc.constantFrom('', '__proto__', 'constructor', 'x'.repeat(990), '0', '.'),
    fc.constantFrom('2026-11-20T19:42:25Z', 'Paused', 'Healthy', 'Running'),
    fc.string(),
  ),
  number: fc.oneof(fc.integer(), fc.constantFrom(-1, 0, 1, 101), fc.double()),
  takeOut: fc.boolean(),
});

describe('a Rollout that is half written, or written by someone else', () => {
  it('always gives a delivery with words in it, and nothing that is no word', () => {
    const changes = fc.array(fc.tuple(fc.nat(), odd), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.constantFrom(...STATES), changes, (state, parts) => {
        const { spec, status } = state.rollout;
        const places = pathsOf({ spec, status });
        const raw = parts.reduce(
          (rollout, [n, value]) =>
            changed(rollout, places[n % places.length], value),
          state.rollout,
        );
        // What has no longer the right type is left out here, as on arrival from the cluster.
        const rollout = parseObject('Rollout', raw);
        const objects = { ...state.objects, rollouts: [rollout] };
        const revisions = revisionsOf(objects).map(known => known.revision);
        const delivery = buildArgoDelivery(
          rollout,
          objects,
          revisions,
          new Date('2026-11-21T03:32:00Z'),
        );
        const headline = headlineOf({
          delivery,
          revisions,
          freshness: {
            cluster: { state: 'live', heardAt: '2026-11-21T03:32:00Z' },
            metrics: { state: 'live', heardAt: '2026-11-21T03:32:00Z' },
          },
        });
        const sentences = [
          headline,
          ...delivery.holds.flatMap(({ sentence, mend = '' }) => [
            sentence,
            mend,
          ]),
          ...(delivery.strategy === 'canary'
            ? delivery.weights.drift
            : delivery.drift),
        ];
        expect(headline).not.toBe('');
        for (const text of sentences) {
          expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
        }
        const desired =
          delivery.strategy === 'canary' ? delivery.weights.desired : 0;
        expect(desired).toBeGreaterThanOrEqual(0);
        expect(desired).toBeLessThanOrEqual(100);
        expect(JSON.parse(JSON.stringify(delivery))).toBeDefined();
      }),
      { numRuns: 100 },
    );
  });
});

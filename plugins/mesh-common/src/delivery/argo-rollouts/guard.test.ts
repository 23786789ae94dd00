import fc from 'fast-check';
import { applyJsonPatch } from '../../__fixtures__/jsonPatch';
import { RECORDED_STATES, rawRollout } from '../../__fixtures__/recordedStates';
import { parseObject } from '../../kubernetes';
import { rolloutPlans } from './planDecision';

/** Recordings that differ only in what happened around the Rollout, such as pods that have gone meanwhile. */
const SAME_ROLLOUT = [
  ['aborted-fresh', 'aborted-settled'],
  ['abort-on-healthy', 'healthy-initial'],
  ['healthy-after-canary', 'healthy-after-scaledown'],
  [
    'progressing-canary-not-ready',
    'progressing-stuck-canary-unavailable-past-deadline',
  ],
];

const RAW = new Map(RECORDED_STATES.map(state => [state, rawRollout(state)]));

const NOW = new Date('2026-11-21T05:00:00Z');

/** Made anew by each test: what runs while tests are collected belongs to none of them. */
function allPlans() {
  return [...RAW].flatMap(([state, raw]) => {
    const plans = rolloutPlans(parseObject('Rollout', raw), {}, NOW);
    return Object.values(plans).flatMap(plan =>
      plan.allowed ? [{ state, plan }] : [],
    );
  });
}

function isSame(a: string, b: string): boolean {
  return (
    a === b || SAME_ROLLOUT.some(same => same.includes(a) && same.includes(b))
  );
}

/** Sends one request after the other, as long as each is accepted; the API server counts changes of the spec. */
function send(
  raw: Record<string, any>,
  patches: ReturnType<typeof allPlans>[number]['plan']['patches'],
): Record<string, any> | undefined {
  return patches.reduce<Record<string, any> | undefined>((object, patch) => {
    const patched = object && applyJsonPatch(object, patch.operations);
    if (!patched || patch.subresource) return patched;
    patched.metadata.generation += 1;
    return patched;
  }, raw);
}

it('finds decisions for every verb', () => {
  expect(new Set(allPlans().map(({ plan }) => plan.verb)).size).toBe(7);
});

it('plans requests that the API server accepts in the state that was seen', () => {
  const refused = allPlans().filter(
    ({ state, plan }) => !send(RAW.get(state)!, plan.patches),
  );
  expect(refused).toEqual([]);
});

it('plans requests that fail in every other state, so that nothing happens when the world has moved on', () => {
  const accepted = allPlans().flatMap(({ state, plan }) =>
    RECORDED_STATES.filter(
      other =>
        !isSame(state, other) &&
        applyJsonPatch(RAW.get(other)!, plan.patches[0].operations),
    ).map(other => `${plan.verb} of ${state} in ${other}`),
  );
  expect(accepted).toEqual([]);
});

it('plans requests that do not apply twice', () => {
  const twice = allPlans().filter(({ state, plan }) => {
    const once = send(RAW.get(state)!, plan.patches);
    return applyJsonPatch(once!, plan.patches[0].operations);
  });
  expect(twice).toEqual([]);
});

it('writes nothing but what the decision is about', () => {
  const WRITES: Record<string, string[]> = {
    promote: [
      '/status/pauseConditions',
      '/status/controllerPause',
      '/status/currentStepIndex',
    ],
    'promote-full': ['/spec/paused', '/status/promoteFull'],
    abort: ['/status/abort'],
    retry: ['/status/abort'],
    pause: ['/spec/paused'],
    resume: ['/spec/paused'],
    restart: ['/spec/restartAt'],
  };
  const stray = allPlans().flatMap(({ plan }) =>
    plan.patches.filter(({ target, subresource, operations }) => {
      const written = operations.filter(({ op }) => op !== 'test');
      const part = subresource ? '/status/' : '/spec/';
      return (
        target.kind !== 'Rollout' ||
        written.length === 0 ||
        written.some(
          ({ path }) =>
            !WRITES[plan.verb].includes(path) || !path.startsWith(part),
        )
      );
    }),
  );
  expect(stray).toEqual([]);
});

it('fails when any part of what was seen is another', () => {
  const state = 'paused-step1-weight20';
  const raw = RAW.get(state)!;
  const plans = allPlans().filter(of => of.state === state);
  const changes: [string[], fc.Arbitrary<unknown>][] = [
    [['status', 'currentPodHash'], fc.string()],
    [['status', 'stableRS'], fc.string()],
    [['status', 'currentStepIndex'], fc.nat(9)],
    [['status', 'abort'], fc.boolean()],
    [['status', 'promoteFull'], fc.boolean()],
    [['status', 'abortedAt'], fc.string()],
    [['status', 'controllerPause'], fc.constantFrom(undefined, false)],
    [['status', 'pauseConditions'], fc.constantFrom(undefined, [])],
    [['status', 'pauseConditions', '0', 'reason'], fc.string()],
    [['status', 'pauseConditions', '0', 'startTime'], fc.string()],
    [['status', 'canary', 'weights', 'canary', 'weight'], fc.nat(100)],
    [['metadata', 'generation'], fc.nat(9)],
    [['metadata', 'uid'], fc.string()],
  ];
  const change = fc.oneof(
    ...changes.map(([path, values]) => values.map(value => ({ path, value }))),
  );
  fc.assert(
    fc.property(change, ({ path, value }) => {
      const other = structuredClone(raw);
      const last = path.at(-1)!;
      const container = path.slice(0, -1).reduce((at, key) => at[key], other);
      fc.pre(container[last] !== value);
      if (value === undefined) delete container[last];
      else container[last] = value;
      return plans.every(
        ({ plan }) => !applyJsonPatch(other, plan.patches[0].operations),
      );
    }),
  );
  expect(plans).toHaveLength(5);
});

it('plans for what the API server may leave out: no step, no weight, no generation', () => {
  const raw = structuredClone(RAW.get('bluegreen-preview-paused')!);
  delete raw.metadata.generation;
  delete raw.status.blueGreen;
  const rollout = parseObject('Rollout', raw);
  const accepted = Object.values(rolloutPlans(rollout, {}, new Date(0))).filter(
    plan => plan.allowed && send(raw, plan.patches),
  );
  expect(accepted.map(({ verb }) => verb)).toEqual([
    'promote',
    'promote-full',
    'abort',
    'pause',
    'restart',
  ]);
});

import fc from 'fast-check';
import { applyJsonPatch } from '../../__fixtures__/jsonPatch';
import {
  rawRollout,
  recordedForPlans,
} from '../../__fixtures__/recordedStates';
import { parseObject } from '../../kubernetes';
import type { DecisionVerb } from '../../model';
import { rolloutPlans } from './planDecision';
import { planRollBack } from './planRollBack';
import { rollBackTargets } from './rollBackTargets';
import { seenOf } from './seen';
import { settleRollout } from './settleRollout';

const VERBS: Exclude<DecisionVerb, 'shift'>[] = [
  'promote',
  'promote-full',
  'abort',
  'retry',
  'pause',
  'resume',
  'restart',
  'roll-back',
];

/** Parsed once. */
const STATES = [
  'paused-step1-weight20',
  'analysis-inconclusive-paused',
  'background-analysis-inconclusive',
  'analysis-failed-aborted',
  'managed-routes-present',
  'manually-paused-at-pause-step',
  'bluegreen-preview-one-pod',
  'bluegreen-auto-promotion-countdown',
  'workload-ref-paused',
].map(state => ({ raw: rawRollout(state), ...recordedForPlans(state) }));

/** Every path of an object, so that any of them can be broken. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, part]) =>
      pathsOf(part, [...path, key]),
    ),
  ];
}

/** A recorded Rollout with up to three parts missing or replaced by anything. */
const halfWritten = fc.constantFrom(...STATES).chain(({ raw, objects }) => {
  const paths = pathsOf({ spec: raw.spec, status: raw.status }).slice(1);
  return fc
    .array(
      fc.tuple(
        fc.constantFrom(...paths),
        fc.oneof(fc.constant(undefined), fc.jsonValue(), fc.integer()),
      ),
      { maxLength: 3 },
    )
    .map(changes => {
      const broken = structuredClone(raw);
      for (const [path, value] of changes) {
        const container = path
          .slice(0, -1)
          .reduce<any>((at, key) => at?.[key], broken);
        if (typeof container === 'object' && container !== null) {
          if (value === undefined) delete container[path.at(-1)!];
          else container[path.at(-1)!] = value;
        }
      }
      return { raw: broken, objects };
    });
});

it('makes a plan or says why not, whatever a Rollout holds', () => {
  fc.assert(
    fc.property(halfWritten, fc.date(), ({ raw, objects }, now) => {
      fc.pre(!Number.isNaN(now.getTime()));
      const rollout = parseObject('Rollout', raw);
      for (const plan of Object.values(rolloutPlans(rollout, objects, now))) {
        const texts = plan.allowed
          ? [...plan.consequences, ...plan.warnings, plan.undo.how]
          : [plan.reason];
        expect(texts.join('').length).toBeGreaterThan(0);
        expect(texts.join('').length).toBeLessThan(10_000);
        // What was parsed is what stands there: the tests of the patch hold.
        const [patch] = plan.allowed ? plan.patches : [];
        const tests = (patch?.operations ?? []).filter(
          ({ op }) => op === 'test',
        );
        expect(applyJsonPatch(raw, tests)).toBeDefined();
      }
      for (const verb of VERBS) {
        settleRollout({
          verb,
          seen: seenOf(rollout) ?? {
            podHash: '',
            stepIndex: 0,
            weight: 0,
          },
          rollout,
          decidedAt: now.toISOString(),
        });
      }
    }),
    { numRuns: 50 },
  );
});

it('takes any pod template for what it is', () => {
  const { rollout, objects } = recordedForPlans('image-changed-mid-canary');
  const [replicaSet] = objects.replicaSets.filter(
    ({ metadata }) =>
      metadata.labels?.['rollouts-pod-template-hash'] === '64498bc78b',
  );
  expect(rollBackTargets(rollout, objects, new Date(0))).toHaveLength(2);
  fc.assert(
    fc.property(fc.jsonValue(), template => {
      const plan = planRollBack({
        rollout,
        objects,
        replicaSet,
        template,
        now: new Date(0),
      });
      return !plan.allowed && plan.reason.endsWith('.');
    }),
    { numRuns: 50 },
  );
});

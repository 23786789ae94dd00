import fc from 'fast-check';
import { recorded } from '../../__fixtures__/recorded';
import type { Rollout } from '../../kubernetes';
import type { JsonPatchOperation, Plan, RolloutSeen } from '../../model';
import { planPromote } from './planPromote';
import { seenOf } from './seen';

const NOW = new Date('2026-11-20T19:42:25Z');
const paused = recorded('paused-step1-weight20').rollout;

function allowed(plan: Plan<RolloutSeen>) {
  if (!plan.allowed) throw new Error(plan.reason);
  return plan;
}

function withStatus(
  rollout: Rollout,
  status: Partial<Rollout['status']>,
): Rollout {
  return { ...rollout, status: { ...rollout.status, ...status } };
}

/** Whether the API server would apply the patch to this object: all paths there, all values equal. */
function applies(operations: JsonPatchOperation[], rollout: Rollout): boolean {
  return operations.every(operation => {
    const value = operation.path
      .split('/')
      .slice(1)
      .reduce<any>((at, key) => at?.[key], rollout);
    return operation.op === 'test'
      ? value !== undefined &&
          JSON.stringify(value) === JSON.stringify(operation.value)
      : value !== undefined;
  });
}

describe('planPromote', () => {
  it('ends the pause that was seen, and nothing else', () => {
    const plan = allowed(planPromote(paused, undefined, NOW));
    expect(plan.seen).toEqual({
      podHash: '84bf898985',
      stepIndex: 1,
      pauseStartedAt: '2026-11-20T19:39:18Z',
      weight: 20,
    });
    expect(plan.nextWeight).toBe(50);
    expect(plan.consequences).toEqual([
      'Ends the pause at step 2 of 7.',
      'Next the canary gets 50 % of the traffic.',
      'After that the Rollout pauses for 20 s at step 4 of 7 and goes on by itself.',
      "Only the Rollout's status changes: its manifest in Git stays as it is.",
    ]);
    expect(plan.patches[0]).toEqual({
      target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
      subresource: 'status',
      operations: [
        { op: 'test', path: '/status/currentPodHash', value: '84bf898985' },
        { op: 'test', path: '/status/currentStepIndex', value: 1 },
        {
          op: 'test',
          path: '/status/pauseConditions/0/reason',
          value: 'CanaryPauseStep',
        },
        {
          op: 'test',
          path: '/status/pauseConditions/0/startTime',
          value: '2026-11-20T19:39:18Z',
        },
        {
          op: 'test',
          path: '/status/canary/weights/canary/weight',
          value: 20,
        },
        { op: 'test', path: '/metadata/generation', value: 2 },
        { op: 'remove', path: '/status/pauseConditions' },
      ],
    });
  });

  it('says what a timed pause would do by itself, and where the next decision is due', () => {
    const { rollout } = recorded('paused-duration-step3-weight50');
    expect(allowed(planPromote(rollout, undefined, NOW)).consequences).toEqual([
      'Ends the pause at step 4 of 7 now; by itself it would end at 19:42:39 UTC.',
      'Next the canary gets 80 % of the traffic.',
      'After that the Rollout waits again for a decision at step 6 of 7.',
      "Only the Rollout's status changes: its manifest in Git stays as it is.",
    ]);
  });

  it('says that the last pause leads to all traffic', () => {
    const { rollout } = recorded('paused-step5-weight80');
    const plan = allowed(planPromote(rollout, undefined, NOW));
    expect(plan.consequences.slice(0, 3)).toEqual([
      'Ends the pause at step 6 of 7.',
      expect.stringContaining('Next comes step 7 of 7'),
      'After that the canary gets all traffic and becomes stable.',
    ]);
    expect(plan.nextWeight).toBe(100);
  });

  it('says when nobody will be asked again', () => {
    const { rollout } = recorded('hostlevel-paused-background-analysis');
    expect(
      allowed(planPromote(rollout, undefined, NOW)).consequences,
    ).toContain(
      'After that the Rollout pauses for 1 h at step 4 of 4 and goes on by itself until the canary has all traffic.',
    );
  });

  it('warns when the weight of this step never took effect', () => {
    const { rollout, objects } = recorded(
      'paused-weight-lag-stable-unavailable',
    );
    expect(allowed(planPromote(rollout, objects, NOW)).consequences).toContain(
      'VirtualService exp/checkout, route primary gives the canary only 0 % so far, not the 20 % of this step.',
    );
  });

  it('keeps the weight when another pause follows at once', () => {
    const rollout: Rollout = {
      ...paused,
      spec: {
        ...paused.spec,
        strategy: {
          canary: { steps: [{ setWeight: 20 }, { pause: {} }, { pause: {} }] },
        },
      },
    };
    const plan = allowed(planPromote(rollout, undefined, NOW));
    expect(plan.consequences.slice(1, 3)).toEqual([
      'The canary keeps 20 % of the traffic.',
      'After that the Rollout waits again for a decision at step 3 of 3.',
    ]);
    expect(plan.nextWeight).toBeUndefined();
  });

  it.each<[string, Rollout, string]>([
    [
      'the controller has not seen the newest spec',
      { ...paused, metadata: { ...paused.metadata, generation: 3 } },
      'has not yet seen the newest change',
    ],
    [
      'someone else has just promoted',
      withStatus(paused, { pauseConditions: undefined }),
      'has just been ended',
    ],
    [
      'a full promote is under way',
      withStatus(paused, { promoteFull: true }),
      'A full promote is under way',
    ],
    [
      'the spec is invalid, though the pause still stands',
      withStatus(paused, { phase: 'Degraded', message: 'InvalidSpec: x' }),
      'degraded (InvalidSpec: x)',
    ],
    [
      'the status speaks of a pause where the steps have none',
      withStatus(paused, { currentStepIndex: 2 }),
      'does not fit its steps',
    ],
    [
      'the start of the pause is no time',
      withStatus(paused, {
        pauseConditions: [{ reason: 'CanaryPauseStep', startTime: 'noon' }],
      }),
      'does not fit its steps',
    ],
    [
      'the status could not be read',
      { ...paused, status: {}, unreadable: ['status.phase: expected string'] },
      'cannot be read: status.phase',
    ],
    [
      'an analysis is inconclusive besides the pause',
      withStatus(paused, {
        pauseConditions: [
          { reason: 'CanaryPauseStep', startTime: '2026-11-20T19:39:18Z' },
          {
            reason: 'InconclusiveAnalysisRun',
            startTime: '2026-11-20T19:39:19Z',
          },
        ],
      }),
      'inconclusive analysis',
    ],
  ])('refuses when %s', (_, rollout, reason) => {
    const plan = planPromote(rollout, undefined, NOW);
    expect(plan).toMatchObject({
      allowed: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('sends a patch that fails in every state but the one that was seen', () => {
    const plan = allowed(planPromote(paused, undefined, NOW));
    const { operations } = plan.patches[0];
    const near = <T>(value: T, others: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, others);
    fc.assert(
      fc.property(
        near('84bf898985', fc.string()),
        near(1, fc.nat(8)),
        near('2026-11-20T19:39:18Z', fc.string()),
        near(20, fc.nat(100)),
        near(2, fc.nat(9)),
        near('CanaryPauseStep', fc.string()),
        near(1, fc.constantFrom(0)),
        (podHash, index, startTime, weight, generation, reason, pauses) => {
          const other: Rollout = {
            ...withStatus(paused, {
              currentPodHash: podHash,
              currentStepIndex: index,
              pauseConditions: pauses ? [{ reason, startTime }] : undefined,
              canary: { weights: { canary: { weight }, stable: undefined } },
            }),
            metadata: { ...paused.metadata, generation },
          };
          const same =
            podHash === '84bf898985' &&
            index === 1 &&
            startTime === '2026-11-20T19:39:18Z' &&
            weight === 20 &&
            generation === 2 &&
            reason === 'CanaryPauseStep' &&
            pauses === 1;
          return applies(operations, other) === same;
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    'healthy-after-canary',
    'paused-step5-weight80',
    'aborted-settled',
    'manually-paused-at-pause-step',
    'analysis-running-step6',
    'promote-while-istiod-down',
  ])('sends a patch that fails in the recorded state %s', state => {
    const plan = allowed(planPromote(paused, undefined, NOW));
    expect(applies(plan.patches[0].operations, recorded(state).rollout)).toBe(
      false,
    );
  });

  it('plans with what seenOf tells the page', () => {
    const plan = allowed(planPromote(paused, undefined, NOW));
    expect(plan.seen).toEqual(seenOf(paused));
  });
});

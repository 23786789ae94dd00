import fc from 'fast-check';
import { recorded } from '../../__fixtures__/recorded';
import type { Rollout } from '../../kubernetes';
import { sameSeen, seenOf } from './seen';
import { settlePromote } from './settlePromote';

const paused = recorded('paused-step1-weight20').rollout;
const seen = seenOf(paused)!;

function withStatus(status: Partial<Rollout['status']>): Rollout {
  return { ...paused, status: { ...paused.status, ...status } };
}

describe('settlePromote', () => {
  it('is open while the very pause stands', () => {
    expect(settlePromote(seen, paused)).toEqual({
      state: 'open',
      pause: 'stands',
    });
  });

  it('is open when the pause is cleared and the controller has not reacted', () => {
    expect(
      settlePromote(seen, withStatus({ pauseConditions: undefined })),
    ).toEqual({ state: 'open', pause: 'cleared' });
  });

  it('is confirmed when the controller went one step on', () => {
    const moved = withStatus({
      currentStepIndex: 2,
      pauseConditions: undefined,
      controllerPause: false,
    });
    expect(settlePromote(seen, moved)).toEqual({
      state: 'confirmed',
      outcome: 'The controller went on to step 3 of 7.',
    });
  });

  it('is confirmed at the next pause already', () => {
    expect(
      settlePromote(seen, recorded('paused-step5-weight80').rollout),
    ).toEqual({
      state: 'confirmed',
      outcome: 'The controller went on to step 6 of 7.',
    });
  });

  it('is confirmed when all steps are done but pods are missing', () => {
    expect(
      settlePromote(
        { ...seen, stepIndex: 5 },
        recorded('promote-while-istiod-down').rollout,
      ),
    ).toEqual({
      state: 'confirmed',
      outcome:
        'The controller has done all 7 steps and hands all traffic to the canary.',
    });
  });

  it('is confirmed when the canary is stable', () => {
    expect(
      settlePromote(seen, recorded('healthy-after-canary').rollout),
    ).toEqual({
      state: 'confirmed',
      outcome: 'The controller went through all steps: the canary is stable.',
    });
  });

  it('is confirmed when the canary became stable and another revision came since', () => {
    const { rollout } = recorded('paused-duration-step3-weight50');
    expect(settlePromote(seen, rollout)).toEqual({
      state: 'confirmed',
      outcome:
        'The controller went through all steps: the canary became stable, and another revision has come since.',
    });
  });

  it.each<[string, Rollout | undefined, string]>([
    ['the Rollout was deleted', undefined, 'The Rollout is gone.'],
    [
      'another revision came',
      withStatus({ currentPodHash: 'newer', currentStepIndex: 0 }),
      'Another revision has taken the place',
    ],
    ['it was aborted', withStatus({ abort: true }), 'was aborted'],
    [
      'it started over after a retry',
      withStatus({ currentStepIndex: 0, pauseConditions: undefined }),
      'started over, at step 1 of 7',
    ],
    [
      'it paused again at the same step',
      withStatus({
        pauseConditions: [
          { reason: 'CanaryPauseStep', startTime: '2026-11-20T19:50:00Z' },
        ],
      }),
      'the promote was lost',
    ],
    [
      'spec.paused swallowed it',
      {
        ...withStatus({
          pauseConditions: undefined,
          controllerPause: undefined,
        }),
        spec: { ...paused.spec, paused: true },
      },
      'paused by hand',
    ],
  ])('has failed when %s', (_, rollout, outcome) => {
    expect(settlePromote(seen, rollout)).toEqual({
      state: 'failed',
      outcome: expect.stringContaining(outcome),
    });
  });

  it('never says confirmed while the same pause stands', () => {
    fc.assert(
      fc.property(
        fc.record({
          abort: fc.option(fc.boolean(), { nil: undefined }),
          controllerPause: fc.option(fc.boolean(), { nil: undefined }),
          phase: fc.constantFrom(
            'Paused',
            'Progressing',
            'Healthy',
            'Degraded',
          ),
          stableRS: fc.constantFrom('84bf898985', '64498bc78b'),
          observedGeneration: fc.constantFrom('1', '2', '3'),
          message: fc.string(),
        }),
        fc.option(fc.boolean(), { nil: undefined }),
        (status, specPaused) => {
          const rollout = withStatus(status);
          rollout.spec = { ...rollout.spec, paused: specPaused };
          return settlePromote(seen, rollout).state !== 'confirmed';
        },
      ),
    );
  });

  it('tells two looks at the same step apart by revision, start and weight', () => {
    expect(sameSeen(seen, { ...seen })).toBe(true);
    for (const change of [
      { podHash: 'other' },
      { stepIndex: 3 },
      { pauseStartedAt: '2026-11-20T19:39:19Z' },
      { weight: 50 },
    ]) {
      expect(sameSeen(seen, { ...seen, ...change })).toBe(false);
    }
  });
});

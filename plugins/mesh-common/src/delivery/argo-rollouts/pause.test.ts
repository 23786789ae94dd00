import { recorded } from '../../__fixtures__/recorded';
import type { Rollout } from '../../kubernetes';
import {
  isBlueGreenPause,
  isCanaryPause,
  pauseOf,
  waitsForDecision,
} from './pause';

function paused(
  state: string,
  status: Partial<Rollout['status']> = {},
  spec: Partial<Rollout['spec']> = {},
): Rollout {
  const { rollout } = recorded(state);
  return {
    ...rollout,
    spec: { ...rollout.spec, ...spec },
    status: { ...rollout.status, ...status },
  };
}

const condition = (reason: string, startTime = '2026-11-20T19:42:19Z') => ({
  reason,
  startTime,
});

const TIMED = 'paused-duration-step3-weight50';

describe('a pause of a canary', () => {
  it('ends after the duration of its step', () => {
    expect(pauseOf(paused(TIMED))).toEqual({
      startedAt: '2026-11-20T19:42:19Z',
      endsAt: '2026-11-20T19:42:39Z',
    });
  });

  it.each([
    ['by hand as well', {}, { paused: true }],
    [
      'by an analysis as well',
      {
        pauseConditions: [
          condition('CanaryPauseStep'),
          condition('InconclusiveAnalysisRun'),
        ],
      },
      {},
    ],
    ['at a step that is none', { currentStepIndex: 99 }, {}],
    ['at a step that is no pause', { currentStepIndex: 2 }, {}],
    ['without a duration', { currentStepIndex: 1 }, {}],
  ])('does not end by itself: %s', (_, status, spec) => {
    expect(pauseOf(paused(TIMED, status, spec))).toEqual({
      startedAt: '2026-11-20T19:42:19Z',
    });
  });

  it.each([
    ['is none without a condition', { pauseConditions: [] }],
    ['is none while the phase is another', { phase: 'Degraded' }],
    [
      'is none when its time is no time',
      { pauseConditions: [condition('CanaryPauseStep', 'soon')] },
    ],
  ])('%s', (_, status) => {
    expect(pauseOf(paused(TIMED, status))).toBeUndefined();
  });

  it('may end later than a time can be written', () => {
    const { steps } = paused(TIMED).spec.strategy.canary!;
    const endless = paused(
      TIMED,
      {},
      {
        strategy: {
          canary: {
            steps: [...steps.slice(0, 3), { pause: { duration: 1e15 } }],
          },
        },
      },
    );
    expect(pauseOf(endless)).toEqual({ startedAt: '2026-11-20T19:42:19Z' });
  });
});

describe('the pause before a switch', () => {
  const state = 'bluegreen-auto-promotion-countdown';

  it('ends after autoPromotionSeconds', () => {
    const { startedAt, endsAt } = pauseOf(paused(state))!;
    expect(Date.parse(endsAt!) - Date.parse(startedAt)).toBe(3_600_000);
  });

  it.each([
    ['autoPromotionEnabled is false', { autoPromotionEnabled: false }],
    ['autoPromotionSeconds is 0', { autoPromotionSeconds: 0 }],
    ['autoPromotionSeconds is absent', { autoPromotionSeconds: undefined }],
  ])('does not end by itself when %s', (_, change) => {
    const { blueGreen } = paused(state).spec.strategy;
    const endless = paused(
      state,
      {},
      {
        strategy: { blueGreen: { ...blueGreen, ...change } },
      },
    );
    expect(pauseOf(endless)?.endsAt).toBeUndefined();
    expect(waitsForDecision(endless)).toBe(true);
  });

  it('does not end by itself while an analysis holds the Rollout', () => {
    const held = paused(state, {
      pauseConditions: [condition('InconclusiveAnalysisRun')],
    });
    expect(pauseOf(held)).toEqual({ startedAt: '2026-11-20T19:42:19Z' });
  });
});

describe('what holds a Rollout', () => {
  it.each([
    [[], false, false],
    [['CanaryPauseStep'], true, false],
    [['BlueGreenPause'], false, true],
    [['CanaryPauseStep', 'InconclusiveExperiment'], false, false],
  ])('is told by all conditions: %j', (reasons, canary, blueGreen) => {
    const rollout = paused(TIMED, {
      pauseConditions: reasons.map(reason => condition(reason)),
    });
    expect(isCanaryPause(rollout)).toBe(canary);
    expect(isBlueGreenPause(rollout)).toBe(blueGreen);
  });

  it('is nothing without conditions', () => {
    expect(isCanaryPause(paused(TIMED, { pauseConditions: undefined }))).toBe(
      false,
    );
  });
});

describe('waiting for a decision', () => {
  it.each([
    ['paused-step1-weight20', {}, true],
    ['paused-step1-weight20', { abort: true }, false],
    ['paused-step1-weight20', { promoteFull: true }, false],
    ['paused-step1-weight20', { phase: 'Progressing' }, false],
    ['paused-duration-step3-weight50', {}, false],
    ['paused-by-person-while-healthy', {}, false],
    ['paused-by-person-before-canary', {}, true],
    ['step-analysis-inconclusive', {}, true],
  ])('in %s with %j: %s', (state, status, waits) => {
    expect(waitsForDecision(paused(state, status))).toBe(waits);
  });
});

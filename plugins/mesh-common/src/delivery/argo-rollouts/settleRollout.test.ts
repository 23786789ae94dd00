import fc from 'fast-check';
import { changed } from '../../__fixtures__/changed';
import { object } from '../../__fixtures__/objects';
import { recordedForPlans as recorded } from '../../__fixtures__/recordedStates';
import type { Rollout } from '../../kubernetes';
import type { DecisionVerb, RolloutSeen } from '../../model';
import { sameSeen, seenOf, seenStillHolds } from './seen';
import { settleRollout } from './settleRollout';

const paused = recorded('paused-step1-weight20').rollout;
const seen: RolloutSeen = {
  podHash: '84bf898985',
  stepIndex: 1,
  pauseStartedAt: '2026-11-20T19:39:18Z',
  weight: 20,
};
const VISIBLE = { state: 'open', patch: 'visible' };
const ABSENT = { state: 'open', patch: 'absent' };

type Verb = Exclude<DecisionVerb, 'shift'>;

function confirmed(outcome: string) {
  return { state: 'confirmed', outcome };
}

function failed(outcome: string) {
  return { state: 'failed', outcome };
}

function withStatus(status: Partial<Rollout['status']>): Rollout {
  return changed('paused-step1-weight20', { status });
}

function settle(
  verb: Verb,
  rollout: Rollout | undefined,
  more: { seen?: RolloutSeen; decidedAt?: string; target?: string } = {},
) {
  return settleRollout({ verb, seen, rollout, ...more });
}

it.each<Verb>([
  'promote',
  'promote-full',
  'abort',
  'retry',
  'pause',
  'resume',
  'restart',
  'roll-back',
])('%s has failed when the Rollout is gone or cannot be read', verb => {
  expect(settle(verb, undefined)).toEqual(failed('The Rollout is gone.'));
  expect(settle(verb, { ...paused, unreadable: ['x'] })).toEqual(
    failed('The Rollout cannot be read: x'),
  );
});

describe('promote', () => {
  it.each<[string, Rollout, object]>([
    ['the very pause stands', paused, ABSENT],
    [
      'the pause is cleared and the controller has not reacted',
      withStatus({ pauseConditions: undefined }),
      VISIBLE,
    ],
    [
      'the controller is between two words',
      withStatus({
        pauseConditions: undefined,
        controllerPause: undefined,
        phase: 'Progressing',
      }),
      VISIBLE,
    ],
    [
      'the controller went one step on',
      withStatus({
        currentStepIndex: 2,
        pauseConditions: undefined,
        controllerPause: false,
        phase: 'Progressing',
      }),
      confirmed('The controller went on to step 3 of 7.'),
    ],
    [
      'it is at the next pause already',
      recorded('paused-step5-weight80').rollout,
      confirmed('The controller went on to step 6 of 7.'),
    ],
    [
      'all steps are done but pods are missing',
      recorded('promote-while-istiod-down').rollout,
      confirmed(
        'The controller has done all 7 steps and hands all traffic to the canary.',
      ),
    ],
    [
      'the canary is stable',
      recorded('healthy-after-canary').rollout,
      confirmed('The controller went through all steps: the canary is stable.'),
    ],
    [
      'the canary became stable and another revision came since',
      recorded('paused-duration-step3-weight50').rollout,
      confirmed(
        'The controller went through all steps: the canary became stable, and another revision has come since.',
      ),
    ],
    [
      'another revision came',
      withStatus({ currentPodHash: 'newer', currentStepIndex: 0 }),
      failed(
        'Another revision has taken the place of the one that was promoted.',
      ),
    ],
    [
      'it was aborted',
      withStatus({ abort: true }),
      failed('The update was aborted.'),
    ],
    [
      'it started over after a retry',
      withStatus({ currentStepIndex: 0, pauseConditions: undefined }),
      failed('The update started over, at step 1 of 7.'),
    ],
    [
      'it paused again at the same step',
      withStatus({
        pauseConditions: [
          { reason: 'CanaryPauseStep', startTime: '2026-11-20T19:50:00Z' },
        ],
      }),
      failed('The Rollout paused again at step 2 of 7: the promote was lost.'),
    ],
    [
      'spec.paused swallowed it',
      changed('paused-step1-weight20', {
        spec: { paused: true },
        status: { pauseConditions: undefined, controllerPause: undefined },
      }),
      failed(
        'The Rollout was paused by hand (spec.paused) meanwhile: the promote was lost.',
      ),
    ],
    [
      'spec.paused came and the controller has not seen it',
      changed('paused-step1-weight20', {
        spec: { paused: true },
        metadata: { generation: 3 },
        status: { pauseConditions: undefined, controllerPause: undefined },
      }),
      VISIBLE,
    ],
  ])('when %s', (_, rollout, settlement) => {
    expect(settle('promote', rollout)).toEqual(settlement);
  });

  describe('past an inconclusive analysis', () => {
    const state = 'analysis-inconclusive-paused';
    const held = () => seenOf(recorded(state).rollout);
    const passed = {
      currentStepIndex: 7,
      pauseConditions: undefined,
      controllerPause: false,
    };

    it('waits for the controller although the patch itself has moved the step', () => {
      expect(
        settle('promote', changed(state, { status: passed }), { seen: held() }),
      ).toEqual(VISIBLE);
      expect(
        settle(
          'promote',
          changed(state, { status: { ...passed, phase: 'Progressing' } }),
          { seen: held() },
        ),
      ).toEqual(
        confirmed(
          'The controller has done all 7 steps and hands all traffic to the canary.',
        ),
      );
    });

    it('is confirmed where the Rollout stands when the analysis is run again', () => {
      const cleared = { pauseConditions: undefined };
      expect(
        settle('promote', changed(state, { status: cleared }), {
          seen: held(),
        }),
      ).toEqual(VISIBLE);
      const again = { ...cleared, controllerPause: false };
      expect(
        settle('promote', changed(state, { status: again }), { seen: held() }),
      ).toEqual(VISIBLE);
      expect(
        settle(
          'promote',
          changed(state, { status: { ...again, phase: 'Progressing' } }),
          { seen: held() },
        ),
      ).toEqual(
        confirmed('The controller took the update up again at step 7 of 7.'),
      );
    });

    it('was lost when a second analysis ended the same way', () => {
      expect(
        settle(
          'promote',
          recorded('analysis-inconclusive-after-clear').rollout,
          {
            seen: held(),
          },
        ),
      ).toEqual(
        failed(
          'The Rollout paused again at step 7 of 7: the promote was lost.',
        ),
      );
    });
  });

  describe('of blue-green', () => {
    const state = 'bluegreen-preview-paused';
    const { rollout } = recorded(state);
    const { currentPodHash } = rollout.status;
    const at = (status: Partial<Rollout['status']>) =>
      settle('promote', changed(state, { status }), { seen: seenOf(rollout) });
    const cleared = { pauseConditions: undefined, controllerPause: undefined };

    it('follows the pause, the pods, the Service and the stable revision', () => {
      expect(at({})).toEqual(ABSENT);
      expect(at({ pauseConditions: undefined })).toEqual(VISIBLE);
      expect(
        at({ ...cleared, blueGreen: { scaleUpPreviewCheckPoint: true } }),
      ).toEqual(VISIBLE);
      expect(
        at({
          ...cleared,
          phase: 'Progressing',
          blueGreen: { scaleUpPreviewCheckPoint: true },
        }),
      ).toEqual(
        confirmed(
          'The controller ended the pause and scales the new version up.',
        ),
      );
      expect(
        at({
          ...cleared,
          phase: 'Progressing',
          blueGreen: { activeSelector: currentPodHash },
        }),
      ).toEqual(confirmed('The active Service leads to the new version.'));
      expect(
        at({ ...cleared, phase: 'Healthy', stableRS: currentPodHash }),
      ).toEqual(confirmed('The new version is stable.'));
    });

    it('is no switch when the new version was active before', () => {
      const running = recorded('bluegreen-post-promotion-analysis-running');
      const before = seenOf(running.rollout)!;
      expect(before.weight).toBe(100);
      expect(
        settle('promote', running.rollout, {
          seen: { ...before, pauseStartedAt: '2026-11-21T03:00:00Z' },
        }),
      ).toEqual(confirmed('The controller took the update up again.'));
    });
  });

  it('is never confirmed while the same pause stands', () => {
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
          return settle('promote', rollout).state !== 'confirmed';
        },
      ),
    );
  });
});

describe('full promote', () => {
  it.each<[string, Rollout, object]>([
    ['nothing is to be seen of it', paused, ABSENT],
    [
      'the flag stands and the controller has not reacted',
      withStatus({ promoteFull: true }),
      VISIBLE,
    ],
    [
      'the controller went past the steps',
      withStatus({ promoteFull: true, currentStepIndex: 7 }),
      confirmed(
        'The controller went past all 7 steps: the canary becomes stable as soon as all its pods are ready.',
      ),
    ],
    [
      'the canary is stable',
      recorded('healthy-after-canary').rollout,
      confirmed('The new version is stable.'),
    ],
    [
      'it was aborted',
      withStatus({ abort: true }),
      failed('The update was aborted.'),
    ],
    [
      'the abort is what the controller takes away',
      withStatus({ abort: true, promoteFull: true }),
      VISIBLE,
    ],
    [
      'another revision came',
      withStatus({ currentPodHash: 'newer' }),
      failed(
        'Another revision has taken the place of the one that was promoted.',
      ),
    ],
  ])('when %s', (_, rollout, settlement) => {
    expect(settle('promote-full', rollout)).toEqual(settlement);
  });

  it('of blue-green follows the pause and the Service', () => {
    const state = 'bluegreen-preview-paused';
    const before = seenOf(recorded(state).rollout)!;
    const at = (status: Partial<Rollout['status']>, of: RolloutSeen = before) =>
      settle(
        'promote-full',
        changed(state, { status: { promoteFull: true, ...status } }),
        { seen: of },
      );
    const switched = { blueGreen: { activeSelector: before.podHash } };
    expect(at({})).toEqual(VISIBLE);
    expect(at({ pauseConditions: [] })).toEqual(
      confirmed(
        'The controller ended the pause and switches as soon as all pods are ready.',
      ),
    );
    expect(
      at({ pauseConditions: [] }, { ...before, pauseStartedAt: undefined }),
    ).toEqual(VISIBLE);
    expect(at(switched)).toEqual(
      confirmed('The active Service leads to the new version.'),
    );
    expect(at(switched, { ...before, weight: 100 })).toEqual(VISIBLE);
  });
});

describe('abort', () => {
  it.each<[string, Rollout, object]>([
    ['nothing is to be seen of it', paused, ABSENT],
    [
      'the controller has not reacted',
      recorded('abort-not-heard').rollout,
      VISIBLE,
    ],
    [
      'the controller has noted it',
      recorded('aborted-settled').rollout,
      confirmed(
        'The controller aborted the update: all traffic goes to the stable version.',
      ),
    ],
    [
      'the stable version has yet to grow',
      recorded('hostlevel-aborted').rollout,
      confirmed(
        'The controller aborted the update: the traffic goes back to the stable version as its pods come back.',
      ),
    ],
    [
      'a full promote is faster',
      recorded('promote-full-in-flight-subset-level').rollout,
      failed(
        'A full promote is under way and goes on: the controller takes an abort away.',
      ),
    ],
    [
      'the new version is stable',
      recorded('healthy-after-canary').rollout,
      failed('The new version became stable before it was aborted.'),
    ],
  ])('when %s', (_, rollout, settlement) => {
    expect(settle('abort', rollout, { seen: seenOf(rollout) })).toEqual(
      settlement,
    );
  });

  it('has failed when another revision came', () => {
    expect(settle('abort', withStatus({ currentPodHash: 'newer' }))).toEqual(
      failed(
        'Another revision has taken the place of the one that was aborted.',
      ),
    );
  });
});

describe('retry', () => {
  const state = 'analysis-failed-aborted';
  const aborted = recorded(state).rollout;
  const at = (status: Partial<Rollout['status']>, decidedAt?: string) =>
    settle('retry', changed(state, { status }), {
      seen: seenOf(aborted),
      decidedAt,
    });

  it('is open while the abort stands', () => {
    expect(at({})).toEqual(ABSENT);
    expect(at({}, '2026-11-20T19:50:05.900Z')).toEqual(ABSENT);
    expect(at({}, '2026-11-20T19:50:05Z')).toEqual(ABSENT);
    expect(at({ abortedAt: undefined }, '2026-11-20T19:50:00Z')).toEqual(
      ABSENT,
    );
  });

  it('has failed when the update was aborted again at once', () => {
    expect(at({}, '2026-11-20T19:50:04.900Z')).toEqual(
      failed(
        'The update was started again, and aborted again (RolloutAborted: Rollout aborted update to revision 4: Step-based analysis phase error/failed: success-rate failed once, 0 allowed).',
      ),
    );
  });

  it('is confirmed when the controller has taken the time of the abort away', () => {
    expect(at({ abort: false })).toEqual(VISIBLE);
    expect(at({ abort: false, abortedAt: undefined })).toEqual(
      confirmed('The controller started the update again at step 1 of 7.'),
    );
  });

  it('is settled by what became of the revision', () => {
    expect(at({ stableRS: aborted.status.currentPodHash })).toEqual(
      confirmed('The update was started again, and the new version is stable.'),
    );
    expect(at({ currentPodHash: 'newer' })).toEqual(
      failed(
        'Another revision has taken the place of the one that was retried.',
      ),
    );
  });
});

describe('pause and resume', () => {
  const held = changed('paused-step1-weight20', { spec: { paused: true } });
  const unseen = { metadata: { generation: 3 } };

  it('waits until the controller has seen the spec', () => {
    expect(settle('pause', paused)).toEqual(ABSENT);
    expect(
      settle(
        'pause',
        changed('paused-step1-weight20', { ...unseen, spec: { paused: true } }),
      ),
    ).toEqual(VISIBLE);
    expect(settle('pause', held)).toEqual(
      confirmed('The controller holds the Rollout at step 2 of 7.'),
    );
    expect(settle('pause', recorded('pause-not-heard').rollout)).toEqual(
      VISIBLE,
    );
    expect(
      settle('pause', recorded('manually-paused-healthy').rollout),
    ).toEqual(confirmed('The controller holds the Rollout.'));
  });

  it('is resumed likewise', () => {
    expect(settle('resume', held)).toEqual(ABSENT);
    expect(settle('resume', changed('paused-step1-weight20', unseen))).toEqual(
      VISIBLE,
    );
    expect(settle('resume', paused)).toEqual(
      confirmed('The controller took the Rollout up again at step 2 of 7.'),
    );
  });
});

describe('restart', () => {
  const restartAt = '2026-11-20T19:45:02Z';
  const at = (
    restartedAt: string | undefined,
    decidedAt: string | undefined,
    generation = 2,
  ) =>
    settle(
      'restart',
      changed('paused-step1-weight20', {
        metadata: { generation },
        spec: { restartAt },
        status: { restartedAt },
      }),
      { decidedAt },
    );

  it('tells its own restart from an earlier one', () => {
    expect(settle('restart', paused)).toEqual(ABSENT);
    expect(at(restartAt, '2026-11-20T19:45:03Z')).toEqual(ABSENT);
    expect(at(restartAt, '2026-11-20T19:45:02.999Z')).toEqual(
      confirmed('All pods that are older were restarted.'),
    );
    expect(at(restartAt, undefined)).toEqual(
      confirmed('All pods that are older were restarted.'),
    );
  });

  it('is confirmed when the controller is at it', () => {
    expect(at(undefined, '2026-11-20T19:45:02Z')).toEqual(
      confirmed('The controller restarts the pods, a few at a time.'),
    );
    expect(at(undefined, '2026-11-20T19:45:02Z', 3)).toEqual(VISIBLE);
  });
});

describe('roll back', () => {
  const target = '64498bc78b';

  it('is settled by which revision the controller took up', () => {
    expect(settle('roll-back', paused, { target })).toEqual(ABSENT);
    expect(
      settle(
        'roll-back',
        changed('paused-step1-weight20', { metadata: { generation: 3 } }),
        { target },
      ),
    ).toEqual(VISIBLE);
    expect(
      settle('roll-back', recorded('rollback-to-stable-mid-canary').rollout, {
        target,
      }),
    ).toEqual(confirmed('The earlier revision is stable.'));
    const back = withStatus({ currentPodHash: 'old', currentStepIndex: 0 });
    expect(settle('roll-back', back, { target: 'old' })).toEqual(
      confirmed('The controller ships the earlier revision at step 1 of 7.'),
    );
    expect(settle('roll-back', back)).toEqual(
      confirmed('The controller ships the earlier revision at step 1 of 7.'),
    );
    expect(settle('roll-back', back, { target })).toEqual(
      failed(
        'Another revision has taken the place of the one that was asked for.',
      ),
    );
  });

  it('waits for the template that a workloadRef leads to', () => {
    const rollout = changed('workload-ref-paused', {
      metadata: {
        annotations: { 'rollout.argoproj.io/workload-generation': '99' },
      },
    });
    expect(settle('roll-back', rollout)).toEqual(VISIBLE);
  });

  it('waits for a template that the controller has not looked at yet', () => {
    const rollout = changed('workload-ref-paused', {});
    const { podHash } = seenOf(rollout)!;
    const deployment = object('Deployment', 'checkout');
    const withGeneration = (generation: number) => ({
      ...deployment,
      metadata: { ...deployment.metadata, generation },
    });
    const settled = (generation: number) =>
      settleRollout({
        verb: 'roll-back',
        seen: { ...seen, podHash },
        rollout,
        templateOf: withGeneration(generation),
      });
    const observed = Number(rollout.status.workloadObservedGeneration);
    expect(settled(observed)).toEqual(ABSENT);
    expect(settled(observed + 1)).toEqual(VISIBLE);
  });
});

describe('what was seen', () => {
  const changes: Partial<RolloutSeen>[] = [
    { podHash: 'other' },
    { stepIndex: 3 },
    { pauseStartedAt: '2026-11-20T19:39:19Z' },
    { weight: 50 },
  ];

  it('is told apart by revision, step, start of the pause and weight', () => {
    expect(sameSeen(seen, { ...seen })).toBe(true);
    for (const change of changes) {
      expect(sameSeen(seen, { ...seen, ...change })).toBe(false);
      expect(seenStillHolds('promote', seen, { ...seen, ...change })).toBe(
        false,
      );
    }
    expect(seenStillHolds('promote', seen, { ...seen })).toBe(true);
  });

  it.each<DecisionVerb>(['abort', 'pause'])(
    'matters to the brake %s only as far as the revision',
    verb => {
      const [other, ...moved] = changes;
      expect(seenStillHolds(verb, seen, { ...seen, ...other })).toBe(false);
      for (const change of moved) {
        expect(seenStillHolds(verb, seen, { ...seen, ...change })).toBe(true);
      }
    },
  );

  it('is nothing before the controller has taken the Rollout up', () => {
    expect(seenOf({ ...paused, status: {} })).toBeUndefined();
  });

  it('has the weight of the step without traffic routing, and of blue-green the active Service', () => {
    expect(seenOf(recorded('without-traffic-routing-paused').rollout)).toEqual(
      expect.objectContaining({ weight: 25 }),
    );
    expect(seenOf(recorded('bluegreen-preview-paused').rollout)?.weight).toBe(
      0,
    );
    expect(seenOf(recorded('bluegreen-healthy').rollout)).toEqual({
      podHash: recorded('bluegreen-healthy').rollout.status.currentPodHash,
      stepIndex: 0,
      weight: 100,
    });
  });
});

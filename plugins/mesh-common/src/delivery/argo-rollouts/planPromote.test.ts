import { changed, withStrategy } from '../../__fixtures__/changed';
import { recordedForPlans as recorded } from '../../__fixtures__/recordedStates';
import type { Rollout } from '../../kubernetes';
import { planDecision } from './planDecision';
import { seenOf } from './seen';

const NOW = new Date('2026-11-20T19:42:25Z');
const paused = recorded('paused-step1-weight20').rollout;
const preview = recorded('bluegreen-preview-paused').rollout;
const PAUSE = { reason: 'CanaryPauseStep', startTime: '2026-11-20T19:39:18Z' };
const INCONCLUSIVE = {
  reason: 'InconclusiveAnalysisRun',
  startTime: '2026-11-20T19:39:19Z',
};

function plan(rollout: Rollout) {
  return planDecision({ verb: 'promote', rollout, now: NOW });
}

function allowed(rollout: Rollout) {
  const made = plan(rollout);
  if (!made.allowed) throw new Error(made.reason);
  return made;
}

/** What a plan says besides that only the status changes. */
function told(rollout: Rollout): string[] {
  return allowed(rollout).consequences.slice(0, -1);
}

describe('the weight that was seen', () => {
  it('is in percent, whatever stands for all traffic', () => {
    const { rollout } = recorded('paused-step1-weight20');
    const { canary } = rollout.spec.strategy;
    const of = (maxTrafficWeight: number) =>
      seenOf({
        ...rollout,
        spec: {
          ...rollout.spec,
          strategy: {
            canary: { ...canary!, trafficRouting: { maxTrafficWeight } },
          },
        },
      })?.weight;
    expect(of(100)).toBe(20);
    expect(of(1000)).toBe(2);
  });
});

describe('promote of a canary', () => {
  it('ends the pause that was seen, and nothing else', () => {
    const { seen, patches, changesSpec } = allowed(paused);
    expect(seen).toEqual({
      podHash: '84bf898985',
      stepIndex: 1,
      pauseStartedAt: '2026-11-20T19:39:18Z',
      weight: 20,
    });
    expect(seen).toEqual(seenOf(paused));
    expect(changesSpec).toBe(false);
    expect(patches).toEqual([
      {
        target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
        subresource: 'status',
        operations: [
          {
            op: 'test',
            path: '/metadata/uid',
            value: '8af21227-89ea-486c-92f7-06251a1c4ab5',
          },
          { op: 'test', path: '/metadata/generation', value: 2 },
          { op: 'test', path: '/status/currentPodHash', value: '84bf898985' },
          { op: 'test', path: '/status/stableRS', value: '64498bc78b' },
          { op: 'test', path: '/status/abort', value: null },
          { op: 'test', path: '/status/promoteFull', value: null },
          { op: 'test', path: '/status/currentStepIndex', value: 1 },
          { op: 'test', path: '/status/controllerPause', value: true },
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
          { op: 'test', path: '/status/abortedAt', value: null },
          {
            op: 'test',
            path: '/status/canary/weights/canary/weight',
            value: 20,
          },
          { op: 'remove', path: '/status/pauseConditions' },
        ],
      },
    ]);
  });

  it('keeps the weight when another pause follows at once', () => {
    const rollout = withStrategy(paused, {
      steps: [{ setWeight: 20 }, { pause: {} }, { pause: {} }],
    });
    expect(told(rollout)).toEqual([
      'Ends the pause at step 2 of 3.',
      'The canary keeps 20 % of the traffic.',
      'After that the Rollout waits again for a decision at step 3 of 3.',
    ]);
    expect(allowed(rollout).nextWeight).toBeUndefined();
  });

  it('says what every kind of step will do', () => {
    const rollout = withStrategy(paused, {
      steps: [
        { setWeight: 20 },
        { pause: {} },
        { setCanaryScale: { replicas: 5 } },
        { analysis: { templates: [{ templateName: 'errors' }] } },
        { analysis: { templates: [] } },
        {
          experiment: {
            templates: [{ name: 'baseline' }, { name: 'candidate' }],
            analyses: [],
          },
        },
        {
          setHeaderRoute: {
            name: 'testers',
            match: [{ headerName: 'x-tester' }],
          },
        },
        { setHeaderRoute: { name: 'testers' } },
        { setMirrorRoute: { name: 'copy', match: [{}], percentage: 35 } },
        { setMirrorRoute: { name: 'copy' } },
        { plugin: { name: 'acme/check' } },
        { unknownKind: 'setMoon' },
        { setWeight: 40 },
        { pause: { duration: 90 } },
        { pause: {} },
      ],
    });
    expect(told(rollout).slice(1)).toEqual([
      'Next the canary is scaled to 5 pods (step 3 of 15).',
      'Then the analysis errors judges the canary (step 4 of 15).',
      'Then the analysis judges the canary (step 5 of 15).',
      'Then an experiment baseline and candidate runs (step 6 of 15).',
      'Then the header route testers leads to the canary (step 7 of 15).',
      'Then the header route testers is taken away (step 8 of 15).',
      'Then the canary gets a copy of 35 % of the requests of the mirror route copy (step 9 of 15).',
      'Then the mirror route copy is taken away (step 10 of 15).',
      'Then the step plugin acme/check runs (step 11 of 15).',
      'Then comes step 12 of 15: setMoon.',
      '1 more step comes before the next pause or the end.',
      'After that the Rollout pauses for 1 min 30 s at step 14 of 15 and goes on by itself.',
    ]);
    expect(allowed(rollout).nextWeight).toBe(40);

    const ten = Array(12).fill({ setWeight: 30 });
    expect(
      told(withStrategy(paused, { steps: [{}, { pause: {} }, ...ten] })).slice(
        -2,
      ),
    ).toEqual([
      '2 more steps come before the next pause or the end.',
      'After that the canary gets all traffic and becomes stable.',
    ]);
    expect(
      told(
        withStrategy(paused, {
          steps: [{}, { pause: {} }, ...ten.slice(2)],
        }),
      ),
    ).toHaveLength(12);
  });

  it('takes a timed pause that is over for one that ends by itself', () => {
    const { rollout } = recorded('paused-duration-step3-weight50');
    const at = (now: string) => {
      const made = planDecision({
        verb: 'promote',
        rollout,
        now: new Date(now),
      });
      return made.allowed && made.consequences[0];
    };
    expect(at('2026-11-20T19:42:38.999Z')).toBe(
      'Ends the pause at step 4 of 7 now; by itself it would end at 19:42:39 UTC.',
    );
    expect(at('2026-11-20T19:42:39Z')).toBe(
      'Ends the pause at step 4 of 7, which is due to end by itself.',
    );
  });

  it('tells a weight that lags from one that is rounded', () => {
    const { rollout, objects } = recorded(
      'paused-weight-lag-stable-unavailable',
    );
    const lagAt = (weight: number) => {
      const [vs] = objects.virtualServices;
      const [route] = vs.spec.http;
      const [stable, canary] = route.route;
      const http = [
        {
          ...route,
          route: [
            { ...stable, weight: 100 - weight },
            { ...canary, weight },
          ],
        },
      ];
      const made = planDecision({
        verb: 'promote',
        rollout,
        objects: {
          virtualServices: [{ ...vs, spec: { ...vs.spec, http } }],
        },
        now: NOW,
      });
      return made.allowed ? made.consequences.slice(1, -3) : undefined;
    };
    expect(lagAt(19)).toEqual([
      'VirtualService exp/checkout, route primary gives the canary only 19 % so far, not the 20 % of this step.',
    ]);
    expect(lagAt(19.5)).toEqual([]);
    expect(lagAt(25)).toEqual([]);
  });

  it('ends the pause too when a background analysis is inconclusive besides it', () => {
    const rollout = changed('paused-step1-weight20', {
      status: { pauseConditions: [PAUSE, INCONCLUSIVE] },
    });
    expect(told(rollout)).toEqual([
      'Starts the background analysis anew, which was inconclusive.',
      'Ends the pause at step 2 of 7.',
      'Next the canary gets 50 % of the traffic.',
      'After that the Rollout pauses for 20 s at step 4 of 7 and goes on by itself.',
    ]);
    expect(allowed(rollout)).toMatchObject({
      nextWeight: 50,
      seen: { pauseStartedAt: INCONCLUSIVE.startTime },
      undo: {
        possible: true,
        how: 'An abort gives all traffic back to the stable version.',
      },
    });
    const paths = allowed(rollout).patches[0].operations.map(o => o.path);
    expect(paths).toContain('/status/pauseConditions/1/reason');
    expect(paths.slice(-1)).toEqual(['/status/pauseConditions']);
  });

  it('warns that a background analysis is inconclusive too', () => {
    const rollout = changed('analysis-inconclusive-paused', {
      status: {
        canary: {
          currentStepAnalysisRunStatus: { status: 'Inconclusive' },
          currentBackgroundAnalysisRunStatus: { status: 'Inconclusive' },
        },
      },
    });
    expect(allowed(rollout).warnings).toEqual([
      'The background analysis is inconclusive too: it pauses the Rollout again.',
    ]);
    expect(allowed(rollout).patches[0].operations.slice(-4)).toEqual([
      {
        op: 'test',
        path: '/status/canary/currentStepAnalysisRunStatus/status',
        value: 'Inconclusive',
      },
      { op: 'remove', path: '/status/pauseConditions' },
      { op: 'add', path: '/status/controllerPause', value: false },
      { op: 'add', path: '/status/currentStepIndex', value: 7 },
    ]);
  });

  it('does not pass over a step whose analysis is not the inconclusive one', () => {
    const rollout = changed('analysis-inconclusive-paused', {
      status: {
        canary: {
          currentStepAnalysisRunStatus: { status: 'Running' },
          currentBackgroundAnalysisRunStatus: { status: 'Inconclusive' },
        },
      },
    });
    expect(told(rollout)).toEqual([
      'Starts the background analysis anew, which was inconclusive.',
      'Meanwhile the Rollout goes on with step 7 of 7: analysis.',
    ]);
    // Nor one that is no analysis, whatever the status still says of the step before.
    expect(
      told(
        changed('analysis-inconclusive-paused', {
          status: { currentStepIndex: 4 },
        }),
      )[0],
    ).toBe('Starts the background analysis anew, which was inconclusive.');
  });

  it.each<[string, Rollout, string]>([
    [
      'the spec is invalid, though the pause still stands',
      changed('paused-step1-weight20', {
        status: {
          phase: 'Degraded',
          message: 'InvalidSpec: The Rollout "checkout" is invalid: x',
        },
      }),
      'The controller does nothing, because the spec is invalid: x. Mend the spec first.',
    ],
    [
      'the status speaks of a pause where the steps have none',
      changed('paused-step1-weight20', { status: { currentStepIndex: 2 } }),
      'The status of the Rollout does not fit its steps: the pause it waits at cannot be told.',
    ],
    [
      'the start of the pause is no time',
      changed('paused-step1-weight20', {
        status: { pauseConditions: [{ ...PAUSE, startTime: 'noon' }] },
      }),
      'The status of the Rollout does not fit its steps: the pause it waits at cannot be told.',
    ],
    [
      'an analysis is inconclusive where there is no step',
      changed('analysis-inconclusive-paused', {
        status: { currentStepIndex: 7 },
      }),
      'The status of the Rollout does not fit its steps: which analysis was inconclusive cannot be told.',
    ],
    [
      'the status could not be read',
      { ...paused, status: {}, unreadable: ['status.phase: expected string'] },
      'The Rollout cannot be read: status.phase: expected string',
    ],
    [
      'it is being deleted',
      changed('paused-step1-weight20', {
        metadata: { deletionTimestamp: '2026-11-20T19:42:00Z' },
      }),
      'The Rollout is being deleted.',
    ],
    [
      'no controller has taken it up',
      { ...paused, status: {} },
      'The controller has not taken this Rollout up yet. Wait until it has.',
    ],
    [
      'it is the first revision',
      changed('paused-step1-weight20', { status: { stableRS: undefined } }),
      'This is the first revision, with no stable one beside it: it becomes stable without steps, and nothing is left to promote.',
    ],
    [
      'it has no steps',
      withStrategy(
        changed('paused-step1-weight20', {
          status: {
            pauseConditions: undefined,
            controllerPause: undefined,
            message: '',
          },
        }),
        { steps: [] },
      ),
      'The canary has no steps: the controller hands all traffic over by itself.',
    ],
  ])('is refused when %s', (_, rollout, reason) => {
    expect(plan(rollout)).toEqual({ allowed: false, verb: 'promote', reason });
  });
});

describe('promote of a blue-green update', () => {
  it('switches the active Service', () => {
    const { patches, seen, nextWeight } = allowed(preview);
    const { status } = preview;
    expect(seen).toEqual({
      podHash: status.currentPodHash,
      stepIndex: 0,
      pauseStartedAt: status.pauseConditions![0].startTime,
      weight: 0,
    });
    expect(nextWeight).toBe(100);
    expect(patches[0].subresource).toBe('status');
    expect(patches[0].operations).toContainEqual({
      op: 'test',
      path: '/status/blueGreen/activeSelector',
      value: status.stableRS,
    });
    expect(patches[0].operations).toContainEqual({
      op: 'test',
      path: '/status/currentStepIndex',
      value: null,
    });
    expect(patches[0].operations.at(-1)).toEqual({
      op: 'remove',
      path: '/status/pauseConditions',
    });
  });

  it('says what judges the new version after the switch', () => {
    const rollout = withStrategy(preview, {
      activeService: undefined,
      postPromotionAnalysis: { templates: [] },
    });
    expect(told(rollout)).toEqual([
      'Ends the pause before the switch.',
      'Next the active Service switches to the new version: it gets all traffic at once.',
      'After that an analysis judges it: when it fails, the active Service goes back.',
    ]);
    expect(allowed(rollout).undo).toEqual({
      possible: true,
      how: 'An abort leads the active Service to the stable version, until the analysis after the switch has succeeded.',
    });
  });

  it('does not speak of growing when all pods are there', () => {
    const pods = preview.spec.replicas!;
    expect(
      told(withStrategy(preview, { previewReplicaCount: pods }))[1],
    ).toMatch(/^Next the active Service/);
    expect(
      told(withStrategy(preview, { previewReplicaCount: pods - 1 }))[1],
    ).toBe(`First the new version grows from ${pods - 1} to ${pods} pods.`);
    const one = changed('bluegreen-preview-paused', {
      spec: { replicas: undefined },
    });
    expect(told(withStrategy(one, { previewReplicaCount: 1 }))[1]).toMatch(
      /^Next/,
    );
  });

  it('runs an inconclusive analysis after the switch again', () => {
    const rollout = changed('bluegreen-pre-promotion-analysis-inconclusive', {
      status: {
        blueGreen: { activeSelector: '5d6b4d47b' },
        currentPodHash: '5d6b4d47b',
      },
    });
    expect(told(rollout)).toEqual([
      'Starts the analysis after the switch anew, which was inconclusive.',
      'The new version keeps all traffic, and is stable when the analysis succeeds.',
    ]);
  });

  it('is refused while a countdown runs, which it would only start anew', () => {
    const { rollout } = recorded('bluegreen-auto-promotion-countdown');
    const startTime = rollout.status.pauseConditions![0].startTime;
    const refusalAt = (offset: number) => {
      const now = new Date(Date.parse(startTime) + offset * 1000);
      const made = planDecision({ verb: 'promote', rollout, now });
      return made.allowed ? undefined : made.reason;
    };
    expect(refusalAt(3599)).toMatch(
      /^The controller promotes by itself at \d\d:\d\d:\d\d UTC \(autoPromotionSeconds\): a promote now would only start that countdown anew\. Wait for it, or promote fully\.$/,
    );
    expect(refusalAt(3600)).toMatch(
      /^The controller promotes by itself in a moment \(/,
    );
    // Past the checkpoint the pause is done, and with autoPromotionEnabled false the seconds do not count.
    const past: Rollout = {
      ...rollout,
      status: {
        ...rollout.status,
        blueGreen: {
          ...rollout.status.blueGreen,
          scaleUpPreviewCheckPoint: true,
        },
      },
    };
    expect(plan(past).allowed).toBe(true);
    expect(
      plan(withStrategy(rollout, { autoPromotionEnabled: false })).allowed,
    ).toBe(true);
  });

  it('is refused where there is no pause', () => {
    const made = plan(
      changed('bluegreen-preview-paused', {
        status: {
          pauseConditions: [],
          controllerPause: undefined,
          message: undefined,
        },
      }),
    );
    expect(made).toEqual({
      allowed: false,
      verb: 'promote',
      reason:
        'The Rollout is not at a pause: there is nothing to promote. Wait until it is.',
    });
  });
});

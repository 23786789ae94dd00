import { recorded } from '../../__fixtures__/recorded';
import { buildServiceView } from '../../service';
import type { ArgoCanaryDelivery, ServiceView } from '../../model';

const NOW = new Date('2026-11-20T19:42:25Z');
const LIVE = { state: 'live', heardAt: NOW.toISOString() } as const;

function viewOf(state: string) {
  const view: ServiceView = buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/checkout',
    objects: recorded(state).objects,
    freshness: { cluster: LIVE, metrics: LIVE },
    trustCatalog: false,
    now: NOW,
  });
  return { ...view, delivery: view.delivery as ArgoCanaryDelivery };
}

describe('recorded states of a real Rollout', () => {
  it.each([
    {
      situation: 'first version, nothing to compare with',
      state: 'healthy-initial',
      phase: 'Healthy',
      step: 7,
      weights: { desired: 0, written: 0 },
      promote: 'The newest version is stable already',
      headline: '`1.0.0` is stable and takes all traffic.',
    },
    {
      situation:
        'canary just became stable: kubectl prints 100, but no canary is left',
      state: 'healthy-after-canary',
      phase: 'Healthy',
      step: 7,
      weights: { desired: 0, written: 0 },
      promote: 'The newest version is stable already',
      headline: '`1.1.0` is stable and takes all traffic.',
    },
    {
      situation: 'first pause',
      state: 'paused-step1-weight20',
      phase: 'Paused',
      step: 1,
      waits: true,
      weights: { desired: 20, written: 20 },
      promote: 'allowed',
      headline:
        'Canary `1.1.0` takes 20 % of the traffic (step 2 of 7) and waits for a decision.',
    },
    {
      situation: 'timed pause',
      state: 'paused-duration-step3-weight50',
      phase: 'Paused',
      step: 3,
      weights: { desired: 50, written: 50 },
      promote: 'allowed',
      headline:
        'Canary `1.2.0` takes 50 % of the traffic (step 4 of 7) and pauses until 19:42:39 UTC.',
    },
    {
      situation: 'host-level routing with two Services',
      state: 'hostlevel-paused-background-analysis',
      phase: 'Paused',
      step: 1,
      waits: true,
      weights: { desired: 10, written: 10 },
      promote: 'allowed',
      headline:
        'Canary `1.1.0` takes 10 % of the traffic (step 2 of 4) and waits for a decision.',
    },
    {
      situation: 'spec.paused set while at a pause',
      state: 'manually-paused-at-pause-step',
      phase: 'Paused',
      step: 1,
      waits: true,
      weights: { desired: 20, written: 20 },
      promote: 'paused by hand',
      headline:
        'Canary `3.1.0` takes 20 % of the traffic (step 2 of 8) and is paused by hand.',
    },
    {
      situation: 'aborted by a person: index and weight fall to 0',
      state: 'aborted-settled',
      phase: 'Degraded',
      step: 0,
      weights: { desired: 0, written: 0 },
      promote: 'The update was aborted',
      headline: 'Canary `1.2.0` was aborted; `1.1.0` takes all traffic.',
    },
    {
      situation: 'aborted by a failed analysis',
      state: 'analysis-failed-aborted',
      phase: 'Degraded',
      step: 0,
      weights: { desired: 0, written: 0 },
      promote: 'The update was aborted',
      headline:
        'Canary `1.3.0` was aborted (Step-based analysis phase error/failed: Metric "success-rate" assessed Failed due to failed (1) > failureLimit (0)); `1.2.0` takes all traffic.',
    },
    {
      situation: 'analysis inconclusive',
      state: 'analysis-inconclusive-paused',
      phase: 'Paused',
      step: 6,
      waits: true,
      weights: { desired: 80, written: 80 },
      promote: 'inconclusive analysis',
      headline:
        'Canary `1.3.0` takes 80 % of the traffic (step 7 of 7) and waits for a decision: InconclusiveAnalysisRun.',
    },
    {
      situation: 'analysis running',
      state: 'analysis-running-step6',
      phase: 'Progressing',
      step: 6,
      weights: { desired: 80, written: 80 },
      promote: 'not at a pause',
      headline:
        'Canary `1.1.0` takes 80 % of the traffic (step 7 of 7) and is at its analysis step.',
    },
    {
      situation: 'all steps done, but new pods cannot start',
      state: 'promote-while-istiod-down',
      phase: 'Progressing',
      step: 7,
      weights: { desired: 100, written: 80 },
      promote: 'not at a pause',
      headline:
        'Canary `1.1.0` takes 80 % of the traffic and is on its way: more replicas need to be updated.',
    },
    {
      situation: 'paused although the weight was never written',
      state: 'paused-weight-lag-stable-unavailable',
      phase: 'Paused',
      step: 1,
      waits: true,
      weights: { desired: 20, written: 0 },
      promote: 'allowed',
      headline:
        'Canary `6.11.0` takes 0 % of the traffic (step 2 of 8) and waits for a decision.',
    },
  ])(
    '$situation',
    ({ state, phase, step, waits, weights, promote, headline }) => {
      const view = viewOf(state);
      const { delivery } = view;
      expect(view.headline).toBe(headline);
      expect(delivery).toMatchObject({
        phase,
        currentStepIndex: step,
        waitsForDecision: waits ?? false,
        weights,
      });
      const plan = delivery.plans.promote;
      expect(plan.allowed ? 'allowed' : plan.reason).toContain(promote);
    },
  );

  it('draws an aborted canary without a step under way', () => {
    const { delivery } = viewOf('aborted-settled');
    expect(new Set(delivery.steps.map(step => step.state))).toEqual(
      new Set(['upcoming']),
    );
  });

  it('draws the steps before, at and after a timed pause', () => {
    const { delivery } = viewOf('paused-duration-step3-weight50');
    expect(delivery.steps.map(({ state, action }) => [state, action])).toEqual([
      ['done', { kind: 'setWeight', weight: 20 }],
      ['done', { kind: 'pause', durationSeconds: undefined }],
      ['done', { kind: 'setWeight', weight: 50 }],
      ['current', { kind: 'pause', durationSeconds: 20 }],
      ['upcoming', { kind: 'setWeight', weight: 80 }],
      ['upcoming', { kind: 'pause', durationSeconds: undefined }],
      ['upcoming', { kind: 'other', name: 'analysis' }],
    ]);
    expect(delivery.pause).toEqual({
      startedAt: '2026-11-20T19:42:19Z',
      endsAt: '2026-11-20T19:42:39Z',
    });
  });

  it('says in words that weight and subset lag behind the step', () => {
    expect(
      viewOf('paused-weight-lag-stable-unavailable').delivery.weights.drift,
    ).toEqual([
      'VirtualService exp/checkout, route primary gives the canary 0 %, the step asks for 20 %.',
      'Subset canary of DestinationRule checkout selects revision 56b8776657, but the canary is 54f4c84555.',
    ]);
  });

  it('lists revisions newest first, by hash, with pods as kubectl prints them', () => {
    const { revisions } = viewOf('analysis-inconclusive-paused');
    expect(
      revisions.map(
        ({ role, version, number, desiredPods, readyPods, pods }) => ({
          role,
          version,
          number,
          pods: `${readyPods}/${desiredPods}`,
          first: `${pods[0].readyContainers}/${pods[0].totalContainers} ${pods[0].status}`,
          injected: pods.every(pod => pod.injected),
        }),
      ),
    ).toEqual([
      {
        role: 'canary',
        version: '1.3.0',
        number: 4,
        pods: '4/4',
        first: '2/2 Running',
        injected: true,
      },
      {
        role: 'stable',
        version: '1.2.0',
        number: 3,
        pods: '5/5',
        first: '2/2 Running',
        injected: true,
      },
    ]);
  });

  it('keeps an old revision while it has pods', () => {
    const { revisions } = viewOf('healthy-after-canary');
    expect(revisions.map(({ role, version }) => [role, version])).toEqual([
      ['stable', '1.1.0'],
      ['old', '1.0.0'],
    ]);
  });
});

import type {
  Analysis,
  AnalysisMetric,
  AnalysisPhase,
  ArgoBlueGreenDelivery,
  ArgoCanaryDelivery,
  DeliveryStep,
  Experiment,
  ServiceView,
  StepAction,
  Verdict,
  VerdictResult,
  WeightedRoutesDelivery,
} from '@meshway/plugin-mesh-common';
import { abortedCanary } from './decisions';
import {
  blueGreenService,
  canary,
  NOW,
  revision,
  service,
  weightedService,
} from './views';

function before(now: Date, seconds: number): string {
  return new Date(now.getTime() - seconds * 1000).toISOString();
}

/** Steps of these actions, of which `current` is under way. */
export function stepsOf(
  actions: StepAction[],
  current: number,
  failed?: number,
): DeliveryStep[] {
  return actions.map((action, index) => {
    let state: DeliveryStep['state'] = index < current ? 'done' : 'upcoming';
    if (index === current) state = 'current';
    if (index === failed) state = 'failed';
    return { index, state, action };
  });
}

/** Twenty steps, some of each kind. */
export const MANY_STEPS: StepAction[] = [
  { kind: 'setCanaryScale', scale: '2 pods' },
  {
    kind: 'setHeaderRoute',
    route: 'beta-testers',
    match: ['x-beta is exactly yes', 'user-agent begins with Firefox'],
  },
  { kind: 'pause', durationSeconds: 300 },
  { kind: 'setMirrorRoute', route: 'shadow', percentage: 35 },
  { kind: 'analysis', templates: ['success-share', 'latency-p99'] },
  { kind: 'setWeight', weight: 1 },
  { kind: 'pause', durationSeconds: 90 },
  { kind: 'setWeight', weight: 5 },
  {
    kind: 'experiment',
    templates: ['baseline', 'canary'],
    durationSeconds: 600,
  },
  { kind: 'setWeight', weight: 10 },
  { kind: 'pause' },
  { kind: 'setMirrorRoute', route: 'shadow' },
  { kind: 'setHeaderRoute', route: 'beta-testers', match: [] },
  { kind: 'setWeight', weight: 25 },
  { kind: 'pause', durationSeconds: 3600 },
  { kind: 'plugin', name: 'example/approval-gate' },
  { kind: 'setWeight', weight: 50 },
  { kind: 'analysis', templates: ['success-share'] },
  { kind: 'setCanaryScale', scale: 'as many as the traffic needs' },
  { kind: 'setWeight', weight: 75 },
];

const SENTENCES: Record<VerdictResult, string> = {
  better:
    'Better: errors 0.42 % of 4,980 requests against 1.94 % of 20,160 on stable (difference -2.03 to -0.97 points).',
  'no difference':
    'No difference: errors 0.42 % of 4,980 requests against 0.31 % of 20,160 on stable (difference -0.19 to 0.44 points); response time p95 66 ms against 64 ms on stable.',
  worse:
    'Worse: errors 4.1 % of 4,980 requests against 0.31 % of 20,160 on stable (difference 3.08 to 4.55 points).',
  'not enough data':
    'Not enough data: 37 requests to the canary, 100 are needed.',
};

/** What the verdict says, with the numbers that it has then. */
export function verdict(result: VerdictResult): Verdict {
  const errors = {
    better: [0.0042, 0.0194, -0.0203, -0.0097],
    'no difference': [0.0042, 0.0031, -0.0019, 0.0044],
    worse: [0.041, 0.0031, 0.0308, 0.0455],
    'not enough data': [0.027, 0.0031, -0.0211, 0.1384],
  }[result];
  const [canaryShare, stableShare, low, high] = errors;
  const few = result === 'not enough data';
  return {
    result,
    sentence: SENTENCES[result],
    errors: {
      result,
      canary: { requests: few ? 37 : 4980, share: canaryShare },
      stable: { requests: few ? 152 : 20_160, share: stableShare },
      difference: { share: canaryShare - stableShare, low, high },
    },
    latency: few
      ? undefined
      : {
          result: 'no difference',
          canary: { requests: 4980, p50: 19, p95: 66 },
          stable: { requests: 20_160, p50: 18, p95: 64 },
          slower: 0.512,
        },
    minimum: 100,
  };
}

/** A metric with these measurements, a minute apart. */
export function metric(
  name: string,
  values: [phase: AnalysisPhase, value?: string, message?: string][],
  overrides: Partial<AnalysisMetric> = {},
  now: Date = NOW,
): AnalysisMetric {
  const count = (phase: AnalysisPhase) =>
    values.filter(([of]) => of === phase).length;
  return {
    name,
    phase: 'Running',
    message: '',
    counts: {
      successful: count('Successful'),
      failed: count('Failed'),
      inconclusive: count('Inconclusive'),
      error: count('Error'),
    },
    failureLimit: '0',
    measurements: values.map(([phase, value, message], index) => {
      const at = before(now, (values.length - index) * 60);
      return { phase, value, message, startedAt: at, finishedAt: at };
    }),
    ...overrides,
  };
}

/** The analysis of a step: one metric with limits, one of which values are no numbers, one whose condition is code. */
export function runningAnalysis(now: Date = NOW): Analysis {
  return {
    name: 'productpage-7b4c9d8f6-2-4',
    type: 'step',
    phase: 'Running',
    message: '',
    hash: '7b4c9d8f6',
    stepIndex: 4,
    startedAt: before(now, 480),
    metrics: [
      metric(
        'success-share',
        [
          ['Successful', '[0.998]'],
          ['Successful', '[0.991]'],
          ['Inconclusive', '[0.934]'],
          ['Successful', '[0.987]'],
          ['Successful', '[0.996]'],
        ],
        {
          successCondition: 'result[0] >= 0.95',
          failureCondition: 'result[0] < 0.80',
          count: '8',
          inconclusiveLimit: '2',
        },
        now,
      ),
      metric(
        'latency',
        [
          ['Successful', '{"p50":41,"p99":320}'],
          ['Successful', '{"p50":44,"p99":388}'],
          ['Failed', '{"p50":52,"p99":540}'],
        ],
        { successCondition: 'result.p99 <= 500', failureLimit: '1' },
        now,
      ),
      metric(
        'queue-length',
        [
          ['Successful', '[12]'],
          ['Successful', '[9]'],
          ['Successful', '[14]'],
        ],
        { successCondition: 'len(result) == 0 || result[0] < 40' },
        now,
      ),
      metric(
        'smoke-test',
        [
          ['Successful', '"all 42 checks passed"'],
          ['Error', undefined, 'dial tcp 127.0.0.1:1: connection refused'],
        ],
        {},
        now,
      ),
    ],
  };
}

/** An analysis that ended the update. */
export function failedAnalysis(now: Date = NOW): Analysis {
  return {
    name: 'productpage-7b4c9d8f6-2-4.1',
    type: 'step',
    phase: 'Failed',
    message:
      'Metric "success-share" assessed Failed due to failed (1) > failureLimit (0)',
    hash: '7b4c9d8f6',
    stepIndex: 4,
    startedAt: before(now, 900),
    metrics: [
      metric(
        'success-share',
        [
          ['Successful', '[0.98]'],
          ['Failed', '[0.5]'],
        ],
        {
          phase: 'Failed',
          successCondition: 'result[0] >= 0.95',
          failureCondition: 'result[0] < 0.80',
        },
        now,
      ),
    ],
  };
}

const experiment = (now: Date): Experiment => ({
  name: 'productpage-7b4c9d8f6-2-8',
  phase: 'Running',
  message: '',
  startedAt: before(now, 300),
  templates: [
    {
      name: 'baseline',
      status: 'Running',
      desiredPods: 1,
      availablePods: 1,
      weight: 5,
    },
    { name: 'canary', status: 'Progressing', desiredPods: 2, availablePods: 1 },
  ],
  analyses: [
    {
      name: 'productpage-7b4c9d8f6-2-8-compare',
      type: 'experiment',
      phase: 'Pending',
      message: '',
      metrics: [],
    },
  ],
});

/** A canary of twenty steps in an experiment, with everything that a canary can have. */
export function fullCanary(now: Date = NOW): ArgoCanaryDelivery {
  return canary(
    {
      phase: 'Progressing',
      message: 'more replicas need to be updated',
      steps: stepsOf(MANY_STEPS, 8),
      currentStepIndex: 8,
      waitsForDecision: false,
      pause: undefined,
      templateOf: {
        kind: 'Deployment',
        namespace: 'bookinfo',
        name: 'productpage-template',
      },
      gitOps: { tool: 'Argo CD', name: 'bookinfo' },
      holds: [
        {
          code: 'managed-route-lost',
          sentence:
            'Route `beta-testers` is missing in VirtualService bookinfo/productpage-external.',
          mend: 'Add it to `http` of that VirtualService, or take the step away.',
        },
        {
          code: 'analysis-running',
          sentence: 'Experiment `productpage-7b4c9d8f6-2-8` has not ended yet.',
        },
      ],
      managedRoutes: [
        {
          name: 'beta-testers',
          expected: true,
          presentIn: ['bookinfo/productpage'],
          missingIn: ['bookinfo/productpage-external'],
        },
        {
          name: 'shadow',
          expected: true,
          presentIn: ['bookinfo/productpage', 'bookinfo/productpage-external'],
          missingIn: [],
        },
        { name: 'employees', expected: false, presentIn: [], missingIn: [] },
        {
          name: 'leftover',
          expected: false,
          presentIn: ['bookinfo/productpage'],
          missingIn: [],
        },
      ],
      analyses: [runningAnalysis(now), failedAnalysis(now)],
      experiments: [experiment(now)],
      weights: {
        desired: 5,
        written: 20,
        routes: [
          {
            where: 'VirtualService bookinfo/productpage, route primary',
            percent: 20,
          },
          {
            where: 'VirtualService bookinfo/productpage-external, route 1',
            percent: 5,
          },
        ],
        measured: {
          percent: 12.6,
          requests: 2514,
          low: 11.4,
          high: 14,
          settled: true,
        },
        astray: [{ role: 'canary', selects: '6d8f7c5b9' }, { role: 'stable' }],
        drift: [
          'The step asks for 5 %, and 20 % is written in VirtualService bookinfo/productpage, route primary.',
        ],
      },
    },
    now,
  );
}

/** Everything at once, with many pods. */
export function fullService(now: Date = NOW): ServiceView {
  const canaryRevision = revision('canary', '1.20.1', {
    now,
    podCount: 3,
    pingPong: 'ping',
    images: [
      'docker.io/istio/examples-bookinfo-productpage-v1:1.20.1',
      'registry.example.com:5000/cache:7',
    ],
  });
  const stable = revision('stable', '1.19.1', {
    now,
    podCount: 50,
    pingPong: 'pong',
    readyPods: 48,
  });
  return service(
    {
      headline:
        'Canary `1.20.1` takes 20 % of the traffic (step 9 of 20) and is compared by its experiment.',
      delivery: fullCanary(now),
      verdict: verdict('no difference'),
      revisions: [
        canaryRevision,
        {
          ...stable,
          pods: stable.pods.map((pod, index) => ({
            ...pod,
            name: `productpage-6d8f7c5b9-${index
              .toString(36)
              .padStart(5, 'x')}`,
            readyContainers: index < 2 ? 1 : 2,
            restarts: index === 0 ? 4 : 0,
            injected: index !== 2,
          })),
        },
        revision('old', '1.18.0', {
          now,
          hash: '5c9f7d6b8',
          number: 0,
          podCount: 1,
          signals: undefined,
          scaleDownAt: before(now, -45),
        }),
      ],
    },
    now,
  );
}

/** A canary that an analysis ended. */
export function failedService(now: Date = NOW): ServiceView {
  return service(
    {
      headline:
        'Canary `1.20.1` was aborted (its analysis failed: success-share failed once, 0 allowed); `1.19.1` takes all traffic.',
      delivery: canary(
        {
          phase: 'Degraded',
          message:
            'RolloutAborted: Rollout aborted update to revision 2: Step-based analysis phase error/failed',
          aborted: true,
          abortedAt: before(now, 120),
          steps: canary({}, now).steps.map(step => ({
            ...step,
            state: step.index === 4 ? 'failed' : 'upcoming',
          })),
          currentStepIndex: 0,
          pause: undefined,
          waitsForDecision: false,
          plans: abortedCanary(now).plans,
          holds: [
            {
              code: 'aborted',
              sentence:
                'The update to `1.20.1` was aborted at 11:58:00 UTC (its analysis failed).',
              mend: 'Ship a new version, or retry this one.',
            },
            {
              code: 'analysis-failed',
              sentence:
                'Analysis productpage-7b4c9d8f6-2-4.1 failed: success-share failed once, 0 allowed.',
              mend: 'Ship a version that passes it, or retry this one.',
            },
          ],
          analyses: [failedAnalysis(now)],
          weights: { desired: 0, written: 0, routes: [], drift: [] },
        },
        now,
      ),
      verdict: verdict('worse'),
    },
    now,
  );
}

/** A full promote that is under way. */
export function promotingFullyService(now: Date = NOW): ServiceView {
  return service(
    {
      headline: 'Canary `1.20.1` goes to 100 % at once.',
      verdict: verdict('better'),
      delivery: canary(
        {
          phase: 'Progressing',
          message: 'active service cutover pending',
          promotesFully: true,
          pause: undefined,
          waitsForDecision: false,
          weights: {
            desired: 100,
            written: 20,
            routes: [],
            measured: {
              percent: 21,
              requests: 310,
              low: 17,
              high: 26,
              settled: false,
            },
            drift: [],
          },
        },
        now,
      ),
    },
    now,
  );
}

/** A blue-green update whose Services do not lead where the status says. */
export function driftedBlueGreenService(now: Date = NOW): ServiceView {
  const base = blueGreenService(now);
  const delivery: ArgoBlueGreenDelivery = {
    ...(base.delivery as ArgoBlueGreenDelivery),
    pause: { startedAt: before(now, 20), endsAt: before(now, -280) },
    gitOps: { tool: 'Flux', name: 'bookinfo' },
    drift: [
      'The preview Service `productpage-preview` selects `5c9f7d6b8`, where the status says `7b4c9d8f6`.',
    ],
    previewHash: '5c9f7d6b8',
    analyses: [
      {
        ...runningAnalysis(now),
        type: 'pre-promotion',
        stepIndex: undefined,
        metrics: [],
      },
    ],
  };
  return {
    ...base,
    delivery,
    revisions: [
      ...base.revisions,
      revision('old', '1.18.0', {
        now,
        hash: '5c9f7d6b8',
        number: 0,
        podCount: 1,
        signals: undefined,
        scaleDownAt: before(now, -45),
      }),
    ],
  };
}

/** Three versions behind one route, and too few requests to judge by. */
export function threeVersionsService(now: Date = NOW): ServiceView {
  const base = weightedService(now);
  const delivery = base.delivery as WeightedRoutesDelivery;
  return {
    ...base,
    verdict: verdict('not enough data'),
    delivery: {
      ...delivery,
      destinations: [
        { ...delivery.destinations[0], weight: 70 },
        delivery.destinations[1],
        {
          host: 'productpage-experimental',
          weight: 10,
          role: 'other',
          hashes: [],
        },
      ],
    },
  };
}

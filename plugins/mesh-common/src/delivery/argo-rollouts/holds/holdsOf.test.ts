import { object } from '../../../__fixtures__/objects';
import { recorded } from '../../../__fixtures__/recorded';
import type { ReplicaSet, Rollout } from '../../../kubernetes';
import type { Hold, RevisionPod } from '../../../model';
import { revisionsOf } from '../../../service/revisions';
import type { ServiceObjects } from '../../../service/ServiceObjects';
import { analysesOf } from '../analyses';
import { experimentsOf } from '../experiments';
import { holdsOf } from './holdsOf';

interface Change {
  spec?: object;
  canary?: object;
  status?: Partial<Rollout['status']>;
  generation?: number;
  objects?: (objects: ServiceObjects) => Partial<ServiceObjects>;
  /** By role of the revision. */
  pods?: Record<string, Partial<RevisionPod>[]>;
  now?: string;
}

/** What a recorded state, changed in one respect, waits for. */
function holds(state: string, change: Change = {}): Hold[] {
  const { rollout: before, objects: found } = recorded(state);
  const { strategy } = before.spec;
  const rollout = {
    ...before,
    metadata: {
      ...before.metadata,
      generation: change.generation ?? before.metadata.generation,
    },
    spec: {
      ...before.spec,
      strategy: change.canary
        ? { canary: { ...strategy.canary!, ...change.canary } }
        : strategy,
      ...change.spec,
    },
    status: { ...before.status, ...change.status },
  };
  const objects = {
    ...found,
    rollouts: [rollout],
    ...change.objects?.(found),
  };
  const revisions = revisionsOf(objects).map(({ revision }) => ({
    ...revision,
    pods:
      change.pods?.[revision.role]?.map((pod, i) => ({
        name: `pod-${i}`,
        readyContainers: 1,
        totalContainers: 2,
        injected: true,
        restarts: 0,
        status: 'Running',
        ...pod,
      })) ?? revision.pods,
  }));
  return holdsOf({
    rollout,
    objects,
    revisions,
    analyses: analysesOf(rollout, objects.analysisRuns),
    experiments: experimentsOf(rollout, objects),
    now: new Date(change.now ?? '2026-11-20T19:40:00Z'),
  });
}

const found = (code: Hold['code'], ...args: Parameters<typeof holds>) =>
  holds(...args).filter(hold => hold.code === code);

const sentences = (code: Hold['code'], ...args: Parameters<typeof holds>) =>
  found(code, ...args).map(({ sentence }) => sentence);

/** The ReplicaSet of one revision with another number of available pods. */
function available(hash: string, pods: number, conditions: object[] = []) {
  return ({ replicaSets }: ServiceObjects) => ({
    replicaSets: replicaSets.map(replicaSet =>
      replicaSet.metadata.labels?.['rollouts-pod-template-hash'] === hash
        ? ({
            ...replicaSet,
            status: {
              ...replicaSet.status,
              availableReplicas: pods,
              conditions,
            },
          } as ReplicaSet)
        : replicaSet,
    ),
  });
}

/** Five pods, 20 % for the canary, at a pause. */
const PAUSED = 'paused-step1-weight20';
const STABLE = '64498bc78b';
const CANARY = '84bf898985';

describe('the order of what a Rollout waits for', () => {
  it('is what keeps others from showing, what a person can mend, what passes by itself', () => {
    expect(
      holds('hostlevel-degraded-progress-deadline', {
        spec: { paused: true },
        generation: 99,
        status: {
          conditions: [
            { type: 'InvalidSpec', message: 'no' },
            { type: 'Progressing', reason: 'ProgressDeadlineExceeded' },
          ],
        },
      }).map(({ code }) => code),
    ).toEqual([
      'invalid-spec',
      'controller-silent',
      'paused-by-person',
      'canary-not-ready',
      'subset-switch-delayed',
    ]);
  });
});

describe('a spec that the controller refuses', () => {
  it('need not say why', () => {
    expect(
      sentences('invalid-spec', PAUSED, {
        status: { conditions: [{ type: 'InvalidSpec' }] },
      }),
    ).toEqual(['The controller refuses the Rollout: the spec is invalid.']);
  });
});

describe('a controller that is silent', () => {
  const late = (now: string) =>
    sentences('controller-silent', 'paused-duration-step3-weight50', { now });

  it('is noticed half a minute after the end of a timed pause', () => {
    expect(late('2026-11-20T19:43:09Z')).toEqual([]);
    expect(late('2026-11-20T19:43:10Z')).toEqual([
      'The pause was to end at 19:42:39 UTC, 31 s ago, and the controller has not gone on.',
    ]);
  });

  it.each([
    [
      'a new spec',
      { generation: 99 },
      'The controller has not reacted yet to the newest change of the Rollout.',
    ],
    [
      'the end of a pause',
      { status: { pauseConditions: undefined } },
      'The pause was ended, and the controller has not reacted yet.',
    ],
    [
      'an abort',
      { status: { abort: true } },
      'The update was aborted, and the controller has not reacted yet.',
    ],
    [
      'a full promote',
      { status: { promoteFull: true } },
      'The update was promoted fully, and the controller has not reacted yet.',
    ],
    [
      'a Deployment that holds the template',
      {
        spec: { workloadRef: { kind: 'Deployment', name: 'checkout' } },
        status: {
          message:
            'waiting for rollout spec update to be observed for the reference workload',
        },
      },
      'The controller has not reacted yet to the newest change of the workload that holds the pod template.',
    ],
  ])('has not seen %s', (_, change, sentence) => {
    expect(found('controller-silent', PAUSED, change)).toEqual([
      {
        code: 'controller-silent',
        sentence,
        mend: 'If this lasts, look whether the controller of Argo Rollouts runs.',
      },
    ]);
  });

  it('has seen an abort that it has dated, and a full promote that has ended the pause', () => {
    expect(
      sentences('controller-silent', PAUSED, {
        status: { abort: true, abortedAt: '2026-11-20T19:40:00Z' },
      }),
    ).toEqual([]);
    expect(
      sentences('controller-silent', PAUSED, {
        status: {
          promoteFull: true,
          pauseConditions: undefined,
          controllerPause: false,
        },
      }),
    ).toEqual([]);
  });
});

describe('a pause', () => {
  it('is none any more once the update is aborted or promoted fully', () => {
    for (const status of [{ abort: true }, { promoteFull: true }]) {
      expect(found('waits-for-decision', PAUSED, { status })).toEqual([]);
    }
  });

  it('does not wait for a decision while the Rollout is paused by hand as well', () => {
    expect(
      holds(PAUSED, {
        spec: { paused: true },
        status: { message: 'manually paused' },
      }).map(({ code }) => code),
    ).toEqual(['paused-by-person']);
  });
});

describe('an aborted update', () => {
  it('says nothing of pods that have gone or of a revision that is not known', () => {
    expect(sentences('aborted', 'aborted-settled')).toEqual([
      'The update to `1.2.0` was aborted by hand at 19:41:41 UTC.',
    ]);
    expect(
      sentences('aborted', 'aborted-settled', {
        status: { currentPodHash: 'gone', abortedAt: undefined },
      }),
    ).toEqual(['The update was aborted by hand.']);
  });
});

describe('an analysis', () => {
  const state = 'step-analysis-running';

  it('is not waited for beside the steps', () => {
    expect(found('analysis-running', 'background-analysis-running')).toEqual(
      [],
    );
  });

  it('is not waited for at another step', () => {
    expect(
      found('analysis-running', state, { status: { currentStepIndex: 2 } }),
    ).toEqual([]);
  });

  it('is waited for before it has begun', () => {
    expect(
      sentences('analysis-running', state, {
        objects: ({ analysisRuns }) => ({
          analysisRuns: analysisRuns.map(run => ({
            ...run,
            status: { metricResults: [] },
          })),
        }),
      }),
    ).toEqual(['Analysis checkout-5585df86-2-1 runs: success-rate 0 of 3.']);
  });

  it('may go on until it is stopped, or measure nothing', () => {
    const withMetrics = (metrics: object[]) =>
      sentences('analysis-running', state, {
        objects: ({ analysisRuns: [run] }) => ({
          analysisRuns: [
            object('AnalysisRun', run.metadata.name, {
              labels: run.metadata.labels,
              ownedBy: {
                kind: 'Rollout',
                metadata: run.metadata.ownerReferences![0],
              },
              spec: { metrics },
              status: { phase: 'Running' },
            }),
          ],
        }),
      });
    expect(withMetrics([{ name: 'errors', interval: '10s' }])).toEqual([
      'Analysis checkout-5585df86-2-1 runs: errors 0.',
    ]);
    expect(withMetrics([])).toEqual(['Analysis checkout-5585df86-2-1 runs.']);
  });

  it('is stopped by a full promote, and over once the revision is stable', () => {
    expect(
      found('analysis-running', state, { status: { promoteFull: true } }),
    ).toEqual([]);
    const { currentPodHash } = recorded(state).rollout.status;
    expect(
      found('analysis-running', state, {
        status: { stableRS: currentPodHash },
      }),
    ).toEqual([]);
  });

  it('can be inconclusive without being known', () => {
    expect(
      found('analysis-inconclusive', 'step-analysis-inconclusive', {
        objects: () => ({ analysisRuns: [] }),
      }),
    ).toEqual([
      {
        code: 'analysis-inconclusive',
        sentence: 'An analysis is inconclusive.',
        mend: 'Look at its measurements: abort it, or promote it to be judged once more.',
      },
    ]);
  });

  it('of an experiment is no matter before its step', () => {
    expect(
      found('analysis-running', 'experiment-running', {
        status: { currentStepIndex: 0 },
      }),
    ).toEqual([]);
  });
});

describe('stable pods', () => {
  const lacking = (pods: number, change: Change = {}) =>
    sentences('stable-lacks-replicas', PAUSED, {
      objects: available(STABLE, pods),
      pods: { stable: [] },
      ...change,
    });

  it('must be as many as the rest of the traffic needs before any weight moves', () => {
    expect(lacking(4)).toEqual([]);
    expect(lacking(3)).toEqual([
      'Stable `1.0.0` has 3 of the 4 pods available that 80 % of the traffic need, and no weight moves before that.',
    ]);
  });

  it('must all be there for an abort', () => {
    expect(
      lacking(4, {
        status: { abort: true, abortedAt: '2026-11-20T19:40:00Z' },
      }),
    ).toEqual([
      'Stable `1.0.0` has 4 of the 5 pods available that 100 % of the traffic need, and no weight moves before that.',
    ]);
  });

  it.each([
    [{ type: 'Percent', value: 75 }, 3, true],
    [{ type: 'Percent', value: 75 }, 2, false],
    [{ type: 'Pods', value: 2 }, 2, true],
    [{ type: 'Pods', value: 2 }, 1, false],
    [{ type: 'Pods', value: 9 }, 4, true],
    [{ type: 'Percent', value: 200 }, 4, true],
    [{ type: 'Percent', value: -1 }, 3, false],
    [{ type: 'Percent', value: 0 }, 0, true],
  ])('may lack what %j forgives: %s are enough: %s', (limit, pods, enough) => {
    const change = { canary: { replicaProgressThreshold: limit } };
    expect(lacking(pods, change).length === 0).toBe(enough);
  });

  it('do not matter without traffic routing, or once the canary is stable', () => {
    expect(lacking(0, { canary: { trafficRouting: undefined } })).toEqual([]);
    expect(holds('healthy-initial', { objects: available(STABLE, 0) })).toEqual(
      [],
    );
  });

  it('are one when the spec does not say how many', () => {
    expect(
      lacking(0, { spec: { replicas: undefined }, status: { abort: true } }),
    ).toEqual([expect.stringContaining('has 0 of the 1 pods available')]);
  });

  it('are named with what keeps them from being ready', () => {
    expect(
      found('stable-lacks-replicas', PAUSED, {
        objects: available(STABLE, 3),
        pods: { stable: [{ status: 'CrashLoopBackOff' }] },
      }),
    ).toEqual([
      {
        code: 'stable-lacks-replicas',
        sentence:
          'Stable `1.0.0` has 3 of the 4 pods available that 80 % of the traffic need, and no weight moves before that: pod-0 is at CrashLoopBackOff.',
        mend: 'Look at its pods and their events.',
      },
    ]);
  });
});

describe('pods of the canary', () => {
  const starting = (
    pods: Partial<RevisionPod>[],
    conditions: object[] = [],
    change: Change = {},
  ) =>
    found('canary-not-ready', PAUSED, {
      objects: available(CANARY, 0, conditions),
      pods: { canary: pods },
      ...change,
    });

  it('that just start need nothing to be done', () => {
    expect(
      starting([
        { status: 'Pending', readyContainers: 0 },
        { status: 'Init:0/1', readyContainers: 0 },
        { status: 'Running' },
        { status: 'Running', readyContainers: 2 },
      ]),
    ).toEqual([
      {
        code: 'canary-not-ready',
        sentence:
          'Canary `1.1.0` has 0 of 1 pods available: pod-0 is at Pending, pod-1 is at Init:0/1, pod-2 has 1 of 2 containers ready.',
      },
    ]);
  });

  it.each([
    'Pending',
    'Running',
    'ContainerCreating',
    'PodInitializing',
    'Terminating',
  ])('may be at %s for a while', status => {
    expect(starting([{ status }])[0].mend).toBeUndefined();
  });

  it.each([
    ['ImagePullBackOff', { status: 'ImagePullBackOff' }],
    ['Init:CrashLoopBackOff', { status: 'Init:CrashLoopBackOff' }],
    ['a restart', { restarts: 1 }],
  ])('need a look at %s', (_, pod) => {
    expect(starting([{}, pod])[0].mend).toBe(
      'Look at its pods and their events.',
    );
  });

  it('are counted beyond three', () => {
    expect(starting([{}, {}, {}, {}, {}])[0].sentence).toBe(
      'Canary `1.1.0` has 0 of 1 pods available: pod-0 has 1 of 2 containers ready, pod-1 has 1 of 2 containers ready, pod-2 has 1 of 2 containers ready, 2 more.',
    );
    expect(starting([{}, {}, {}])[0].sentence).not.toContain('more');
  });

  it('may have no containers to be ready', () => {
    expect(
      starting([{ readyContainers: 0, totalContainers: 0 }])[0].sentence,
    ).toContain('pod-0 has 0 of 0 containers ready');
  });

  it('may not be created at all', () => {
    const failure = { type: 'ReplicaFailure', status: 'True' };
    expect(starting([], [{ ...failure, message: 'exceeded quota.' }])).toEqual([
      {
        code: 'canary-not-ready',
        sentence:
          'Canary `1.1.0` has 0 of 1 pods available: its ReplicaSet cannot create pods (exceeded quota).',
        mend: 'Look at its pods and their events.',
      },
    ]);
    expect(starting([], [failure])[0].sentence).toContain(
      '(it does not say why)',
    );
    expect(starting([], [{ ...failure, status: 'False' }])[0].sentence).toBe(
      'Canary `1.1.0` has 0 of 1 pods available.',
    );
  });

  it('may be later than their deadline, by default of ten minutes', () => {
    const late = { type: 'Progressing', reason: 'ProgressDeadlineExceeded' };
    const [hold] = starting([], [], { status: { conditions: [late] } });
    expect(hold).toEqual({
      code: 'canary-not-ready',
      sentence:
        'Canary `1.1.0` has 0 of 1 pods available, for longer than its deadline of 10 min.',
      mend: 'Look at its pods and their events.',
    });
  });

  it('do not matter once the update is aborted', () => {
    expect(starting([], [], { status: { abort: true } })).toEqual([]);
  });

  it('are those of the first revision as long as none is stable', () => {
    expect(
      starting([], [], { status: { stableRS: undefined } })[0].sentence,
    ).toBe('The first revision `1.1.0` has 0 of 1 pods available.');
  });

  it('are those of stable when pods are replaced without an update', () => {
    const { status } = recorded(PAUSED).rollout;
    expect(
      found('stable-lacks-replicas', PAUSED, {
        objects: available(CANARY, 0),
        pods: { stable: [] },
        status: {
          ...status,
          stableRS: CANARY,
          phase: 'Progressing',
          pauseConditions: undefined,
          controllerPause: false,
        },
      })[0].sentence,
    ).toBe('Stable `1.1.0` has 0 of 1 pods available.');
  });

  it('are none of a Rollout that is scaled to 0', () => {
    expect(holds('scaled-to-zero').map(({ code }) => code)).toEqual([]);
  });
});

describe('old pods', () => {
  const old = (now: string) =>
    sentences('drains-old-pods', 'healthy-after-canary', { now });

  it('go at their deadline', () => {
    expect(old('2026-11-20T19:41:37Z')).toEqual([
      'Old `1.0.0` keeps its 5 pods until 19:41:37 UTC.',
    ]);
    expect(old('2026-11-20T19:41:38Z')).toEqual([
      'Old `1.0.0` keeps its 5 pods, which are due to go since 19:41:37 UTC.',
    ]);
  });

  it('are no matter while an update is under way, or of another workload', () => {
    expect(found('drains-old-pods', 'ping-pong-second-update')).toEqual([]);
    expect(
      found('drains-old-pods', 'healthy-after-canary', {
        objects: ({ replicaSets }) => ({
          replicaSets: replicaSets.map(replicaSet => ({
            ...replicaSet,
            metadata: { ...replicaSet.metadata, ownerReferences: [] },
          })),
        }),
      }),
    ).toEqual([]);
  });
});

describe('what the Rollout names and the cluster does not have', () => {
  const missing = (...args: Parameters<typeof holds>) =>
    sentences('route-missing', ...args);

  it('may be a DestinationRule or one of its subsets', () => {
    expect(
      missing(PAUSED, { objects: () => ({ destinationRules: [] }) }),
    ).toEqual([
      'DestinationRule shop/checkout, which the Rollout names, is not there.',
    ]);
    expect(
      missing(PAUSED, {
        objects: ({ destinationRules: [rule] }) => ({
          destinationRules: [
            {
              ...rule,
              spec: { ...rule.spec, subsets: rule.spec.subsets.slice(0, 1) },
            },
          ],
        }),
      }),
    ).toEqual(['DestinationRule shop/checkout has no subset canary.']);
    expect(
      missing(PAUSED, {
        objects: ({ destinationRules: [rule] }) => ({
          destinationRules: [
            { ...rule, metadata: { ...rule.metadata, namespace: 'edge' } },
          ],
        }),
      }),
    ).toEqual([
      'DestinationRule shop/checkout, which the Rollout names, is not there.',
    ]);
  });

  it('may be a Service', () => {
    expect(
      found('route-missing', 'host-level-paused', {
        objects: () => ({ siblings: [] }),
      }),
    ).toEqual([
      {
        code: 'route-missing',
        sentence:
          'Service checkout-canary, which the Rollout names, is not there.',
        mend: 'Add it, or correct the Rollout: no traffic moves until then.',
      },
    ]);
  });

  it('may be a VirtualService, its routes, or a destination in one', () => {
    const withRoutes = (http: object[]) => ({
      objects: () => ({
        virtualServices: [
          object('VirtualService', 'checkout', { spec: { http } }),
        ],
      }),
    });
    expect(
      missing(PAUSED, { objects: () => ({ virtualServices: [] }) }),
    ).toEqual([
      'VirtualService shop/checkout, which the Rollout names, is not there.',
    ]);
    expect(missing(PAUSED, withRoutes([]))).toEqual([
      'VirtualService shop/checkout has no route to move.',
    ]);
    expect(missing(PAUSED, withRoutes([{ name: 'primary' }]))).toEqual([
      'VirtualService shop/checkout, route primary does not lead to the stable pods.',
      'VirtualService shop/checkout, route primary does not lead to the canary pods.',
    ]);
    expect(
      missing(
        PAUSED,
        withRoutes([
          {
            name: 'primary',
            route: [
              {},
              { destination: { host: 'checkout', subset: 'stable' } },
            ],
          },
        ]),
      ),
    ).toEqual([
      'VirtualService shop/checkout, route primary does not lead to the canary pods.',
    ]);
  });
});

describe('what someone else has written', () => {
  const written = (weight: number) => ({
    objects: () => ({
      virtualServices: [
        object('VirtualService', 'checkout', {
          spec: {
            http: [
              {
                name: 'primary',
                route: [
                  {
                    destination: { host: 'checkout', subset: 'stable' },
                    weight: 100 - weight,
                  },
                  {
                    destination: { host: 'checkout', subset: 'canary' },
                    weight,
                  },
                ],
              },
            ],
          },
        }),
      ],
    }),
  });
  const told = (weight: number | undefined) => ({
    canary: { weights: { canary: { weight } } },
  });

  it('is a weight that the controller neither wrote nor is about to note', () => {
    expect(sentences('weight-overwritten', PAUSED, written(50))).toEqual([
      'VirtualService shop/checkout, route primary gives the canary 50 %, but the controller wrote 20 %: someone else has changed it.',
    ]);
    expect(
      sentences('weight-overwritten', PAUSED, {
        ...written(20),
        status: told(0),
      }),
    ).toEqual([]);
    expect(
      sentences('weight-overwritten', PAUSED, {
        ...written(0),
        status: told(0),
      }),
    ).toEqual([]);
  });

  it('cannot be told when the controller has noted nothing', () => {
    expect(
      sentences('weight-overwritten', PAUSED, {
        ...written(50),
        status: told(undefined),
      }),
    ).toEqual([]);
  });
});

describe('a subset that leads elsewhere', () => {
  const leads = (hash: string, status?: Change['status']) =>
    holds(PAUSED, {
      status,
      objects: ({ destinationRules: [rule] }) => ({
        destinationRules: [
          {
            ...rule,
            spec: {
              ...rule.spec,
              subsets: rule.spec.subsets.map(subset =>
                subset.name === 'canary'
                  ? {
                      ...subset,
                      labels: { 'rollouts-pod-template-hash': hash },
                    }
                  : subset,
              ),
            },
          },
        ],
      }),
    }).filter(({ code }) => code !== 'waits-for-decision');

  it('was changed by someone else, when the controller has noted the hash', () => {
    expect(leads('other')).toEqual([
      {
        code: 'weight-overwritten',
        sentence:
          'Subset canary of DestinationRule checkout selects revision other, but the canary is 84bf898985. The controller had set it: someone else has changed it.',
        mend: 'The controller sets it again at its next look; let no other tool apply the labels of this subset.',
      },
    ]);
  });

  it('is still to be switched, when the controller has not noted the hash', () => {
    expect(leads('other', { canary: {} })).toEqual([
      {
        code: 'subset-switch-delayed',
        sentence:
          'Subset canary of DestinationRule checkout selects revision other, but the canary is 84bf898985. The controller has not switched it yet.',
      },
    ]);
  });

  it('waits for the pods of both revisions', () => {
    expect(
      sentences(
        'subset-switch-delayed',
        'paused-weight-lag-stable-unavailable',
        {
          objects: objects => ({
            replicaSets: objects.replicaSets.map(replicaSet => ({
              ...replicaSet,
              status: { ...replicaSet.status, availableReplicas: 0 },
            })),
          }),
        },
      )[0],
    ).toMatch(
      / The controller switches it once all pods of ReplicaSets checkout-77499b87d4 and checkout-54f4c84555 are available\.$/,
    );
  });
});

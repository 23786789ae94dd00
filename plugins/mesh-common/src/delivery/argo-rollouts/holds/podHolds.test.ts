import { recorded } from '../../../__fixtures__/recorded';
import type { RevisionPod } from '../../../model';
import {
  available,
  CANARY,
  type Change,
  found,
  holds,
  PAUSED,
  sentences,
  STABLE,
} from './__fixtures__/holdsOfState';

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
        { status: 'Running', readyContainers: 1, totalContainers: 1 },
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
    for (const other of [{ status: 'False' }, { type: 'Odd' }]) {
      expect(starting([], [{ ...failure, ...other }])[0].sentence).toBe(
        'Canary `1.1.0` has 0 of 1 pods available.',
      );
    }
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

  it('are those of a preview, in blue-green', () => {
    expect(
      found('canary-not-ready', 'bluegreen-preview-not-ready')[0].sentence,
    ).toMatch(/^Preview `1\.1\.0` has 0 of 2 pods available: /);
  });

  it('are none of a Rollout that is scaled to 0', () => {
    expect(found('canary-not-ready', 'scaled-to-zero-mid-canary')).toEqual([
      {
        code: 'canary-not-ready',
        sentence: 'The Rollout is scaled to 0: its canary has no pods.',
        mend: 'Scale it up.',
      },
    ]);
    expect(holds('scaled-to-zero').map(({ code }) => code)).toEqual([]);
  });
});

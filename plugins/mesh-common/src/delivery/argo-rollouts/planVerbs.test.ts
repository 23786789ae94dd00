import { changed, withStrategy } from '../../__fixtures__/changed';
import { recordedForPlans as recorded } from '../../__fixtures__/recordedStates';
import type { ReplicaSet, Rollout } from '../../kubernetes';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { planDecision, type RolloutVerb } from './planDecision';
import { seenOf } from './seen';

const NOW = new Date('2026-11-20T19:42:25.678Z');
const ARGO_CD = {
  annotations: {
    'argocd.argoproj.io/tracking-id':
      'checkout-prod:argoproj.io/Rollout:shop/checkout',
  },
};

function plan(
  verb: RolloutVerb,
  rollout: Rollout,
  objects?: Partial<ServiceObjects>,
) {
  return planDecision({ verb, rollout, objects, now: NOW });
}

function allowed(
  verb: RolloutVerb,
  rollout: Rollout,
  objects?: Partial<ServiceObjects>,
) {
  const made = plan(verb, rollout, objects);
  if (!made.allowed) throw new Error(made.reason);
  expect(made.seen).toEqual(seenOf(rollout));
  return made;
}

/** What the last operations do, without the tests. */
function writes(verb: RolloutVerb, rollout: Rollout) {
  return allowed(verb, rollout).patches.map(({ subresource, operations }) => ({
    subresource,
    operations: operations.filter(({ op }) => op !== 'test'),
  }));
}

function reasonOf(
  verb: RolloutVerb,
  rollout: Rollout,
  objects?: Partial<ServiceObjects>,
): string | undefined {
  const made = plan(verb, rollout, objects);
  return made.allowed ? undefined : made.reason;
}

describe('full promote', () => {
  const paused = recorded('manually-paused-at-pause-step').rollout;

  it('asks for it in the status', () => {
    expect(
      writes('promote-full', recorded('paused-step1-weight20').rollout),
    ).toEqual([
      {
        subresource: 'status',
        operations: [{ op: 'add', path: '/status/promoteFull', value: true }],
      },
    ]);
  });

  it('takes a pause by hand away first, and expects the change of the spec that this is', () => {
    const { patches, changesSpec, warnings } = allowed('promote-full', {
      ...paused,
      metadata: { ...paused.metadata, ...ARGO_CD, namespace: 'shop' },
    });
    expect(changesSpec).toBe(true);
    expect(warnings).toEqual([
      'Argo CD Application checkout-prod applies this manifest: where Git sets spec.paused, it takes this back when it syncs, with selfHeal at once.',
    ]);
    expect(patches).toHaveLength(2);
    expect(patches[0].subresource).toBeUndefined();
    expect(patches[0].operations.slice(-2)).toEqual([
      { op: 'test', path: '/spec/paused', value: true },
      { op: 'replace', path: '/spec/paused', value: false },
    ]);
    expect(patches[1]).toEqual({
      target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
      subresource: 'status',
      operations: [
        { op: 'test', path: '/metadata/uid', value: paused.metadata.uid },
        { op: 'test', path: '/metadata/generation', value: 17 },
        { op: 'test', path: '/status/currentPodHash', value: '87cf97495' },
        { op: 'test', path: '/status/stableRS', value: '99cc86cfc' },
        { op: 'test', path: '/status/abort', value: null },
        { op: 'test', path: '/status/promoteFull', value: null },
        { op: 'add', path: '/status/promoteFull', value: true },
      ],
    });
  });

  it('does not warn of GitOps when only the status changes', () => {
    const rollout = changed('paused-step1-weight20', { metadata: ARGO_CD });
    expect(allowed('promote-full', rollout).warnings).toEqual([]);
    expect(allowed('promote-full', rollout).changesSpec).toBe(false);
  });

  it('counts what is left: the step where it works, not the pause where it stands', () => {
    const steps = [
      { setWeight: 10 },
      { pause: {} },
      { analysis: { templates: [] } },
      { pause: { duration: 5 } },
      { experiment: { templates: [], analyses: [] } },
    ];
    const at = (index: number, isAtPause: boolean) =>
      allowed(
        'promote-full',
        withStrategy(
          changed('paused-step1-weight20', {
            status: {
              currentStepIndex: index,
              controllerPause: isAtPause,
              pauseConditions: isAtPause
                ? recorded('paused-step1-weight20').rollout.status
                    .pauseConditions
                : undefined,
            },
          }),
          { steps },
        ),
      );
    expect(at(0, false).skips).toEqual({ pauses: 2, analyses: 2 });
    expect(at(1, true).skips).toEqual({ pauses: 1, analyses: 2 });
    expect(at(1, false).skips).toEqual({ pauses: 2, analyses: 2 });
    expect(at(2, false).skips).toEqual({ pauses: 1, analyses: 2 });
    expect(at(4, false).skips).toEqual({ pauses: 0, analyses: 1 });
    expect(at(0, false).consequences[0]).toBe(
      'Skips 2 pauses and 2 analyses: nobody is asked again.',
    );
  });

  it('counts the pause and the analyses of blue-green that have not ended', () => {
    const preview = recorded('bluegreen-preview-not-ready').rollout;
    const skips = (
      strategy: Parameters<typeof withStrategy>[1],
      status: Partial<Rollout['status']> = {},
    ) =>
      allowed(
        'promote-full',
        withStrategy(
          { ...preview, status: { ...preview.status, ...status } },
          strategy,
        ),
      ).skips;
    const templates = { templates: [{ templateName: 'errors' }] };
    const both = {
      prePromotionAnalysis: templates,
      postPromotionAnalysis: templates,
    };
    expect(skips(both)).toEqual({ pauses: 1, analyses: 2 });
    expect(skips({ ...both, autoPromotionEnabled: undefined })).toEqual({
      pauses: 0,
      analyses: 2,
    });
    expect(
      skips({ autoPromotionEnabled: true, autoPromotionSeconds: 1 }),
    ).toEqual({ pauses: 1, analyses: 0 });
    expect(
      skips(both, {
        blueGreen: {
          ...preview.status.blueGreen,
          prePromotionAnalysisRunStatus: { status: 'Successful' },
        },
      }),
    ).toEqual({ pauses: 1, analyses: 1 });
    expect(
      skips(both, {
        blueGreen: { activeSelector: preview.status.currentPodHash },
      }),
    ).toEqual({ pauses: 0, analyses: 1 });
  });

  it('names no Service that the spec does not name', () => {
    const rollout = withStrategy(
      recorded('bluegreen-preview-not-ready').rollout,
      { activeService: undefined },
    );
    expect(allowed('promote-full', rollout).consequences[1]).toBe(
      'The active Service switches as soon as all pods of the new version are ready, and it becomes stable.',
    );
  });

  it.each<[string, Rollout, string]>([
    [
      'the canary has no steps',
      withStrategy(recorded('canary-never-ready-subset-level').rollout, {
        steps: [],
      }),
      'The canary has no steps: the controller hands all traffic over by itself.',
    ],
    [
      'all steps are done',
      recorded('promote-while-istiod-down').rollout,
      'All 7 steps are done: the controller hands all traffic over by itself.',
    ],
    [
      'a promote is on its way',
      recorded('promote-not-heard').rollout,
      'The pause has just been ended and the controller has not reacted yet. Wait until it has.',
    ],
  ])('is refused when %s', (_, rollout, reason) => {
    expect(reasonOf('promote-full', rollout)).toBe(reason);
  });
});

describe('abort', () => {
  const { rollout, objects } = recorded('paused-step1-weight20');

  it('asks for it in the status', () => {
    expect(writes('abort', rollout)).toEqual([
      {
        subresource: 'status',
        operations: [{ op: 'add', path: '/status/abort', value: true }],
      },
    ]);
  });

  it('waits for the stable version to have its pods, as the controller does', () => {
    const withAvailable = (availableReplicas: number) => ({
      replicaSets: objects.replicaSets.map(replicaSet => ({
        ...replicaSet,
        status: { ...replicaSet.status, availableReplicas },
      })),
    });
    expect(allowed('abort', rollout, withAvailable(4)).consequences[0]).toBe(
      'All traffic goes back to the stable version 1.0.0 as soon as all of its 5 pods are available; now 4 are.',
    );
    expect(allowed('abort', rollout, withAvailable(5)).consequences[0]).toBe(
      'All traffic goes back to the stable version 1.0.0 at once.',
    );
    expect(allowed('abort', rollout).consequences[0]).toBe(
      'All traffic goes back to the stable version at once.',
    );
    const single = changed('paused-step1-weight20', {
      spec: { replicas: undefined },
    });
    expect(
      allowed('abort', single, withAvailable(0)).consequences[0],
    ).toContain('all of its 1 pods are available; now 0 are');
  });

  it('says when the pods go', () => {
    const at = (abortScaleDownDelaySeconds: number | undefined) =>
      allowed('abort', withStrategy(rollout, { abortScaleDownDelaySeconds }))
        .consequences[1];
    expect(at(undefined)).toBe(
      'The pods of the new version are taken away after 30 s.',
    );
    expect(at(3600)).toBe(
      'The pods of the new version are taken away after 1 h.',
    );
    expect(at(0)).toBe(
      'The pods of the new version stay (abortScaleDownDelaySeconds is 0).',
    );
    expect(
      allowed('abort', recorded('manually-paused-at-pause-step').rollout)
        .consequences[1],
    ).toBe('The pods of the new version stay until a resume (spec.paused).');
  });

  it('replaces pods where there are no weights', () => {
    const made = allowed(
      'abort',
      recorded('without-traffic-routing-paused').rollout,
    );
    expect(made.consequences.slice(0, -2)).toEqual([
      'The pods of the canary are replaced by pods of the stable version.',
    ]);
  });

  it('is refused under a pause by hand that would keep the traffic where it is', () => {
    const hand = { paused: true };
    const stuck =
      'The Rollout is paused by hand (spec.paused): the pods, and with them the traffic, would stay as they are. Resume it first.';
    expect(
      reasonOf(
        'abort',
        changed('without-traffic-routing-paused', { spec: hand }),
      ),
    ).toBe(stuck);
    expect(
      reasonOf(
        'abort',
        changed('dynamic-stable-scale-half-way', { spec: hand }),
      ),
    ).toBe(stuck);
    expect(
      reasonOf(
        'abort',
        changed('bluegreen-post-promotion-analysis-running', { spec: hand }),
      ),
    ).toBe(
      'The Rollout is paused by hand (spec.paused): the active Service would stay with the new version. Resume it first.',
    );
    expect(
      reasonOf('abort', recorded('bluegreen-manually-paused').rollout),
    ).toBeUndefined();
  });

  it('is refused for the first revision, which has nothing to go back to', () => {
    expect(
      reasonOf(
        'abort',
        changed('first-revision-starting', { status: { stableRS: undefined } }),
      ),
    ).toBe(
      'This is the first revision, with no stable one beside it: it becomes stable without steps, and there is nothing to abort. Roll back to go to an earlier version.',
    );
  });

  it('is refused for a roll back within the rollback window, which the controller finishes all the same', () => {
    const { rollout: undone, objects: theirs } = recorded(
      'undone-after-promotion',
    );
    const revisions = (...createdAt: [hash: string, time: string][]) => ({
      replicaSets: createdAt.map(([hash, creationTimestamp]): ReplicaSet => {
        const [any] = theirs.replicaSets;
        const labels = { 'rollouts-pod-template-hash': hash };
        const metadata = { ...any.metadata, labels, creationTimestamp };
        return { ...any, metadata };
      }),
    });
    const window = (size: number | undefined) => ({
      ...undone,
      spec: { ...undone.spec, rollbackWindow: { revisions: size } },
    });
    const two = revisions(
      ['c47bf88cc', '2026-11-21T03:00:00Z'],
      ['5585df86', '2026-11-21T03:00:01Z'],
    );
    const three = revisions(
      ['c47bf88cc', '2026-11-21T03:00:00Z'],
      ['between', '2026-11-21T03:00:01Z'],
      ['5585df86', '2026-11-21T03:00:02Z'],
      ['newer', '2026-11-21T03:00:03Z'],
      ['older', '2026-11-21T02:00:03Z'],
    );
    const ignored =
      'This is a roll back within the rollback window (spec.rollbackWindow): the controller ignores an abort of it.';
    expect(reasonOf('abort', window(1), two)).toBe(ignored);
    expect(reasonOf('abort', window(2), three)).toBe(ignored);
    expect(reasonOf('abort', window(1), three)).toBeUndefined();
    expect(reasonOf('abort', window(0), two)).toBeUndefined();
    expect(reasonOf('abort', window(undefined), two)).toBeUndefined();
    expect(reasonOf('abort', undone, two)).toBeUndefined();
    expect(reasonOf('abort', window(1))).toBeUndefined();
    // Made in the same second, neither is older.
    expect(reasonOf('abort', window(1), theirs)).toBeUndefined();
    // A canary that is newer than stable is none.
    const canary: Rollout = {
      ...rollout,
      spec: { ...rollout.spec, rollbackWindow: { revisions: 9 } },
    };
    expect(reasonOf('abort', canary, objects)).toBeUndefined();
  });
});

describe('retry', () => {
  it('takes the abort back', () => {
    expect(writes('retry', recorded('aborted-settled').rollout)).toEqual([
      {
        subresource: 'status',
        operations: [{ op: 'replace', path: '/status/abort', value: false }],
      },
    ]);
  });

  it('says that it starts only after a resume', () => {
    expect(
      allowed('retry', changed('aborted-settled', { spec: { paused: true } }))
        .warnings,
    ).toEqual([
      'The Rollout is paused by hand (spec.paused): the update starts only after a resume.',
    ]);
  });

  it('says when a blue-green update switches by itself', () => {
    const after = (autoPromotionSeconds: number | undefined) =>
      allowed(
        'retry',
        withStrategy(recorded('bluegreen-aborted').rollout, {
          autoPromotionEnabled: undefined,
          autoPromotionSeconds,
        }),
      ).consequences[1];
    expect(after(90)).toBe(
      'The active Service switches by itself 1 min 30 s after the pods of the new version are ready.',
    );
    expect(after(undefined)).toBe(
      'The active Service switches by itself as soon as the pods of the new version are ready.',
    );
  });

  it('is refused when the version is stable all the same', () => {
    const { stableRS } = recorded('aborted-settled').rollout.status;
    expect(
      reasonOf(
        'retry',
        changed('aborted-settled', { status: { currentPodHash: stableRS } }),
      ),
    ).toBe('The newest version is stable already: there is nothing to retry.');
  });

  it('warns that nobody is asked when the steps have no pause', () => {
    const made = allowed(
      'retry',
      withStrategy(recorded('aborted-settled').rollout, {
        steps: [{ setWeight: 50 }],
      }),
    );
    expect(made).toMatchObject({
      nextWeight: 100,
      undo: {
        possible: true,
        how: 'An abort gives all traffic back to the stable version, but only until the canary is stable. After that only a roll back does, through all steps.',
      },
    });
  });
});

describe('pause and resume', () => {
  it('writes spec.paused, which Git may know', () => {
    const rollout = changed('paused-step1-weight20', { metadata: ARGO_CD });
    expect(writes('pause', rollout)).toEqual([
      {
        subresource: undefined,
        operations: [{ op: 'add', path: '/spec/paused', value: true }],
      },
    ]);
    expect(allowed('pause', rollout).warnings).toEqual([
      'Argo CD Application checkout-prod applies this manifest: where Git sets spec.paused, it takes this back when it syncs, with selfHeal at once.',
    ]);
    const held = { ...rollout, spec: { ...rollout.spec, paused: true } };
    expect(writes('resume', held)).toEqual([
      {
        subresource: undefined,
        operations: [{ op: 'replace', path: '/spec/paused', value: false }],
      },
    ]);
    expect(allowed('resume', held).warnings).toHaveLength(1);
  });

  it('says what a resume leads to', () => {
    const then = (
      state: string,
      status: Partial<Rollout['status']> = {},
      now = NOW,
    ) => {
      const made = planDecision({
        verb: 'resume',
        rollout: changed(state, { spec: { paused: true }, status }),
        now,
      });
      return made.allowed && made.consequences[1];
    };
    const none = { pauseConditions: undefined, controllerPause: undefined };
    expect(then('aborted-settled')).toBe('The update stays aborted.');
    expect(then('paused-duration-step3-weight50', none)).toBe(
      'After that the pause at step 4 of 7 begins.',
    );
    expect(then('paused-duration-step3-weight50')).toBe(
      'After that the pause at step 4 of 7 lasts until 19:42:39 UTC.',
    );
    expect(
      then(
        'paused-duration-step3-weight50',
        {},
        new Date('2026-11-20T19:42:39Z'),
      ),
    ).toBe('The pause at step 4 of 7 is over: the Rollout goes on at once.');
    expect(then('analysis-inconclusive-paused')).toBe(
      'After that the Rollout waits at step 7 of 7 for a promote (InconclusiveAnalysisRun).',
    );
    expect(then('promote-while-istiod-down')).toBe(
      'After that the update goes on.',
    );
    expect(then('bluegreen-preview-paused')).toBe(
      'After that the Rollout waits at its own pause for a promote.',
    );
  });
});

describe('restart', () => {
  it('writes the time in whole seconds', () => {
    const rollout = changed('paused-step1-weight20', { metadata: ARGO_CD });
    expect(writes('restart', rollout)).toEqual([
      {
        subresource: undefined,
        operations: [
          {
            op: 'add',
            path: '/spec/restartAt',
            value: '2026-11-20T19:42:25Z',
          },
        ],
      },
    ]);
    expect(allowed('restart', rollout).warnings).toEqual([
      'While no pod of the canary is available it gets no traffic.',
      'Argo CD Application checkout-prod applies this manifest: where Git sets spec.restartAt, it takes this back when it syncs, with selfHeal at once.',
    ]);
    expect(allowed('restart', rollout).consequences[0]).toBe(
      'Evicts every pod that was created before 19:42:25 UTC, of all revisions, and new ones take their place.',
    );
  });

  it('is refused while another one is not done', () => {
    const restartAt = '2026-11-20T19:40:00Z';
    const at = (restartedAt: string | undefined) =>
      reasonOf(
        'restart',
        changed('healthy-after-canary', {
          spec: { restartAt },
          status: { restartedAt },
        }),
      );
    expect(at(undefined)).toBe(
      'A restart of 19:40:00 UTC is not done yet. Wait until it is: a new one would restart the same pods again.',
    );
    expect(at(restartAt)).toBeUndefined();
  });

  it('speaks of no gap where no weight depends on the canary', () => {
    for (const state of [
      'healthy-after-canary',
      'aborted-settled',
      'without-traffic-routing-paused',
      'bluegreen-preview-paused',
    ]) {
      expect(allowed('restart', recorded(state).rollout).warnings).toEqual([]);
    }
  });
});

it('names the stable version only when its ReplicaSet belongs to the Rollout', () => {
  const { rollout, objects } = recorded('paused-step1-weight20');
  const foreign: ReplicaSet[] = objects.replicaSets.map(replicaSet => ({
    ...replicaSet,
    metadata: { ...replicaSet.metadata, ownerReferences: [] },
  }));
  expect(
    allowed('abort', rollout, { replicaSets: foreign }).consequences[0],
  ).toBe('All traffic goes back to the stable version at once.');
});

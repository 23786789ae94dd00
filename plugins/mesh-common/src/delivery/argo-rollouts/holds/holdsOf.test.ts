import { found, holds, PAUSED, sentences } from './__fixtures__/holdsOfState';

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

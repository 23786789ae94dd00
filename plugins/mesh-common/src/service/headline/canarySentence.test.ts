import type { ArgoCanaryDelivery, Revision } from '../../model';
import { canary, withWeights } from './__fixtures__/said';

describe('the sentence about a canary', () => {
  const state = 'paused-step1-weight20';
  const progressing = { phase: 'Progressing', pause: undefined } as const;

  it.each([
    [20, 'takes 20 % of the traffic'],
    [20.4, 'takes 20.4 % of the traffic'],
    [20.5, 'takes 20.5 % of the traffic instead of 20 %'],
    [19.5, 'takes 19.5 % of the traffic instead of 20 %'],
    [0, 'takes 0 % of the traffic instead of 20 %'],
    [100, 'takes all traffic'],
  ])('with a written weight of %s', (written, share) => {
    expect(canary(state, withWeights(20, written))).toBe(
      `Canary \`1.1.0\` ${share} (step 2 of 7) and waits for a decision.`,
    );
  });

  it.each([
    [{ role: 'canary' }, 'which leads to the pods of all revisions'],
    [{ role: 'canary', selects: '64498bc78b' }, 'which leads to `1.0.0`'],
    [{ role: 'canary', selects: 'gone' }, 'which leads to revision gone'],
    [
      { role: 'stable', selects: '84bf898985' },
      'but that of stable leads to `1.1.0`',
    ],
  ] as const)(
    'does not say what it takes while a destination is %j',
    (astray, where) => {
      expect(canary(state, withWeights(20, 20, [astray]))).toBe(
        `Canary \`1.1.0\` has a weight of 20 %, ${where} (step 2 of 7), and waits for a decision.`,
      );
    },
  );

  it('says nothing of a destination that leads elsewhere without a weight', () => {
    expect(
      canary(state, {
        ...withWeights(20, undefined, [{ role: 'stable' }]),
        holds: [],
      }),
    ).toContain('takes about 17 % of the traffic by its pods');
  });

  it('tells two revisions of the same version apart by their numbers', () => {
    const same = (revision: Revision) => ({ ...revision, version: 'main' });
    expect(canary(state, {}, same)).toBe(
      'Canary `main` (revision 2) takes 20 % of the traffic (step 2 of 7) and waits for a decision.',
    );
    expect(canary('aborted-fresh', {}, same)).toBe(
      'Canary `main` (revision 3) was aborted; `main` (revision 2) takes all traffic.',
    );
    expect(
      canary(state, {}, revision => ({ ...same(revision), number: undefined })),
    ).toMatch(/^Canary `main` takes/);
  });

  it('says where it is going while it moves', () => {
    expect(
      canary(state, {
        ...withWeights(50, 20),
        ...progressing,
        holds: [],
        message: 'more replicas need to be updated',
      }),
    ).toBe(
      'Canary `1.1.0` takes 20 % of the traffic on its way to 50 % (step 2 of 7) and is on its way: more replicas need to be updated.',
    );
  });

  it('says what it is to take while no route can be found', () => {
    expect(
      canary(state, {
        ...withWeights(20, undefined),
        holds: [{ code: 'route-missing', sentence: '' }],
      }),
    ).toBe(
      'Canary `1.1.0` is to take 20 % of the traffic (step 2 of 7) and waits for a decision.',
    );
  });

  it('goes by its pods without traffic routing', () => {
    expect(canary(state, { ...withWeights(20, undefined), holds: [] })).toBe(
      'Canary `1.1.0` takes about 17 % of the traffic by its pods (step 2 of 7) and waits for a decision.',
    );
    expect(
      canary(state, { ...withWeights(20, undefined), holds: [] }, revision => ({
        ...revision,
        readyPods: 0,
      })),
    ).toBe(
      'Canary `1.1.0` takes no traffic (step 2 of 7) and waits for a decision.',
    );
  });

  it('has no step once all are done', () => {
    expect(
      canary(state, { ...progressing, currentStepIndex: 7, message: 'x' }),
    ).toBe('Canary `1.1.0` takes 20 % of the traffic and is on its way: x.');
  });

  it.each([
    [
      { kind: 'analysis', templates: ['errors', 'latency'] },
      'is judged by its analysis (errors and latency)',
    ],
    [{ kind: 'analysis', templates: [] }, 'is judged by its analysis'],
    [
      { kind: 'experiment', templates: ['a', 'b', 'c'] },
      'is tried in an experiment (a, b and c)',
    ],
    [{ kind: 'plugin', name: 'example/job' }, 'is at its example/job step'],
    [{ kind: 'unknown', name: 'runJob' }, 'is at its runJob step'],
    [{ kind: 'setWeight', weight: 20 }, 'is on its way: scaling'],
  ] as const)('at the step %j', (action, doing) => {
    expect(
      canary(state, {
        ...progressing,
        message: 'scaling',
        currentStepIndex: 0,
        steps: [
          {
            index: 0,
            state: 'current',
            action: action as ArgoCanaryDelivery['steps'][number]['action'],
          },
        ],
      }),
    ).toBe(
      `Canary \`1.1.0\` takes 20 % of the traffic (step 1 of 1) and ${doing}.`,
    );
  });

  it('waits for its pods before anything else', () => {
    expect(
      canary(state, {
        ...progressing,
        holds: [{ code: 'canary-not-ready', sentence: '' }],
      }),
    ).toBe(
      'Canary `1.1.0` takes 20 % of the traffic (step 2 of 7) and waits for its pods (1 of 1 ready).',
    );
  });

  it.each([
    ['', 'and is degraded'],
    ['Out of order. ', 'and is degraded: Out of order'],
    [
      'ProgressDeadlineExceeded: late',
      'and is degraded: ProgressDeadlineExceeded: late',
    ],
  ])('is degraded with %j', (message, doing) => {
    expect(canary(state, { phase: 'Degraded', message, holds: [] })).toBe(
      `Canary \`1.1.0\` takes 20 % of the traffic (step 2 of 7) ${doing}.`,
    );
  });

  it('stands still with a spec that is invalid', () => {
    expect(
      canary(state, {
        phase: 'Degraded',
        ...withWeights(90, 20),
        message: 'InvalidSpec: The Rollout "a" is invalid: spec.x: wrong',
        holds: [{ code: 'invalid-spec', sentence: '' }],
      }),
    ).toBe(
      'Canary `1.1.0` takes 20 % of the traffic (step 2 of 7) and stands still: the spec is invalid: spec.x: wrong.',
    );
  });

  it('may be healthy before it is stable', () => {
    expect(canary(state, { phase: 'Healthy', pause: undefined })).toContain(
      ' and is healthy.',
    );
  });

  it('says why a full promote is not done', () => {
    expect(
      canary(state, {
        ...progressing,
        ...withWeights(100, 20),
        promotesFully: true,
        holds: [],
        message: 'more replicas need to be updated',
      }),
    ).toBe(
      'Canary `1.1.0` takes 20 % of the traffic and is promoted fully, past all pauses and analyses: more replicas need to be updated.',
    );
  });

  it('says that the controller is silent', () => {
    expect(
      canary(state, { holds: [{ code: 'controller-silent', sentence: '' }] }),
    ).toBe(
      'Canary `1.1.0` takes 20 % of the traffic (step 2 of 7) and waits for the controller, which has not reacted yet.',
    );
  });

  const first = (revision: Revision) =>
    revision.role === 'stable' ? undefined : revision;

  it('is one about the first revision as long as none is stable', () => {
    expect(canary(state, { ...progressing, message: '' }, first)).toBe(
      '`1.1.0` is the first revision and is on its way.',
    );
  });

  it('cuts what the controller says', () => {
    const long = canary(state, {
      phase: 'Degraded',
      message: 'x '.repeat(500),
    });
    expect(long).toMatch(/: (x ){100}…$/);
  });
});

describe('the sentence about an aborted canary', () => {
  const state = 'aborted-fresh';

  it.each([
    [0, undefined, '; `1.1.0` takes all traffic.'],
    [20, undefined, '; it still takes 20 % of the traffic.'],
    [
      20,
      { code: 'controller-silent', sentence: '' } as const,
      ', but the controller has not reacted yet: it still takes 20 % of the traffic.',
    ],
  ])('with a weight of %s', (written, hold, end) => {
    expect(
      canary(state, { ...withWeights(0, written), holds: hold ? [hold] : [] }),
    ).toBe(`Canary \`1.2.0\` was aborted${end}`);
  });

  it.each([
    [
      { role: 'canary', selects: '7649f75dc7' },
      'it still takes 20 % of the traffic.',
    ],
    [{ role: 'canary', selects: 'STABLE' }, '`1.1.0` takes all traffic.'],
    [
      { role: 'stable', selects: 'STABLE' },
      'it still takes 20 % of the traffic.',
    ],
  ] as const)('with a weight whose destination is %j', (astray, end) => {
    expect(
      canary(state, withWeights(0, 20, [astray]), revision =>
        revision.role === 'stable' ? { ...revision, hash: 'STABLE' } : revision,
      ),
    ).toBe(`Canary \`1.2.0\` was aborted; ${end}`);
  });

  it('goes by its pods without traffic routing', () => {
    const change = { ...withWeights(0, undefined), holds: [] };
    expect(canary(state, change)).toBe(
      'Canary `1.2.0` was aborted; it still takes about 17 % of the traffic by its pods.',
    );
    expect(
      canary(state, change, revision =>
        revision.role === 'canary' ? { ...revision, readyPods: 0 } : revision,
      ),
    ).toBe('Canary `1.2.0` was aborted; `1.1.0` takes all traffic.');
    expect(
      canary(state, {
        ...change,
        holds: [{ code: 'route-missing', sentence: '' }],
      }),
    ).toBe('Canary `1.2.0` was aborted; `1.1.0` takes all traffic.');
  });

  it('says why', () => {
    expect(
      canary(state, {
        message:
          'RolloutAborted: Rollout aborted update to revision 12: Background analysis phase error/failed: Metric "errors" assessed Failed due to failed (3) > failureLimit (2)',
      }),
    ).toBe(
      'Canary `1.2.0` was aborted (its background analysis failed: errors failed 3 times, 2 allowed); `1.1.0` takes all traffic.',
    );
  });
});

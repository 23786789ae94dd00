import { recorded } from '../../__fixtures__/recorded';
import type {
  ArgoBlueGreenDelivery,
  ArgoCanaryDelivery,
  Delivery,
  Revision,
  RouteDestination,
  Signals,
  WeightedRoutesDelivery,
} from '../../model';
import { buildServiceView } from '../buildServiceView';
import { headlineOf } from '../headline';

const LIVE = { state: 'live', heardAt: '2026-11-21T03:26:50Z' } as const;
const FRESH = { cluster: LIVE, metrics: LIVE };

function said(delivery: Delivery, revisions: Revision[], signals?: Signals) {
  return headlineOf({ delivery, revisions, signals, freshness: FRESH });
}

/** The sentence of a recorded state, changed in one respect. */
function sentence<D extends ArgoCanaryDelivery | ArgoBlueGreenDelivery>(
  state: string,
  change: Partial<D>,
  revise: (revision: Revision) => Revision | undefined = revision => revision,
) {
  const view = buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/checkout',
    objects: recorded(state).objects,
    freshness: FRESH,
    trustCatalog: false,
    now: new Date(LIVE.heardAt),
  });
  const delivery = { ...view.delivery, ...change } as Delivery;
  return said(
    delivery,
    view.revisions.flatMap(revision => revise(revision) ?? []),
  );
}

const canary = (
  state: string,
  change: Partial<ArgoCanaryDelivery>,
  revise?: (revision: Revision) => Revision | undefined,
) => sentence<ArgoCanaryDelivery>(state, change, revise);

const blueGreen = (
  state: string,
  change: Partial<ArgoBlueGreenDelivery>,
  revise?: (revision: Revision) => Revision | undefined,
) => sentence<ArgoBlueGreenDelivery>(state, change, revise);

const withWeights = (desired: number, written: number | undefined) => ({
  weights: { desired, written, routes: [], drift: [] },
});

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

describe('the sentence while no update is under way', () => {
  const state = 'healthy-initial';

  it.each([
    [{}, '`1.0.0` is stable and takes all traffic.'],
    [
      { phase: 'Progressing', message: 'x.' },
      '`1.0.0` is stable and takes all traffic; the Rollout is progressing: x.',
    ],
    [
      { phase: 'Paused', message: 'manually paused' },
      '`1.0.0` is stable and takes all traffic; the Rollout is paused by hand.',
    ],
    [
      { phase: 'Progressing', message: 'rollout is restarting' },
      '`1.0.0` is stable and takes all traffic; its pods are being restarted.',
    ],
    [
      withWeights(0, 30),
      "`1.0.0` is stable, but the canary's destination still takes 30 % of the traffic.",
    ],
    [
      { holds: [{ code: 'controller-silent', sentence: '' }] },
      '`1.0.0` is stable and takes all traffic; the controller has not reacted yet to the newest change.',
    ],
  ])('with %j', (change, text) => {
    expect(canary(state, change as Partial<ArgoCanaryDelivery>)).toBe(text);
  });

  it('says when no pod can take the traffic', () => {
    expect(canary(state, {}, revision => ({ ...revision, readyPods: 0 }))).toBe(
      '`1.0.0` has none of its 5 pods ready: nobody takes the traffic.',
    );
    expect(
      canary(state, {}, revision => ({
        ...revision,
        desiredPods: 0,
        readyPods: 0,
      })),
    ).toBe('`1.0.0` is scaled to 0 and has no pods.');
  });

  it('says when there is no revision at all', () => {
    expect(canary(state, { message: '' }, () => undefined)).toBe(
      'No revision runs yet.',
    );
    expect(
      blueGreen('bluegreen-healthy', { message: 'x' }, () => undefined),
    ).toBe('No revision runs yet: x.');
  });
});

describe('the sentence about blue-green', () => {
  const state = 'bluegreen-preview-paused';
  const moving = {
    phase: 'Progressing',
    message: 'active service cutover pending',
  } as const;

  it.each([
    [moving, 'is on its way: active service cutover pending'],
    [
      { ...moving, promotesFully: true },
      'is promoted fully, past its pause and analyses, and is on its way: active service cutover pending',
    ],
    [
      { holds: [{ code: 'controller-silent', sentence: '' }] },
      'waits for the controller, which has not reacted yet',
    ],
    [
      {
        promotesFully: true,
        holds: [{ code: 'controller-silent', sentence: '' }],
      },
      'is promoted fully, past its pause and analyses, and waits for the controller, which has not reacted yet',
    ],
    [{ phase: 'Degraded', message: 'late' }, 'is degraded: late'],
    [{ aborted: true, message: '' }, 'was aborted'],
    [
      {
        aborted: true,
        message: '',
        holds: [{ code: 'controller-silent', sentence: '' }],
      },
      'was aborted, but the controller has not reacted yet',
    ],
  ])('with %j', (change, doing) => {
    expect(blueGreen(state, change as Partial<ArgoBlueGreenDelivery>)).toBe(
      `Preview \`1.1.0\` ${doing}; \`1.0.0\` takes all traffic.`,
    );
  });

  const judged = (type: 'pre-promotion' | 'post-promotion', phase: string) => ({
    analyses: [
      { name: 'a', type, phase, message: '', hash: 'x', metrics: [] },
    ] as ArgoBlueGreenDelivery['analyses'],
  });

  it('is not judged by an analysis that has ended, or that comes later', () => {
    for (const analyses of [
      judged('pre-promotion', 'Successful'),
      judged('post-promotion', 'Running'),
    ]) {
      expect(blueGreen(state, { ...moving, ...analyses })).toContain(
        'is on its way',
      );
    }
  });

  it('after the switch says what is to end before the new revision is stable', () => {
    const after = 'bluegreen-post-promotion-analysis-running';
    for (const analyses of [
      judged('post-promotion', 'Running'),
      judged('pre-promotion', 'Running'),
      { analyses: [] },
    ]) {
      expect(
        blueGreen(after, {
          ...analyses,
          message: 'waiting for post-promotion verification to complete',
        }),
      ).toBe(
        '`1.1.0` takes all traffic and becomes stable: waiting for post-promotion verification to complete; `1.0.0` is kept until that ends.',
      );
    }
  });

  it('is one about the first revision as long as none is stable', () => {
    expect(
      blueGreen(state, { ...moving, message: '' }, revision =>
        revision.role === 'stable' ? undefined : { ...revision, readyPods: 0 },
      ),
    ).toBe(
      '`1.1.0` is the first revision and waits for its pods (0 of 2 ready).',
    );
    expect(
      blueGreen(
        'bluegreen-post-promotion-analysis-running',
        { message: '' },
        revision => (revision.role === 'stable' ? undefined : revision),
      ),
    ).toBe('`1.1.0` is the first revision and is on its way.');
  });
});

describe('the sentence about weights that people move', () => {
  const revisions = (...versions: string[]): Revision[] =>
    versions.map(version => ({
      hash: `hash-${version}`,
      role: 'stable',
      images: [],
      version,
      desiredPods: 1,
      readyPods: 1,
      pods: [],
    }));
  const destination = (
    role: RouteDestination['role'],
    weight: number,
    hashes: string[],
    subset?: string,
  ): RouteDestination => ({ host: 'reviews', subset, weight, role, hashes });
  const of = (...destinations: RouteDestination[]) =>
    said(
      { engine: 'weighted-routes', destinations } as WeightedRoutesDelivery,
      revisions('v1', 'v2', 'v3'),
    );

  it.each([
    [
      [
        destination('stable', 80, ['hash-v1']),
        destination('canary', 20, ['hash-v2']),
      ],
      '`v2` takes 20 % of the traffic, `v1` 80 %; the weights are moved by hand.',
    ],
    [
      [
        destination('other', 10, ['hash-v3']),
        destination('stable', 70.5, ['hash-v1']),
        destination('canary', 19.5, ['hash-v2']),
      ],
      '`v2` takes 19.5 % of the traffic, `v1` 70.5 % and `v3` 10 %; the weights are moved by hand.',
    ],
    [
      [
        destination('canary', 0, ['hash-v2']),
        destination('stable', 100, ['hash-v1']),
      ],
      '`v1` takes all traffic; the weights are moved by hand.',
    ],
    [
      [
        destination('canary', 30, ['hash-v2', 'hash-v3']),
        destination('stable', 70, [], 'old'),
      ],
      '`v2` and `v3` take 30 % of the traffic, `old` 70 %; the weights are moved by hand.',
    ],
    [
      [destination('stable', 100, [])],
      '`reviews` takes all traffic; the weights are moved by hand.',
    ],
    [[], 'The route gives no destination any traffic.'],
  ])('%#', (destinations, text) => {
    expect(of(...destinations)).toBe(text);
  });
});

describe('what the sentence says of errors', () => {
  const signals = (errorShare: number | undefined) =>
    ({ errorShare, requests: 100 } as Signals);
  const { objects } = recorded('paused-step1-weight20');
  const view = buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/checkout',
    objects,
    freshness: FRESH,
    trustCatalog: false,
    now: new Date(LIVE.heardAt),
  });
  const errors = (
    own: Signals | undefined,
    old: Signals | undefined,
    service: Signals | undefined,
    change: Partial<ArgoCanaryDelivery> = {},
  ) =>
    said(
      { ...view.delivery, ...change } as Delivery,
      view.revisions.map(revision => ({
        ...revision,
        signals: revision.role === 'canary' ? own : old,
      })),
      service,
    )
      .split('. ')
      .slice(1)
      .join('. ');

  it.each([
    [
      signals(0.004),
      signals(0.003),
      signals(0.5),
      'Errors 0.4 % against 0.3 % on stable.',
    ],
    [signals(0.004), undefined, signals(0.5), 'Errors 0.4 % on the canary.'],
    [undefined, signals(0.003), signals(0.5), 'Errors 50 %.'],
    [signals(undefined), undefined, undefined, ''],
    [undefined, undefined, signals(undefined), ''],
  ])('%#', (own, old, service, text) => {
    expect(errors(own, old, service)).toBe(text);
  });

  it('is that of the service once the canary is aborted', () => {
    expect(
      errors(signals(0.004), signals(0.003), signals(0.5), { aborted: true }),
    ).toBe('Errors 50 %.');
  });
});

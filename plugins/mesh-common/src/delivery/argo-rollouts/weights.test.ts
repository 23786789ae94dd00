import { object } from '../../__fixtures__/objects';
import { recorded } from '../../__fixtures__/recorded';
import type { Rollout } from '../../kubernetes';
import type { Revision, Signals } from '../../model';
import { desiredWeight } from './steps';
import { weightsOf } from './weights';

/** One minute into the pause of `paused-step1-weight20`, and the half minute that proxies and Prometheus need. */
const SETTLED = '2026-11-20T19:40:48Z';

const SOON = '2026-11-20T19:40:00Z';

const revision = (
  role: Revision['role'],
  requests: number | undefined,
): Revision => ({
  hash: role,
  role,
  images: [],
  version: role,
  desiredPods: 1,
  readyPods: 1,
  pods: [],
  signals:
    requests === undefined
      ? undefined
      : ({ requests, requestsPerSecond: 1, windowSeconds: 60 } as Signals),
});

function measured(
  state: string,
  canary: number | undefined,
  stable: number | undefined,
  now = SETTLED,
) {
  const { rollout, objects } = recorded(state);
  return weightsOf(
    rollout,
    objects,
    [revision('canary', canary), revision('stable', stable)],
    new Date(now),
  );
}

describe('the measured weight of the canary', () => {
  const state = 'paused-step1-weight20';

  it('is its share of the requests of both, with its interval', () => {
    expect(measured(state, 30, 70).measured).toEqual({
      percent: 30,
      requests: 100,
      low: expect.closeTo(21.9, 1),
      high: expect.closeTo(39.6, 1),
      settled: true,
    });
  });

  it.each([
    [undefined, 70],
    [30, undefined],
    [0, 0],
  ])('is unknown with %s and %s requests', (canary, stable) => {
    expect(measured(state, canary, stable).measured).toBeUndefined();
  });

  it('is none once the canary is stable', () => {
    expect(measured('healthy-initial', 30, 70).measured).toBeUndefined();
  });

  it('is settled when the whole window lies in the pause', () => {
    expect(measured(state, 30, 70, SETTLED).measured?.settled).toBe(true);
    expect(
      measured(state, 30, 70, '2026-11-20T19:40:47Z').measured?.settled,
    ).toBe(false);
  });

  it('is not settled while the canary is on its way', () => {
    expect(
      measured('analysis-running-step6', 30, 70, '2026-11-21T00:00:00Z')
        .measured?.settled,
    ).toBe(false);
  });

  it('is no drift as long as sampling explains it', () => {
    expect(measured(state, 20, 80).drift).toEqual([]);
    expect(measured(state, 25, 75).drift).toEqual([]);
    expect(measured(state, 500, 500).drift).toEqual([
      'Of 1000 requests 50 % went to the canary (95 % interval 46.9 % to 53.1 %), 20 % is written.',
    ]);
    expect(measured(state, 5, 995).drift).toEqual([
      'Of 1000 requests 0.5 % went to the canary (95 % interval 0.2 % to 1.2 %), 20 % is written.',
    ]);
    expect(measured(state, 500, 500, '2026-11-20T19:40:47Z').drift).toEqual([]);
  });

  it('is compared with the share of both while experiments take some of the traffic', () => {
    const { rollout, objects } = recorded('experiment-running');
    const weights = weightsOf(
      {
        ...rollout,
        status: {
          ...rollout.status,
          phase: 'Paused',
          pauseConditions: [
            {
              reason: 'InconclusiveExperiment',
              startTime: '2026-11-20T19:00:00Z',
            },
          ],
        },
      },
      objects,
      [revision('canary', 11_111), revision('stable', 88_889)],
      new Date('2026-11-20T20:00:00Z'),
    );
    expect(weights).toMatchObject({ desired: 10, written: 10 });
    expect(weights.measured?.settled).toBe(true);
    expect(weights.drift).toEqual([]);
  });

  it('cannot be compared without a written weight', () => {
    const { drift, measured: share } = measured(
      'without-traffic-routing-paused',
      50_000,
      50_000,
      '2026-11-22T00:00:00Z',
    );
    expect(share?.settled).toBe(true);
    expect(drift).toEqual([]);
  });
});

describe('drift between the step and the routes', () => {
  const withWeight = (weight: number, state = 'paused-step1-weight20') => {
    const { rollout, objects } = recorded(state);
    return weightsOf(
      rollout,
      {
        ...objects,
        virtualServices: [
          object('VirtualService', 'checkout', {
            spec: {
              http: [
                {
                  name: 'primary',
                  route: [
                    {
                      destination: { host: 'checkout', subset: 'stable' },
                      weight: 1000 - weight,
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
      },
      [],
      new Date(SETTLED),
    ).drift;
  };

  it('begins at half a percent', () => {
    expect(withWeight(204)).toEqual([]);
    expect(withWeight(196)).toEqual([]);
    expect(withWeight(205)).toEqual([
      'VirtualService shop/checkout, route primary gives the canary 20.5 %, the step asks for 20 %.',
    ]);
    expect(withWeight(195)).toHaveLength(1);
  });
});

describe('drift after the end of an update', () => {
  const after = (
    state: string,
    seconds: number,
    status: Partial<Rollout['status']> = {},
  ) => {
    const { rollout, objects } = recorded(state);
    const changed = { ...rollout, status: { ...rollout.status, ...status } };
    const { conditions = [], abortedAt } = changed.status;
    const completed = conditions.find(({ type }) => type === 'Completed');
    const end = abortedAt ?? completed?.lastTransitionTime;
    return weightsOf(
      changed,
      {
        ...objects,
        virtualServices: recorded('subset-level-paused').objects
          .virtualServices,
      },
      [],
      new Date(Date.parse(end!) + 1000 * seconds),
    ).drift;
  };
  const late = [
    'VirtualService shop/checkout, route primary gives the canary 20 %, but it is to get 0 %.',
  ];

  it('begins half a minute after an abort', () => {
    expect(after('background-analysis-failed', 29)).toEqual([]);
    expect(after('background-analysis-failed', 30)).toEqual(late);
  });

  it('is none of an abort that the controller has not heard', () => {
    const status = { abort: true, abortedAt: undefined };
    expect(after('subset-level-paused', 9999, status)).toEqual([]);
  });

  it('begins half a minute after the new version is stable', () => {
    expect(after('promoted-fully', 29)).toEqual([]);
    expect(after('promoted-fully', 30)).toEqual(late);
  });

  it.each([
    ['no word', []],
    [
      'another condition',
      [{ type: 'Paused', status: 'True', lastTransitionTime: SOON }],
    ],
    [
      'a word that it is not',
      [{ type: 'Completed', status: 'False', lastTransitionTime: SOON }],
    ],
  ])('begins at once with %s of its end', (_, conditions) => {
    expect(after('promoted-fully', 0, { conditions, abortedAt: SOON })).toEqual(
      late,
    );
  });

  it('is shown while an update runs, whatever ended before', () => {
    const { conditions } = recorded('promoted-fully').rollout.status;
    expect(
      after('subset-level-paused', 0, { conditions, currentStepIndex: 2 }),
    ).toEqual([
      'VirtualService shop/checkout, route primary gives the canary 20 %, the step asks for 50 %.',
    ]);
    expect(
      after('subset-level-paused', 0, { conditions, currentStepIndex: 9 }),
    ).toEqual([
      'VirtualService shop/checkout, route primary gives the canary 20 %, but it is to get 100 %.',
    ]);
  });
});

describe('a destination that leads elsewhere', () => {
  const astray = (state: string) => {
    const { rollout, objects } = recorded(state);
    return weightsOf(rollout, objects, [], new Date(SETTLED)).astray;
  };

  it('is said while it takes requests', () => {
    expect(astray('subset-hash-overwritten-by-hand')).toEqual([
      { role: 'canary', selects: undefined },
    ]);
    expect(astray('subset-level-paused')).toBeUndefined();
    expect(astray('paused-weight-lag-stable-unavailable')).toBeUndefined();
  });
});

describe('the weight that the steps ask for', () => {
  const asked = (
    steps: object[],
    status: object = {},
    trafficRouting?: object,
  ) =>
    desiredWeight(
      object('Rollout', 'checkout', {
        spec: { strategy: { canary: { steps, trafficRouting } } },
        status: { currentPodHash: 'new', stableRS: 'old', ...status },
      }),
    );
  const steps = [{ pause: {} }, { setWeight: 20 }, { pause: {} }];

  it.each([
    ['nothing before the first weight', 0, 0],
    ['the weight of its own step', 1, 20],
    ['the last weight before', 2, 20],
    ['all at the end', 3, 100],
    ['all beyond the end', 9, 100],
  ])('is %s', (_, currentStepIndex, weight) => {
    expect(asked(steps, { currentStepIndex })).toBe(weight);
  });

  it('counts a weight of 0', () => {
    expect(
      asked([{ setWeight: 20 }, { setWeight: 0 }], { currentStepIndex: 1 }),
    ).toBe(0);
  });

  it.each([
    ['aborted', { abort: true }],
    ['stable', { stableRS: 'new' }],
    ['the first', { stableRS: undefined }],
  ])('is 0 for a revision that is %s', (_, status) => {
    expect(asked(steps, { currentStepIndex: 1, ...status })).toBe(0);
  });

  it('begins at the first step', () => {
    expect(asked([{ setWeight: 20 }])).toBe(20);
  });

  it('is all without steps', () => {
    expect(asked([])).toBe(100);
  });

  it.each([
    [1000, 200, 20],
    [0, 20, 20],
    [100, 120, 100],
    [100, -5, 0],
  ])(
    'of a maximum of %s: %s is %s %%',
    (maxTrafficWeight, setWeight, weight) => {
      expect(asked([{ setWeight }], {}, { maxTrafficWeight })).toBe(weight);
    },
  );
});

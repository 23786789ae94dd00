import type { ServiceView } from '@meshway/plugin-mesh-common';
import { compareDelivery, type Field } from './compareDelivery.ts';
import type { PrintedRollout } from './parseGetRollout.ts';

const PRINTED: PrintedRollout = {
  phase: 'Paused',
  message: 'CanaryPauseStep',
  strategy: 'Canary',
  step: '1/2',
  setWeight: '20',
  actualWeight: '20',
  images: ['checkout:1.0.0 (stable)', 'checkout:1.1.0 (canary)'],
  replicaSets: [
    {
      name: 'checkout-b',
      revision: 2,
      status: 'Healthy',
      roles: ['canary'],
      isLeaving: false,
      pods: [{ name: 'p', status: 'Running', ready: '2/2', restarts: 0 }],
    },
    {
      name: 'checkout-a',
      revision: 1,
      status: 'Healthy',
      roles: ['stable'],
      isLeaving: false,
      pods: [{ name: 'q', status: 'Running', ready: '2/2', restarts: 0 }],
    },
  ],
  analysisRuns: [],
  experiments: [],
};

const ROLLOUT = {
  kind: 'Rollout',
  metadata: { name: 'checkout' },
  spec: {
    strategy: {
      canary: {
        stableService: 'stable',
        canaryService: 'canary',
        trafficRouting: { istio: {} },
      },
    },
  },
  status: {
    stableRS: 'a',
    currentPodHash: 'b',
    currentStepIndex: 1,
    availableReplicas: 2,
    canary: { weights: { canary: { weight: 20 } } },
  },
};

function virtualService(stable: number, canary: number) {
  return {
    kind: 'VirtualService',
    metadata: { name: 'checkout' },
    spec: {
      http: [
        {
          route: [
            { destination: { host: 'stable' }, weight: stable },
            { destination: { host: 'canary' }, weight: canary },
          ],
        },
      ],
    },
  };
}

function said(changes: {
  desired?: number;
  written?: number;
  drift?: string[];
  experiments?: { name: string; phase: string }[];
}): ServiceView {
  const { desired = 20, written = 20, drift = [], experiments = [] } = changes;
  const revision = (number: number, role: string, pod: string) => ({
    number,
    hash: 'ab'[number - 1],
    role,
    images: [`checkout:1.${number - 1}.0`],
    readyPods: 1,
    pods: [
      {
        name: pod,
        status: 'Running',
        readyContainers: 2,
        totalContainers: 2,
        restarts: 0,
      },
    ],
  });
  return {
    delivery: {
      engine: 'argo-rollouts',
      strategy: 'canary',
      phase: 'Paused',
      message: 'CanaryPauseStep',
      currentStepIndex: 1,
      steps: [{}, {}],
      weights: { desired, written, routes: [], drift },
      analyses: [],
      experiments,
    },
    revisions: [revision(2, 'canary', 'p'), revision(1, 'stable', 'q')],
  } as unknown as ServiceView;
}

function verdicts(
  view: ServiceView,
  printed: PrintedRollout,
  objects: Parameters<typeof compareDelivery>[2],
): Partial<Record<Field, string>> {
  return Object.fromEntries(
    compareDelivery(view, printed, objects)
      .filter(({ verdict }) => verdict !== 'same')
      .map(({ field, verdict }) => [field, verdict]),
  );
}

describe('a comparison', () => {
  it('finds nothing when both say the same', () => {
    const compared = compareDelivery(said({}), PRINTED, [
      ROLLOUT,
      virtualService(80, 20),
    ]);
    expect(compared).toHaveLength(12);
    expect(new Set(compared.map(({ verdict }) => verdict))).toEqual(
      new Set(['same']),
    );
  });

  it.each([
    ['phase', { phase: 'Healthy' }],
    ['message', { message: 'manually paused' }],
    ['strategy', { strategy: 'BlueGreen' }],
    ['step', { step: '0/2' }],
    ['set weight', { setWeight: '40' }],
    ['actual weight', { actualWeight: '40' }],
    ['analyses', { analysisRuns: [{ name: 'x', revision: 2, status: 'y' }] }],
    ['experiments', { experiments: [{ name: 'x', revision: 2, status: 'y' }] }],
    ['images', { images: ['checkout:1.0.0 (stable)'] }],
  ])('finds another %s', (field, changes) => {
    expect(verdicts(said({}), { ...PRINTED, ...changes }, [ROLLOUT])).toEqual({
      [field]: 'different',
    });
  });

  it('finds another role, another pod and a revision that is left out', () => {
    const [canary, stable] = PRINTED.replicaSets;
    const compared = (...replicaSets: (typeof canary)[]) =>
      verdicts(said({}), { ...PRINTED, replicaSets }, [ROLLOUT]);
    expect(compared({ ...canary, roles: [] }, stable)).toEqual({
      revisions: 'different',
    });
    expect(compared({ ...canary, isLeaving: true }, stable)).toEqual({
      leaving: 'different',
    });
    expect(
      compared(
        { ...canary, pods: [{ ...canary.pods[0], ready: '1/2' }] },
        stable,
      ),
    ).toEqual({ pods: 'different' });
    expect(compared(stable)).toEqual({
      revisions: 'different',
      pods: 'different',
    });
    const gone = { ...stable, name: 'checkout-0', roles: [], pods: [] };
    expect(compared(canary, stable, gone)).toEqual({ revisions: 'explained' });
  });

  it('wants a run without a phase to be called pending, and no other', () => {
    const printed = {
      ...PRINTED,
      experiments: [{ name: 'x', revision: 2, status: '' }],
    };
    const compared = (phase: string) =>
      verdicts(said({ experiments: [{ name: 'x', phase }] }), printed, [
        ROLLOUT,
      ]);
    expect(compared('Pending')).toEqual({ experiments: 'explained' });
    expect(compared('Running')).toEqual({ experiments: 'different' });
  });

  it('wants the written weight, and a word about it, where the VirtualService was changed', () => {
    const objects = [ROLLOUT, virtualService(25, 75)];
    const drift = ['It was changed.'];
    expect(verdicts(said({ written: 75, drift }), PRINTED, objects)).toEqual({
      'actual weight': 'explained',
    });
    expect(verdicts(said({ written: 75 }), PRINTED, objects)).toEqual({
      'actual weight': 'different',
    });
    expect(verdicts(said({ written: 20, drift }), PRINTED, objects)).toEqual({
      'actual weight': 'different',
    });
  });

  it('wants no weight where there is no canary', () => {
    const printed = { ...PRINTED, setWeight: '100', actualWeight: '100' };
    const rollout = {
      ...ROLLOUT,
      status: { ...ROLLOUT.status, currentPodHash: 'a' },
    };
    expect(
      verdicts(said({ desired: 0, written: 0 }), printed, [rollout]),
    ).toEqual({ 'set weight': 'explained', 'actual weight': 'explained' });
    expect(
      verdicts(said({ desired: 100, written: 100 }), printed, [rollout]),
    ).toEqual({ 'set weight': 'different', 'actual weight': 'different' });
    // For a moment after the last step the routes are those of before.
    const objects = [rollout, virtualService(80, 20)];
    expect(
      verdicts(said({ desired: 0, written: 20 }), printed, objects),
    ).toEqual({ 'set weight': 'explained', 'actual weight': 'explained' });
  });
});

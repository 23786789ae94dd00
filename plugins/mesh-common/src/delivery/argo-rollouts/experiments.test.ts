import { object } from '../../__fixtures__/objects';
import { recorded } from '../../__fixtures__/recorded';
import { experimentsOf } from './experiments';

const AT = '2026-11-21T03:30:00Z';

describe('experiments', () => {
  it('tell their templates with the share that the controller wrote, and their analyses', () => {
    const { rollout, objects } = recorded('experiment-analysis-running');
    expect(experimentsOf(rollout, objects)).toMatchObject([
      {
        name: 'checkout-5585df86-2-1',
        phase: 'Running',
        message: '',
        startedAt: expect.stringMatching(/^2026-11-21T03:/),
        templates: [
          {
            name: 'baseline',
            status: 'Running',
            desiredPods: 1,
            availablePods: 1,
            weight: 5,
          },
          {
            name: 'candidate',
            status: 'Running',
            desiredPods: 1,
            availablePods: 1,
            weight: 5,
          },
        ],
        analyses: [{ type: 'experiment', phase: 'Running' }],
      },
    ]);
  });

  it('have no share of the traffic when they have ended', () => {
    const { rollout, objects } = recorded('experiment-successful');
    expect(
      experimentsOf(rollout, objects).flatMap(({ templates }) =>
        templates.map(({ weight }) => weight),
      ),
    ).toEqual([undefined, undefined]);
  });

  it('may not have been looked at yet', () => {
    const own = object('Rollout', 'checkout', {
      status: {
        currentPodHash: 'new',
        stableRS: 'old',
        canary: { weights: { additional: [{ weight: 5 }] } },
      },
    });
    const fresh = object('Experiment', 'fresh', {
      ownedBy: own,
      labels: { 'rollouts-pod-template-hash': 'new' },
      createdAt: AT,
      spec: { templates: [{ name: 'a', replicas: 3 }, { name: 'b' }] },
    });
    expect(
      experimentsOf(own, { experiments: [fresh], analysisRuns: [] }),
    ).toEqual([
      {
        name: 'fresh',
        phase: 'Pending',
        message: '',
        startedAt: AT,
        templates: [
          {
            name: 'a',
            status: 'Pending',
            desiredPods: 3,
            availablePods: 0,
            weight: undefined,
          },
          {
            name: 'b',
            status: 'Pending',
            desiredPods: 1,
            availablePods: 0,
            weight: undefined,
          },
        ],
        analyses: [],
      },
    ]);
  });

  it('are at most 10', () => {
    const own = object('Rollout', 'checkout', {
      status: { currentPodHash: 'new', stableRS: 'old' },
    });
    const experiments = Array.from({ length: 12 }, (_, i) =>
      object('Experiment', `e-${i}`, {
        ownedBy: own,
        labels: { 'rollouts-pod-template-hash': 'new' },
      }),
    );
    expect(experimentsOf(own, { experiments, analysisRuns: [] })).toHaveLength(
      10,
    );
  });
});

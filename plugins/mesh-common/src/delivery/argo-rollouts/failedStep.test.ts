import { object } from '../../__fixtures__/objects';
import { recorded } from '../../__fixtures__/recorded';
import type { Rollout } from '../../kubernetes';
import type { Analysis } from '../../model';
import { analysesOf } from './analyses';
import { failedStep } from './failedStep';

function failedIn(state: string, status: Partial<Rollout['status']> = {}) {
  const { rollout, objects } = recorded(state);
  const changed = { ...rollout, status: { ...rollout.status, ...status } };
  return failedStep(
    changed,
    analysesOf(changed, objects.analysisRuns),
    objects,
  );
}

describe('the step that ended an update', () => {
  it.each([
    ['analysis-failed-aborted', 6],
    ['analysis-error-aborted', 6],
    ['step-analysis-failed', 1],
    ['experiment-failed', 1],
    ['background-analysis-failed', undefined],
    ['aborted-fresh', undefined],
    ['step-analysis-running', undefined],
  ])('of %s is %s', (state, step) => {
    expect(failedIn(state)).toBe(step);
  });

  it('is none when a person aborted after a retry, although an analysis had failed before', () => {
    expect(
      failedIn('analysis-failed-aborted', {
        message: 'RolloutAborted: Rollout aborted update to revision 4',
      }),
    ).toBeUndefined();
  });

  it('is none once the update is retried', () => {
    expect(
      failedIn('analysis-failed-aborted', { abort: false }),
    ).toBeUndefined();
  });

  it('is none of another revision', () => {
    expect(
      failedIn('analysis-failed-aborted', { currentPodHash: 'other' }),
    ).toBeUndefined();
  });

  it('is that of an analysis of a step, not of one beside the steps or one that passed', () => {
    const rollout = recorded('step-analysis-failed').rollout;
    const run = (parts: Partial<Analysis>): Analysis => ({
      name: 'run',
      type: 'step',
      phase: 'Failed',
      message: '',
      hash: rollout.status.currentPodHash,
      stepIndex: 3,
      metrics: [],
      ...parts,
    });
    expect(
      failedStep(
        rollout,
        [
          run({ type: 'background', stepIndex: 0 }),
          run({ phase: 'Successful', stepIndex: 1 }),
          run({ hash: 'other', stepIndex: 2 }),
          run({}),
        ],
        { experiments: [] },
      ),
    ).toBe(3);
  });

  it('is the one that the controller names, when a plugin failed', () => {
    expect(
      failedIn('aborted-fresh', {
        message:
          'RolloutAborted: Rollout aborted update to revision 3: Step Plugin 12 (example/step) failed: no',
      }),
    ).toBe(11);
  });

  describe('by an experiment', () => {
    const aborted = recorded('experiment-failed').rollout;
    const hash = aborted.status.currentPodHash!;
    const experiment = (
      name: string,
      phase: string,
      parts: { hash?: string; ownedBy?: Rollout; createdAt?: string } = {},
    ) =>
      object('Experiment', name, {
        ownedBy: parts.ownedBy ?? aborted,
        labels: { 'rollouts-pod-template-hash': parts.hash ?? hash },
        createdAt: parts.createdAt,
        status: { phase },
      });
    const name = `checkout-${hash}-2`;

    it.each([
      ['the index at the end', [experiment(`${name}-3`, 'Failed')], 3],
      ['the index before a collision', [experiment(`${name}-3-1`, 'Error')], 3],
      ['none that passed', [experiment(`${name}-3`, 'Successful')], undefined],
      [
        'none of another revision',
        [experiment(`${name}-3`, 'Failed', { hash: 'other' })],
        undefined,
      ],
      [
        'none of another Rollout',
        [
          experiment(`${name}-3`, 'Failed', {
            ownedBy: object('Rollout', 'checkout'),
          }),
        ],
        undefined,
      ],
      ['none with another name', [experiment('mine-1', 'Failed')], undefined],
      ['an index of two digits', [experiment(`${name}-12`, 'Failed')], 12],
      ['none without an index', [experiment(`${name}-x`, 'Failed')], undefined],
      ['no index with a tail', [experiment(`${name}-1x`, 'Failed')], undefined],
      ['no index with a head', [experiment(`${name}-x1`, 'Failed')], undefined],
      [
        'the newest',
        [
          experiment(`${name}-1`, 'Failed', {
            createdAt: '2026-11-21T03:26:00Z',
          }),
          experiment(`${name}-3`, 'Failed', {
            createdAt: '2026-11-21T03:27:00Z',
          }),
        ],
        3,
      ],
    ])('is told by %s', (_, experiments, step) => {
      expect(failedStep(aborted, [], { experiments })).toBe(step);
    });
  });
});

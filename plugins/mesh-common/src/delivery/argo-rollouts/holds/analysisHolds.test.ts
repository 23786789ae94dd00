import { object } from '../../../__fixtures__/objects';
import { recorded } from '../../../__fixtures__/recorded';
import { found, sentences } from './__fixtures__/holdsOfState';

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

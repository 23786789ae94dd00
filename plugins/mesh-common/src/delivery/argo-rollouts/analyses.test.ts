import { object } from '../../__fixtures__/objects';
import { recorded } from '../../__fixtures__/recorded';
import type { Rollout } from '../../kubernetes';
import { analysesOf, analysisOf } from './analyses';

const AT = '2026-11-21T03:30:00Z';

const run = (
  name: string,
  parts: Parameters<typeof object>[2] & { hash?: string } = {},
) =>
  object('AnalysisRun', name, {
    createdAt: AT,
    ...parts,
    labels: {
      ...(parts.hash && { 'rollouts-pod-template-hash': parts.hash }),
      ...parts.labels,
    },
  });

describe('an analysis', () => {
  it('tells what was measured, and the limits it is judged by', () => {
    const { rollout, objects } = recorded('analysis-failed-aborted');
    expect(analysesOf(rollout, objects.analysisRuns)).toEqual([
      {
        name: 'checkout-5f7f4c75-4-6',
        type: 'step',
        phase: 'Failed',
        message:
          'Metric "success-rate" assessed Failed due to failed (1) > failureLimit (0)',
        hash: '5f7f4c75',
        stepIndex: 6,
        startedAt: '2026-11-20T19:50:05Z',
        metrics: [
          {
            name: 'success-rate',
            phase: 'Failed',
            message: '',
            counts: { successful: 0, failed: 1, inconclusive: 0, error: 0 },
            successCondition: 'result[0] >= 0.95',
            failureCondition: 'result[0] < 0.80',
            failureLimit: '0',
            inconclusiveLimit: '0',
            count: '3',
            measurements: [
              {
                phase: 'Failed',
                value: '[0.5]',
                startedAt: '2026-11-20T19:50:05Z',
                finishedAt: '2026-11-20T19:50:05Z',
              },
            ],
          },
        ],
      },
    ]);
  });

  it.each([
    ['Step', 'step'],
    ['Background', 'background'],
    ['PrePromotion', 'pre-promotion'],
    ['PostPromotion', 'post-promotion'],
    [undefined, 'standalone'],
    ['__proto__', 'standalone'],
  ])('of the label %s is of type %s', (label, type) => {
    expect(
      analysisOf(run('a', { labels: label ? { 'rollout-type': label } : {} }))
        .type,
    ).toBe(type);
  });

  it('is pending until the controller has looked at it', () => {
    expect(analysisOf(run('a'))).toEqual({
      name: 'a',
      type: 'standalone',
      phase: 'Pending',
      message: '',
      hash: undefined,
      stepIndex: undefined,
      startedAt: AT,
      metrics: [],
    });
  });

  it('may be in a phase that is not known here', () => {
    expect(analysisOf(run('a', { status: { phase: 'Odd' } })).phase).toBe(
      'unknown',
    );
  });

  it('has no step when its label is no number', () => {
    for (const step of ['-1', '1x', '']) {
      expect(
        analysisOf(run('a', { labels: { 'step-index': step } })).stepIndex,
      ).toBeUndefined();
    }
    expect(
      analysisOf(run('a', { labels: { 'step-index': '10' } })).stepIndex,
    ).toBe(10);
  });

  it.each([
    [{}, '1'],
    [{ count: 0 }, '1'],
    [{ interval: '10s' }, undefined],
    [{ interval: '10s', count: 0 }, undefined],
    [{ interval: '10s', count: 5 }, '5'],
    [{ count: '{{args.count}}' }, '{{args.count}}'],
  ])('measures as often as %j says: %s', (metric, count) => {
    const [shown] = analysisOf(
      run('a', { spec: { metrics: [{ name: 'm', ...metric }] } }),
    ).metrics;
    expect(shown.count).toBe(count);
    expect(shown).toMatchObject({
      phase: 'Pending',
      failureLimit: '0',
      inconclusiveLimit: '0',
      counts: { successful: 0, failed: 0, inconclusive: 0, error: 0 },
      measurements: [],
    });
  });

  it('shows limits that are given, and results by the name of their metric', () => {
    const { metrics } = analysisOf(
      run('a', {
        spec: {
          metrics: [
            { name: 'a', failureLimit: 3, inconclusiveLimit: '2' },
            { name: 'b' },
          ],
        },
        status: {
          metricResults: [
            { name: 'b', phase: 'Error', message: 'no data', error: 2 },
          ],
        },
      }),
    );
    expect(metrics).toMatchObject([
      {
        name: 'a',
        phase: 'Pending',
        failureLimit: '3',
        inconclusiveLimit: '2',
      },
      {
        name: 'b',
        phase: 'Error',
        message: 'no data',
        counts: { error: 2, failed: 0 },
      },
    ]);
  });

  it('keeps the newest 50 measurements', () => {
    const measurements = Array.from({ length: 60 }, (_, i) => ({
      phase: 'Successful',
      value: `${i}`,
    }));
    const [metric] = analysisOf(
      run('a', {
        spec: { metrics: [{ name: 'm' }] },
        status: { metricResults: [{ name: 'm', measurements }] },
      }),
    ).metrics;
    expect(metric.measurements).toHaveLength(50);
    expect(metric.measurements[0].value).toBe('10');
  });
});

describe('the analyses of a Rollout', () => {
  const rollout = (stableRS: string): Rollout =>
    object('Rollout', 'checkout', {
      status: { currentPodHash: 'new', stableRS },
    });
  const names = (of: Rollout, ...runs: ReturnType<typeof run>[]) =>
    analysesOf(of, runs).map(({ name }) => name);

  it('are its own ones of the revision that is under way, the newest first', () => {
    const own = rollout('old');
    expect(
      names(
        own,
        run('a', { ownedBy: own, hash: 'new' }),
        run('b', {
          ownedBy: own,
          hash: 'new',
          createdAt: '2026-11-21T03:31:00Z',
        }),
        run('c', { ownedBy: own, hash: 'new' }),
        run('d', {
          ownedBy: own,
          hash: 'gone',
          createdAt: '2026-11-21T03:32:00Z',
        }),
        run('e', { ownedBy: rollout('old'), hash: 'new' }),
        run('f', { hash: 'new' }),
      ),
    ).toEqual(['b', 'c', 'a']);
  });

  it('are those of the revision that was judged last, when nothing is under way', () => {
    const own = rollout('new');
    expect(
      names(
        own,
        run('stable', { ownedBy: own, hash: 'new' }),
        run('aborted', {
          ownedBy: own,
          hash: 'gone',
          createdAt: '2026-11-21T03:31:00Z',
        }),
        run('before', {
          ownedBy: own,
          hash: 'long gone',
          createdAt: '2026-11-21T03:29:00Z',
        }),
      ),
    ).toEqual(['aborted', 'stable']);
  });

  it('are at most 20', () => {
    const own = rollout('old');
    const runs = Array.from({ length: 25 }, (_, i) =>
      run(`run-${i}`, { ownedBy: own, hash: 'new' }),
    );
    expect(names(own, ...runs)).toHaveLength(20);
  });
});

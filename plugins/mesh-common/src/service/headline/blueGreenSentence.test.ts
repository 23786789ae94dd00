import type { ArgoBlueGreenDelivery } from '../../model';
import { blueGreen } from './__fixtures__/said';

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

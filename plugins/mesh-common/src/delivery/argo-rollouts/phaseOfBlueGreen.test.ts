import { recorded } from '../../__fixtures__/recorded';
import type { Rollout } from '../../kubernetes';
import { phaseOf } from './phase';

function withStatus(rollout: Rollout, status: Partial<Rollout['status']>) {
  return { ...rollout, status: { ...rollout.status, ...status } };
}

describe('the phase of a blue-green Rollout, calculated', () => {
  const blueGreen = recorded('bluegreen-healthy').rollout;
  const hash = blueGreen.status.currentPodHash!;
  const before = 'x'.repeat(9);

  it.each([
    ['', {}, { activeSelector: hash }],
    ['active service cutover pending', {}, { activeSelector: before }],
    ['active service cutover pending', {}, {}],
    [
      'waiting for post-promotion verification to complete',
      { stableRS: before },
      { activeSelector: hash },
    ],
    [
      'waiting for post-promotion verification to complete',
      { stableRS: undefined },
      { activeSelector: hash },
    ],
  ])('is "%s" with %j and %j', (message, status, services) => {
    expect(
      phaseOf(
        withStatus(blueGreen, {
          phase: undefined,
          ...status,
          blueGreen: services,
        }),
      ),
    ).toEqual({ phase: message ? 'Progressing' : 'Healthy', message });
  });

  it.each([
    [undefined, 'waiting for analysis to complete'],
    ['Running', 'waiting for analysis to complete'],
    ['Successful', 'waiting for post-promotion verification to complete'],
    ['Failed', 'waiting for post-promotion verification to complete'],
    ['Error', 'waiting for post-promotion verification to complete'],
    ['Inconclusive', 'waiting for post-promotion verification to complete'],
  ])('waits for an analysis that is %s after the switch', (ran, message) => {
    const judged: Rollout = {
      ...withStatus(blueGreen, {
        phase: undefined,
        stableRS: before,
        blueGreen: {
          activeSelector: hash,
          postPromotionAnalysisRunStatus: ran ? { status: ran } : undefined,
        },
      }),
      spec: {
        ...blueGreen.spec,
        strategy: {
          blueGreen: { postPromotionAnalysis: { templates: [] } },
        },
      },
    };
    expect(phaseOf(judged).message).toBe(message);
  });
});

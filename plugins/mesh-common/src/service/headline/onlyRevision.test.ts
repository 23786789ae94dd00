import type { ArgoCanaryDelivery } from '../../model';
import { blueGreen, canary, withWeights } from './__fixtures__/said';

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
    [withWeights(0, 30), '`1.0.0` is stable and takes all traffic.'],
    [
      { ...withWeights(0, 30), holds: [{ code: 'route-missing' }] },
      "`1.0.0` is stable, but the canary's destination still takes 30 % of the traffic.",
    ],
    [
      withWeights(0, 30, [{ role: 'stable', selects: 'x' }]),
      '`1.0.0` is stable and takes all traffic.',
    ],
    [
      withWeights(0, 30, [{ role: 'canary', selects: 'x' }]),
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

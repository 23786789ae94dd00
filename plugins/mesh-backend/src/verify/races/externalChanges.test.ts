import { parseObject, type Rollout } from '@meshway/plugin-mesh-common';
import { externalChanges, skippedPauses } from './externalChanges';

const AT_PAUSE = {
  currentPodHash: 'new',
  stableRS: 'old',
  currentStepIndex: 1,
  controllerPause: true,
  pauseConditions: [
    { reason: 'CanaryPauseStep', startTime: '2026-01-01T00:00:00Z' },
  ],
};

function rollout(status: object, spec: object = {}): Rollout {
  return parseObject('Rollout', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: {
      name: 'checkout',
      namespace: 'shop',
      uid: 'u',
      resourceVersion: '1',
    },
    spec: {
      template: { spec: { containers: [{ name: 'app', image: 'app:1' }] } },
      strategy: {
        canary: {
          steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 50 }],
        },
      },
      ...spec,
    },
    status,
  }) as Rollout;
}

const kindsIn = (...states: Rollout[]) =>
  externalChanges(states).map(({ kind }) => kind);

describe('what somebody else than the controller did', () => {
  const paused = rollout(AT_PAUSE);
  const unpaused = rollout({ ...AT_PAUSE, pauseConditions: undefined });
  const gone = rollout({
    ...AT_PAUSE,
    pauseConditions: undefined,
    controllerPause: false,
    currentStepIndex: 2,
  });

  it('is a promote that ends a pause; the step that follows is the controller', () => {
    expect(kindsIn(paused, unpaused, gone)).toEqual(['promote']);
    expect(skippedPauses([paused, unpaused, gone])).toEqual([]);
  });

  it('is no promote when the controller lets go of the pause, and the step was skipped then', () => {
    expect(kindsIn(paused, gone)).toEqual([]);
    expect(skippedPauses([paused, gone])).toEqual([
      'checkout left step 2 by itself',
    ]);
  });

  it.each<[string, Rollout, Rollout]>([
    ['abort', paused, rollout({ ...AT_PAUSE, abort: true })],
    [
      'retry',
      rollout({ ...AT_PAUSE, abort: true }),
      rollout({ ...AT_PAUSE, abort: false }),
    ],
    ['promote-full', paused, rollout({ ...AT_PAUSE, promoteFull: true })],
    ['pause', paused, rollout(AT_PAUSE, { paused: true })],
    ['resume', rollout(AT_PAUSE, { paused: true }), paused],
    [
      'restart',
      paused,
      rollout(AT_PAUSE, { restartAt: '2026-01-01T00:00:00Z' }),
    ],
    [
      'release',
      paused,
      rollout(AT_PAUSE, {
        template: { spec: { containers: [{ name: 'app', image: 'app:2' }] } },
      }),
    ],
  ])('is a %s', (kind, before, after) => {
    expect(kindsIn(before, after)).toEqual([kind]);
  });

  it('is nothing when the controller forgets the abort of an older revision', () => {
    const next = rollout({ ...AT_PAUSE, currentPodHash: 'newer' });
    expect(kindsIn(rollout({ ...AT_PAUSE, abort: true }), next)).toEqual([]);
  });
});

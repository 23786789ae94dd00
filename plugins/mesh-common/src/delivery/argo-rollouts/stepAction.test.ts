import { object } from '../../__fixtures__/objects';
import { goDurationSeconds } from './pauseDuration';
import { stepAction } from './stepAction';

/** The step as it comes from the cluster. */
function actionOf(step: object) {
  const rollout = object('Rollout', 'checkout', {
    spec: { strategy: { canary: { steps: [step] } } },
  });
  return stepAction(rollout.spec.strategy.canary!.steps[0]);
}

describe('what a step does', () => {
  const header = (headerValue: object | undefined) => ({
    setHeaderRoute: {
      name: 'testers',
      match: [{ headerName: 'x-team', headerValue }],
    },
  });

  it.each([
    [{ setWeight: 20 }, { kind: 'setWeight', weight: 20 }],
    [{ setWeight: 0 }, { kind: 'setWeight', weight: 0 }],
    [{ pause: {} }, { kind: 'pause' }],
    [{ pause: { duration: 30 } }, { kind: 'pause', durationSeconds: 30 }],
    [{ pause: { duration: '30' } }, { kind: 'pause', durationSeconds: 30 }],
    [
      { pause: { duration: '1h30m' } },
      { kind: 'pause', durationSeconds: 5400 },
    ],
    [{ pause: { duration: 'soon' } }, { kind: 'pause' }],
    [
      { setCanaryScale: { replicas: 1 } },
      { kind: 'setCanaryScale', scale: '1 pod' },
    ],
    [
      { setCanaryScale: { replicas: 3, weight: 50 } },
      { kind: 'setCanaryScale', scale: '3 pods' },
    ],
    [
      { setCanaryScale: { weight: 50 } },
      { kind: 'setCanaryScale', scale: '50 % of the pods' },
    ],
    [
      { setCanaryScale: { replicas: 3, matchTrafficWeight: true } },
      { kind: 'setCanaryScale', scale: 'as many as the traffic needs' },
    ],
    [
      { setCanaryScale: {} },
      { kind: 'setCanaryScale', scale: 'as many as the traffic needs' },
    ],
    [
      { analysis: { templates: [{ templateName: 'success-rate' }, {}] } },
      { kind: 'analysis', templates: ['success-rate', ''] },
    ],
    [{ analysis: {} }, { kind: 'analysis', templates: [] }],
    [
      {
        experiment: {
          duration: '1h',
          templates: [{ name: 'baseline', weight: 5 }, { name: 'candidate' }],
        },
      },
      {
        kind: 'experiment',
        templates: ['baseline', 'candidate'],
        durationSeconds: 3600,
      },
    ],
    [{ experiment: {} }, { kind: 'experiment', templates: [] }],
    [
      header({ exact: 'shop' }),
      {
        kind: 'setHeaderRoute',
        route: 'testers',
        match: ['Header x-team is shop.'],
      },
    ],
    [
      header({ prefix: 'sh' }),
      {
        kind: 'setHeaderRoute',
        route: 'testers',
        match: ['Header x-team begins with sh.'],
      },
    ],
    [
      header({ regex: 's.*p' }),
      {
        kind: 'setHeaderRoute',
        route: 'testers',
        match: ['Header x-team matches s.*p.'],
      },
    ],
    [
      header(undefined),
      {
        kind: 'setHeaderRoute',
        route: 'testers',
        match: ['Header x-team is there.'],
      },
    ],
    [
      { setHeaderRoute: { name: 'testers' } },
      { kind: 'setHeaderRoute', route: 'testers', match: [] },
    ],
    [
      { setMirrorRoute: { name: 'copy', match: [{}], percentage: 35 } },
      { kind: 'setMirrorRoute', route: 'copy', percentage: 35 },
    ],
    [
      { setMirrorRoute: { name: 'copy', match: [{}] } },
      { kind: 'setMirrorRoute', route: 'copy', percentage: 100 },
    ],
    [
      { setMirrorRoute: { name: 'copy', percentage: 35 } },
      { kind: 'setMirrorRoute', route: 'copy' },
    ],
    [
      { plugin: { name: 'example/step', config: { a: 1 } } },
      { kind: 'plugin', name: 'example/step' },
    ],
    [{ runJob: { name: 'x' } }, { kind: 'unknown', name: 'runJob' }],
    [{}, { kind: 'unknown', name: 'empty' }],
  ])('%j', (step, action) => {
    expect(actionOf(step)).toEqual(action);
  });

  it('shows what the controller would ask for first when a step has two keys', () => {
    expect(actionOf({ setWeight: 20, pause: {} })).toMatchObject({
      kind: 'pause',
    });
  });

  it('keeps the name of an unknown step short', () => {
    expect(actionOf({ ['x'.repeat(5000)]: {} })).toEqual({
      kind: 'unknown',
      name: 'x'.repeat(100),
    });
  });
});

describe('the length of a Go duration', () => {
  it.each([
    ['90s', 90],
    ['1.5s', 1],
    ['2m', 120],
    ['1h', 3600],
    ['1h1m1s', 3661],
    ['1500ms', 1],
    ['2000000us', 2],
    ['2000000µs', 2],
    ['3000000000ns', 3],
    ['', undefined],
    ['5', undefined],
    ['5d', undefined],
    ['x5s', undefined],
    ['5sx', undefined],
    ['.5s', undefined],
  ])('%s is %s s', (duration, seconds) => {
    expect(goDurationSeconds(duration)).toBe(seconds);
  });
});

import { recorded } from '../../__fixtures__/recorded';
import type { Rollout } from '../../kubernetes';
import { phaseOf } from './phase';

const paused = recorded('paused-step1-weight20').rollout;
const healthy = recorded('healthy-after-canary').rollout;

function withStatus(rollout: Rollout, status: Partial<Rollout['status']>) {
  return { ...rollout, status: { ...rollout.status, ...status } };
}

describe('phaseOf', () => {
  it('does not believe a healthy status that is older than the spec', () => {
    const changed = {
      ...healthy,
      metadata: { ...healthy.metadata, generation: 3 },
    };
    expect(phaseOf(changed)).toEqual({
      phase: 'Progressing',
      message: 'waiting for rollout spec update to be observed',
    });
  });

  it('is progressing between the end of a pause and the reaction of the controller', () => {
    expect(phaseOf(withStatus(paused, { pauseConditions: undefined }))).toEqual(
      {
        phase: 'Progressing',
        message: 'waiting for rollout to unpause',
      },
    );
  });

  it.each([
    ['1', '2', true],
    ['2', '2', false],
    ['1', undefined, false],
    [undefined, '2', false],
    ['one', '2', false],
  ])(
    'waits for the Deployment of a workloadRef: observed %s of %s',
    (observed, generation, waits) => {
      const borrowed: Rollout = {
        ...withStatus(healthy, { workloadObservedGeneration: observed }),
        metadata: {
          ...healthy.metadata,
          annotations: {
            ...(generation && {
              'rollout.argoproj.io/workload-generation': generation,
            }),
          },
        },
        spec: {
          ...healthy.spec,
          workloadRef: { kind: 'Deployment', name: 'checkout' },
        },
      };
      expect(phaseOf(borrowed)).toEqual(
        waits
          ? {
              phase: 'Progressing',
              message:
                'waiting for rollout spec update to be observed for the reference workload',
            }
          : { phase: 'Healthy', message: '' },
      );
    },
  );

  it.each([
    ['an observed hash, as before v1.0', '6d8b9c7f5'],
    ['a generation that was restored from a backup', '99'],
    ['nothing', undefined],
  ])('believes a status that has observed %s', (_, observedGeneration) => {
    expect(phaseOf(withStatus(healthy, { observedGeneration })).phase).toBe(
      'Healthy',
    );
  });

  it('does not wait for a workload that no workloadRef names', () => {
    const odd = {
      ...withStatus(healthy, { workloadObservedGeneration: '1' }),
      metadata: {
        ...healthy.metadata,
        annotations: { 'rollout.argoproj.io/workload-generation': '2' },
      },
    };
    expect(phaseOf(odd).phase).toBe('Healthy');
  });

  it.each([
    [
      'a Rollout that no controller has touched',
      { ...healthy, status: {} },
      'Progressing',
      'more replicas need to be updated',
    ],
    [
      'an invalid spec before anything else',
      withStatus(paused, {
        phase: undefined,
        conditions: [{ type: 'InvalidSpec', message: 'route not found' }],
      }),
      'Degraded',
      'InvalidSpec: route not found',
    ],
    [
      'the first of two conditions',
      withStatus(paused, {
        phase: undefined,
        conditions: [
          { type: 'Progressing', reason: 'RolloutAborted', message: 'by hand' },
          { type: 'InvalidSpec', message: 'route not found' },
        ],
      }),
      'Degraded',
      'RolloutAborted: by hand',
    ],
    [
      'a deadline that has passed, without a message',
      withStatus(paused, {
        phase: undefined,
        conditions: [
          { type: 'Progressing', reason: 'ProgressDeadlineExceeded' },
        ],
      }),
      'Degraded',
      'ProgressDeadlineExceeded: ',
    ],
    [
      'spec.paused before a pause',
      {
        ...withStatus(paused, { phase: undefined }),
        spec: { ...paused.spec, paused: true },
      },
      'Paused',
      'manually paused',
    ],
    [
      'a pause',
      withStatus(paused, { phase: undefined }),
      'Paused',
      'CanaryPauseStep',
    ],
    [
      'a restart that has not been done',
      {
        ...withStatus(healthy, { phase: undefined }),
        spec: { ...healthy.spec, restartAt: '2026-11-20T19:00:00Z' },
      },
      'Progressing',
      'rollout is restarting',
    ],
    [
      'a restart that has been done, asked for in another time zone',
      {
        ...withStatus(healthy, {
          phase: undefined,
          restartedAt: '2026-11-20T19:00:00Z',
        }),
        spec: { ...healthy.spec, restartAt: '2026-11-20T21:00:00+02:00' },
      },
      'Healthy',
      '',
    ],
    [
      'one pod without spec.replicas',
      {
        ...withStatus(healthy, { phase: undefined, updatedReplicas: 1 }),
        spec: { ...healthy.spec, replicas: undefined },
      },
      'Healthy',
      '',
    ],
    [
      'pods that are not available',
      withStatus(healthy, { phase: undefined, availableReplicas: 4 }),
      'Progressing',
      'updated replicas are still becoming available',
    ],
    [
      'more pods than are updated, which is no matter with traffic routing',
      withStatus(healthy, { phase: undefined, replicas: 10 }),
      'Healthy',
      '',
    ],
    [
      'more pods than are updated, without traffic routing',
      {
        ...withStatus(healthy, { phase: undefined, replicas: 10 }),
        spec: { ...healthy.spec, strategy: { canary: { steps: [] } } },
      },
      'Progressing',
      'old replicas are pending termination',
    ],
    [
      'as many pods as are updated, without traffic routing',
      {
        ...withStatus(healthy, { phase: undefined, replicas: 5 }),
        spec: { ...healthy.spec, strategy: { canary: { steps: [] } } },
      },
      'Healthy',
      '',
    ],
    [
      'a canary that is not stable',
      withStatus(healthy, { phase: undefined, stableRS: 'other' }),
      'Progressing',
      'waiting for all steps to complete',
    ],
    [
      'a Rollout without a strategy',
      {
        ...withStatus(healthy, { phase: undefined, stableRS: 'other' }),
        spec: { ...healthy.spec, strategy: {} },
      },
      'Healthy',
      '',
    ],
    [
      'a finished update',
      withStatus(healthy, { phase: undefined }),
      'Healthy',
      '',
    ],
    [
      'a phase that is none',
      withStatus(healthy, { phase: 'Marvellous' }),
      'Healthy',
      '',
    ],
  ])('calculates %s without status.phase', (_, rollout, phase, message) => {
    expect(phaseOf(rollout)).toEqual({ phase, message });
  });
});

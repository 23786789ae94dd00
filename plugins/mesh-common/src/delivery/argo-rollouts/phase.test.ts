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

  it('waits for the Deployment that a workloadRef names', () => {
    const borrowed: Rollout = {
      ...withStatus(healthy, { workloadObservedGeneration: '1' }),
      metadata: {
        ...healthy.metadata,
        annotations: { 'rollout.argoproj.io/workload-generation': '2' },
      },
      spec: {
        ...healthy.spec,
        workloadRef: { kind: 'Deployment', name: 'checkout' },
      },
    };
    expect(phaseOf(borrowed).message).toContain('reference workload');
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
      'a pause',
      withStatus(paused, { phase: undefined }),
      'Paused',
      'CanaryPauseStep',
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

import { object } from '../__fixtures__/objects';
import { recorded } from '../__fixtures__/recorded';
import type { Rollout } from '../kubernetes';
import type { Revision } from '../model';
import { revisionsOf } from './revisions';

function revisions(
  state: string,
  status: Partial<Rollout['status']> = {},
): Revision[] {
  const { rollout, objects } = recorded(state);
  const changed = { ...rollout, status: { ...rollout.status, ...status } };
  return revisionsOf({ ...objects, rollouts: [changed] }).map(
    ({ revision }) => revision,
  );
}

const roles = (...args: Parameters<typeof revisions>) =>
  revisions(...args).map(({ role, version, pingPong }) =>
    [role, version, pingPong].filter(Boolean).join(' '),
  );

describe('revisions of a Rollout', () => {
  it.each([
    ['paused-step1-weight20', ['canary 1.1.0', 'stable 1.0.0']],
    ['healthy-after-canary', ['stable 1.1.0', 'old 1.0.0']],
    ['healthy-after-scaledown', ['stable 1.1.0']],
    ['rollback-to-stable-mid-canary', ['old 1.2.0', 'stable 1.0.0']],
    ['ping-pong-paused', ['canary 1.1.0 pong', 'stable 1.0.0 ping']],
    [
      'ping-pong-second-update',
      ['canary 1.2.0 ping', 'stable 1.1.0 pong', 'old 1.0.0'],
    ],
    ['bluegreen-preview-paused', ['preview 1.1.0', 'stable 1.0.0']],
    ['bluegreen-without-preview-service', ['preview 1.1.0', 'stable 1.0.0']],
    ['bluegreen-promoted-scale-down-delay', ['stable 1.1.0', 'old 1.0.0']],
    [
      'bluegreen-post-promotion-analysis-running',
      ['active 1.1.0', 'stable 1.0.0'],
    ],
    ['workload-ref-paused', ['canary 1.1.0', 'stable 1.0.0']],
  ])('in %s', (state, expected) => {
    expect(roles(state)).toEqual(expected);
  });

  it('go by the hash that the active Service selects, for blue-green alone', () => {
    const state = 'paused-step1-weight20';
    const { currentPodHash } = recorded(state).rollout.status;
    expect(
      roles(state, { blueGreen: { activeSelector: currentPodHash } }),
    ).toEqual(['canary 1.1.0', 'stable 1.0.0']);
  });

  it('say when their pods go, as long as there are any', () => {
    expect(
      revisions('healthy-after-canary').map(({ scaleDownAt }) => scaleDownAt),
    ).toEqual([undefined, '2026-11-20T19:41:37Z']);
    expect(
      revisions('aborted-settled').map(({ scaleDownAt }) => scaleDownAt),
    ).toEqual([undefined, undefined]);
  });

  it('have pods as kubectl prints them', () => {
    expect(
      revisions('analysis-inconclusive-paused').map(
        ({ number, desiredPods, readyPods, pods }) => [
          number,
          `${readyPods}/${desiredPods}`,
          `${pods[0].readyContainers}/${pods[0].totalContainers} ${pods[0].status}`,
          pods.every(pod => pod.injected),
        ],
      ),
    ).toEqual([
      [4, '4/4', '2/2 Running', true],
      [3, '5/5', '2/2 Running', true],
    ]);
  });

  it('have native sidecars among their containers', () => {
    for (const { pods } of revisions('native-sidecars')) {
      expect(pods.length).toBeGreaterThan(0);
      for (const pod of pods) {
        expect(pod).toMatchObject({
          readyContainers: 2,
          totalContainers: 2,
          injected: true,
        });
      }
    }
  });

  it('are none without a hash, and have no number without an annotation', () => {
    const { objects } = recorded('healthy-initial');
    const rollout = objects.rollouts[0];
    const set = (name: string, labels: Record<string, string>) =>
      object('ReplicaSet', name, { ownedBy: rollout, labels });
    const found = revisionsOf({
      ...objects,
      replicaSets: [
        set('checkout-odd', {}),
        set('checkout-new', {
          'rollouts-pod-template-hash': rollout.status.stableRS!,
        }),
      ],
      pods: [],
    });
    expect(found.map(({ revision }) => revision)).toEqual([
      expect.objectContaining({
        hash: rollout.status.stableRS,
        role: 'stable',
        number: undefined,
        version: 'unknown',
        images: [],
        desiredPods: 1,
        readyPods: 0,
      }),
    ]);
  });
});

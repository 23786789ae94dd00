import { seenOf } from '@meshway/plugin-mesh-common';
import { FakeCluster } from './testing/FakeCluster';
import { whatChangedOfRollout } from './whatChangedOfRollout';

const seen = seenOf(new FakeCluster().cached()!)!;

describe('what changed since a promote was decided', () => {
  it.each<[string, (status: any) => void, string]>([
    [
      'another revision is on its way',
      status => {
        status.currentPodHash = 'newer';
        status.currentStepIndex = 0;
      },
      'Another revision has taken the place of the one you saw: shop/checkout:2.',
    ],
    [
      'somebody aborted it',
      status => {
        status.abort = true;
        status.currentStepIndex = 0;
      },
      'The update has been aborted since.',
    ],
    [
      'somebody promoted it to the end',
      status => {
        status.stableRS = status.currentPodHash;
        status.currentStepIndex = 6;
      },
      'The update is finished: this revision is stable already.',
    ],
    [
      'it has done the last step',
      status => {
        status.currentStepIndex = 6;
        delete status.pauseConditions;
      },
      'The update has gone on from step 2 and has done all 6 steps.',
    ],
    [
      'somebody promoted it and the controller went on',
      FakeCluster.goOn,
      'The update has gone on from step 2 to step 4 of 6.',
    ],
    [
      'it was retried from the start',
      status => {
        status.currentStepIndex = 0;
        delete status.pauseConditions;
      },
      'The update has started over and stands at step 1 of 6.',
    ],
    [
      'somebody promoted it and the controller has not reacted',
      status => {
        delete status.pauseConditions;
      },
      'The pause at step 2 of 6 has been ended already.',
    ],
    [
      'it pauses anew at the same step',
      status => {
        status.pauseConditions[0].startTime = '2026-11-20T11:59:00Z';
      },
      'The Rollout has begun a new pause at step 2 of 6.',
    ],
    [
      'another weight was written',
      status => {
        status.canary.weights.canary.weight = 0;
      },
      'The canary takes 0 % of the traffic now, you saw 20 %.',
    ],
    [
      'something else was changed at the same moment',
      () => {},
      'The Rollout changed while the promote was on its way.',
    ],
  ])('%s', (_situation, change, sentence) => {
    const rollouts = new FakeCluster();
    rollouts.change(change);
    expect(
      whatChangedOfRollout({ verb: 'promote', seen }, rollouts.cached()),
    ).toBe(`The promote changed nothing. ${sentence}`);
  });

  it('says why there is nothing to promote when what was seen still stands', () => {
    const rollout = new FakeCluster().cached();
    expect(
      whatChangedOfRollout(
        { verb: 'promote', seen },
        rollout,
        'The Rollout is degraded.',
      ),
    ).toBe('The promote changed nothing. The Rollout is degraded.');
  });

  it('speaks of the one pause of a blue-green Rollout', () => {
    const rollout = new FakeCluster().cached()!;
    const blueGreen = {
      ...rollout,
      spec: {
        ...rollout.spec,
        strategy: { blueGreen: { activeService: 'checkout' } },
      },
      status: {
        ...rollout.status,
        currentStepIndex: undefined,
        pauseConditions: [],
      },
    };
    expect(
      whatChangedOfRollout(
        { verb: 'promote', seen: { ...seen, stepIndex: 0 } },
        blueGreen,
      ),
    ).toBe('The promote changed nothing. The pause has been ended already.');
  });

  it('says that the Rollout is gone', () => {
    expect(whatChangedOfRollout({ verb: 'promote', seen }, undefined)).toBe(
      'The promote changed nothing. The Rollout does not exist any more.',
    );
  });
});

import type { Decision, DecisionChoice } from '@meshway/plugin-mesh-common';
import { FakeCluster } from './testing/FakeCluster';
import { FakePortal, UNHEARD } from './testing/FakePortal';
import { fakeRoute } from './testing/fakeRoute';

const UNTOUCHED = 'The Rollout shows nothing of it: nothing was changed.';

interface Situation {
  choice: DecisionChoice;
  cluster?: () => FakeCluster;
  /** Before somebody looks at it. */
  before?: (status: any, spec: any) => void;
  /** What the controller makes of it. */
  reaction: (status: any, spec: any) => void;
  /** The outcome when nothing was sent, and when it was and the controller has reacted. */
  untouched: string;
  done: string;
}

const observe = (status: any) => {
  status.observedGeneration = '4';
};

const SITUATIONS: Situation[] = [
  {
    choice: { verb: 'promote' },
    reaction: FakeCluster.goOn,
    untouched:
      'The Rollout still waits at the same pause: nothing was changed.',
    done: 'The controller went on to step 4 of 6.',
  },
  {
    choice: { verb: 'promote-full' },
    reaction: status => {
      status.currentStepIndex = 6;
      delete status.pauseConditions;
    },
    untouched:
      'The Rollout still waits at the same pause: nothing was changed.',
    done: 'The controller went past all 6 steps: the canary becomes stable as soon as all its pods are ready.',
  },
  {
    choice: { verb: 'abort' },
    reaction: status => {
      status.abortedAt = '2026-11-20T12:00:01Z';
      status.currentStepIndex = 0;
      delete status.pauseConditions;
    },
    untouched:
      'The Rollout still waits at the same pause: nothing was changed.',
    done: 'The controller aborted the update: all traffic goes to the stable version.',
  },
  {
    choice: { verb: 'retry' },
    before: status => {
      status.phase = 'Degraded';
      status.abort = true;
      status.abortedAt = '2026-11-20T11:59:00Z';
      status.currentStepIndex = 0;
      status.controllerPause = false;
      delete status.pauseConditions;
    },
    reaction: status => {
      delete status.abortedAt;
    },
    untouched: UNTOUCHED,
    done: 'The controller started the update again at step 1 of 6.',
  },
  {
    choice: { verb: 'pause' },
    reaction: observe,
    untouched:
      'The Rollout still waits at the same pause: nothing was changed.',
    done: 'The controller holds the Rollout at step 2 of 6.',
  },
  {
    choice: { verb: 'resume' },
    before: (_, spec) => {
      spec.paused = true;
    },
    reaction: observe,
    untouched:
      'The Rollout still waits at the same pause: nothing was changed.',
    done: 'The controller took the Rollout up again at step 2 of 6.',
  },
  {
    choice: { verb: 'restart' },
    reaction: observe,
    untouched:
      'The Rollout still waits at the same pause: nothing was changed.',
    done: 'The controller restarts the pods, a few at a time.',
  },
  {
    choice: { verb: 'roll-back', revision: 'older' },
    reaction: status => {
      observe(status);
      status.currentPodHash = 'older';
      status.currentStepIndex = 0;
    },
    untouched:
      'The Rollout still waits at the same pause: nothing was changed.',
    done: 'The controller ships the earlier revision at step 1 of 6.',
  },
  ...(['shift', 'promote', 'roll-back'] as const).map(verb => ({
    choice: { verb },
    cluster: () => new FakeCluster(fakeRoute()),
    reaction: () => {},
    untouched:
      'The VirtualService holds the weights that were seen: nothing was changed.',
    done: `VirtualService shop/reviews now says ${
      {
        shift: 'reviews:v1 75, reviews:v2 25',
        promote: 'reviews:v1 0, reviews:v2 100',
        'roll-back': 'reviews:v1 100, reviews:v2 0',
      }[verb]
    }.`,
  })),
];

describe.each(
  SITUATIONS.map(
    situation =>
      [
        situation.choice.verb,
        situation.cluster ? 'route' : 'Rollout',
        situation,
      ] as const,
  ),
)(
  'a backend that is killed while it decides a %s of a %s',
  (
    _verb,
    _kind,
    { choice, cluster: make, before, reaction, untouched, done },
  ) => {
    let portal: FakePortal;
    let cluster: FakeCluster;

    beforeEach(async () => {
      cluster = make?.() ?? new FakeCluster();
      if (before) cluster.change(before);
      portal = await FakePortal.open(cluster);
    });

    afterEach(async () => {
      await portal.close();
    });

    /** Takes the decision until the process dies, of which nothing is ever heard again. */
    async function killAt(arrange: (die: () => Promise<never>) => void) {
      await new Promise<void>((died, reject) => {
        arrange(() => {
          died();
          return new Promise(() => {});
        });
        portal
          .startBackend({ reactionMs: 20 })
          .take({ ...portal.promote(), ...choice })
          .then(() => reject(new Error('It did not die.')), reject);
      });
      jest.restoreAllMocks();
      cluster.beforePatch = () => {};
      cluster.afterPatch = () => {};
    }

    async function settledByTheNext(): Promise<Decision> {
      portal.clock += 15_000;
      const next = portal.startBackend();
      await next.settleOpen();
      next.close();
      return await portal.onlyRow();
    }

    it('had written it down', async () => {
      await killAt(die => {
        jest.spyOn(portal.journal, 'noteSending').mockImplementation(die);
      });
      await expect(settledByTheNext()).resolves.toMatchObject({
        state: 'failed',
        outcome:
          'Nothing was changed: the portal stopped before anything was sent.',
      });
      expect(cluster.patches).toEqual([]);
    });

    it('was about to send it', async () => {
      await killAt(die => {
        cluster.beforePatch = die;
      });
      await expect(settledByTheNext()).resolves.toMatchObject({
        state: 'failed',
        outcome: `${UNHEARD} ${untouched}`,
      });
    });

    it('had sent it', async () => {
      cluster.controller = reaction;
      await killAt(die => {
        cluster.afterPatch = die;
      });
      await expect(settledByTheNext()).resolves.toMatchObject({
        state: 'confirmed',
        outcome: `${UNHEARD} ${done}`,
      });
      expect(cluster.events).toHaveLength(1);
    });

    it('had noted that it was taken', async () => {
      cluster.controller = reaction;
      await killAt(die => {
        const move = portal.journal.move.bind(portal.journal);
        jest.spyOn(portal.journal, 'move').mockImplementation(async (...of) => {
          await move(...of);
          return await die();
        });
      });
      await expect(settledByTheNext()).resolves.toMatchObject({
        state: 'confirmed',
        outcome: done,
      });
    });

    it('had sent it, and the controller reacts only later', async () => {
      await killAt(die => {
        cluster.afterPatch = die;
      });
      const early = await settledByTheNext();
      // A route has no controller to wait for.
      expect(early.state).toBe(make ? 'confirmed' : 'requested');
      cluster.change(reaction);
      await expect(settledByTheNext()).resolves.toMatchObject({
        state: 'confirmed',
        outcome: `${UNHEARD} ${done}`,
      });
    });
  },
);

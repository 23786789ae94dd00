import { hostCanary, NAME, subsetCanary } from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

const STEPS = [
  { setWeight: 20 },
  { pause: {} },
  { setWeight: 50 },
  { pause: {} },
];

async function pausedCanary(
  stage: RolloutStage,
  objects = subsetCanary(STEPS),
): Promise<void> {
  await stage.create(objects);
  await stage.untilHealthy();
  await stage.ship('1.1.0');
  await stage.untilPausedAt(1);
}

const isManuallyPaused = (stage: RolloutStage) =>
  stage.untilPhase(
    'Paused',
    ({ status }) => status.message === 'manually paused',
  );

/** States that a person brought about. */
export const DECISION_STATES: RolloutState[] = [
  {
    name: 'aborted-subset-level',
    what: 'A canary between subsets that a person aborted.',
    reach: async stage => {
      await pausedCanary(stage);
      await stage.command('abort');
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'aborted-host-level',
    what: 'A canary between Services that a person aborted.',
    reach: async stage => {
      await pausedCanary(stage, hostCanary(STEPS));
      await stage.command('abort');
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'retried-after-abort',
    what: 'An aborted canary that was retried: it waits at its first pause again.',
    reach: async stage => {
      await pausedCanary(stage);
      await stage.command('abort');
      await stage.untilPhase('Degraded');
      await stage.settle();
      await stage.command('retry', 'rollout');
      await stage.untilPausedAt(1);
    },
  },
  {
    name: 'paused-by-person-at-pause',
    what: 'Paused by a person (spec.paused) at the pause of a step.',
    reach: async stage => {
      await pausedCanary(stage);
      await stage.command('pause');
      await isManuallyPaused(stage);
    },
  },
  {
    name: 'paused-by-person-while-healthy',
    what: 'Paused by a person while there is nothing to do.',
    reach: async stage => {
      await stage.create(subsetCanary(STEPS));
      await stage.untilHealthy();
      await stage.command('pause');
      await isManuallyPaused(stage);
    },
  },
  {
    name: 'paused-by-person-before-canary',
    what: 'A new version was shipped while the Rollout was paused by a person.',
    reach: async stage => {
      await stage.create(subsetCanary(STEPS));
      await stage.untilHealthy();
      await stage.command('pause');
      await isManuallyPaused(stage);
      const { status } = await stage.rollout();
      await stage.ship('1.1.0');
      await stage.untilPhase(
        'Paused',
        now => now.status.currentPodHash !== status.currentPodHash,
      );
    },
  },
  {
    name: 'restart-in-progress',
    what: 'A restart that a PodDisruptionBudget holds up.',
    reach: async stage => {
      await stage.create(subsetCanary(STEPS));
      await stage.untilHealthy();
      await stage.add({
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: NAME },
        spec: {
          maxUnavailable: 0,
          selector: { matchLabels: { app: NAME } },
        },
      });
      await stage.until('the budget holds', async () => {
        const { status } = await stage.get('PodDisruptionBudget', NAME);
        return status?.observedGeneration === 1;
      });
      // Pods that are as old as the request, to the second, count as restarted.
      await new Promise(resolve => setTimeout(resolve, 1100));
      await stage.command('restart');
      await stage.untilPhase(
        'Progressing',
        ({ status }) => status.message === 'rollout is restarting',
      );
    },
  },
  {
    name: 'restarted',
    what: 'A restart that is done.',
    reach: async stage => {
      await stage.create(subsetCanary(STEPS));
      await stage.untilHealthy();
      await new Promise(resolve => setTimeout(resolve, 1100));
      await stage.command('restart');
      await stage.untilPhase(
        'Healthy',
        ({ spec, status }) => status.restartedAt === spec.restartAt,
      );
    },
  },
  {
    name: 'undone-after-promotion',
    what: 'Taken back to the first revision after an update: the way back is a canary, too.',
    reach: async stage => {
      await pausedCanary(stage);
      await stage.command('promote', '--full');
      await stage.untilHealthy();
      await stage.command('undo');
      await stage.untilPausedAt(1);
    },
  },
  {
    name: 'promoted-fully',
    what: 'A canary that was promoted fully.',
    reach: async stage => {
      await pausedCanary(stage);
      await stage.command('promote', '--full');
      await stage.untilHealthy();
    },
  },
];

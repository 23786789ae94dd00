import { hostCanary, subsetCanary } from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

const STEPS = [
  { setWeight: 25 },
  { pause: {} },
  { setWeight: 50 },
  { pause: {} },
];

/** No more pods may be created in the namespace than there are. */
async function allowNoMorePods(stage: RolloutStage): Promise<void> {
  const pods = (await stage.list('Pod')).length;
  await stage.add({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'pods' },
    spec: { hard: { pods: `${pods}` } },
  });
  await stage.until(
    'the quota holds',
    async () =>
      (await stage.get('ResourceQuota', 'pods')).status?.used?.pods ===
      `${pods}`,
  );
}

/** A full promote from the first pause that waits for pods which may not be created. */
async function promotesFully(
  stage: RolloutStage,
  objects: object[],
): Promise<void> {
  await stage.create(objects);
  await stage.untilHealthy();
  await stage.ship('1.1.0');
  await stage.untilPausedAt(1);
  await stage.settle();
  await allowNoMorePods(stage);
  await stage.command('promote', '--full');
  await stage.until('it is promoted fully', ({ status }) => status.promoteFull);
}

/** States in which a full promote is under way. */
export const PROMOTE_FULL_STATES: RolloutState[] = [
  {
    name: 'promote-full-in-flight-subset-level',
    what: 'A full promote between subsets waits for pods that a quota does not allow.',
    reach: stage =>
      promotesFully(stage, subsetCanary(STEPS, { spec: { replicas: 4 } })),
  },
  {
    name: 'promote-full-in-flight-host-level',
    what: 'A full promote between Services waits for pods that a quota does not allow.',
    reach: stage =>
      promotesFully(stage, hostCanary(STEPS, { spec: { replicas: 4 } })),
  },
  {
    name: 'promote-full-abort-ignored',
    what: 'Aborted while a full promote was under way: the controller takes the abort and the weight away, and goes on promoting.',
    reach: async stage => {
      await promotesFully(stage, hostCanary(STEPS, { spec: { replicas: 4 } }));
      await stage.settle();
      await stage.command('abort');
      await stage.until(
        'the abort is taken away',
        ({ status }) =>
          !status.abort && status.canary.weights?.canary?.weight === 0,
      );
    },
  },
  {
    name: 'promote-full-canary-never-ready',
    what: 'A full promote of a revision whose image cannot be pulled.',
    reach: async stage => {
      await stage.create(subsetCanary(STEPS));
      await stage.untilHealthy();
      await stage.ship('1.1.0', { 'lab.meshway.dev/fail': 'imagepull' });
      await stage.untilPhase('Progressing', ({ status }) =>
        Boolean(status.currentPodHash !== status.stableRS),
      );
      await stage.command('promote', '--full');
      await stage.until(
        'it is promoted fully',
        ({ status }) => status.promoteFull,
      );
    },
  },
];

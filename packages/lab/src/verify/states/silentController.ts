import { NAME, subsetCanary } from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

const STEPS = [
  { setWeight: 20 },
  { pause: {} },
  { setWeight: 50 },
  { pause: {} },
];

/** A canary at its first pause. */
async function reach(stage: RolloutStage): Promise<void> {
  await stage.create(subsetCanary(STEPS));
  await stage.untilHealthy();
  await stage.ship('1.1.0');
  await stage.untilPausedAt(1);
  await stage.settle();
}

/** States that pass in a moment, so that the controller is stopped while one looks at them. */
export const SILENT_CONTROLLER_STATES: RolloutState[] = [
  {
    name: 'promote-not-heard',
    what: 'Promoted, and the controller has not reacted: "waiting for rollout to unpause".',
    reach,
    whileSilent: async stage => {
      await stage.promote();
    },
  },
  {
    name: 'promote-full-not-heard',
    what: 'Promoted fully at a pause, and the controller has not reacted.',
    reach,
    whileSilent: async stage => {
      await stage.status({ promoteFull: true });
    },
  },
  {
    name: 'abort-not-heard',
    what: 'Aborted, and the controller has not reacted.',
    reach,
    whileSilent: async stage => {
      await stage.status({ abort: true });
    },
  },
  {
    name: 'spec-not-observed',
    what: 'A new version was shipped at a pause, and the controller has not seen it.',
    reach,
    whileSilent: async stage => {
      await stage.ship('1.2.0');
    },
  },
  {
    name: 'pause-not-heard',
    what: 'Paused by a person, and the controller has not reacted.',
    reach,
    whileSilent: async stage => {
      await stage.spec({ paused: true });
    },
  },
  {
    name: 'weight-overwritten-by-hand',
    what: 'Somebody wrote a weight of 75 into the VirtualService while the controller does not answer.',
    reach,
    whileSilent: async stage => {
      await stage.patch('VirtualService', NAME, [
        { op: 'replace', path: '/spec/http/0/route/0/weight', value: 25 },
        { op: 'replace', path: '/spec/http/0/route/1/weight', value: 75 },
      ]);
    },
  },
  {
    name: 'subset-hash-overwritten-by-hand',
    what: 'Somebody took the hash out of the canary subset while the controller does not answer.',
    reach,
    whileSilent: async stage => {
      await stage.patch('DestinationRule', NAME, [
        {
          op: 'remove',
          path: '/spec/subsets/1/labels/rollouts-pod-template-hash',
        },
      ]);
    },
  },
];

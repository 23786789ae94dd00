import {
  BY_SUBSET,
  bySubset,
  image,
  NAME,
  podTemplate,
  rollout,
  service,
  subsets,
  virtualService,
} from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

async function borrowed(stage: RolloutStage): Promise<void> {
  await stage.create([
    service(NAME),
    subsets(),
    virtualService(BY_SUBSET),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `${NAME}-template`, labels: { app: NAME } },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: NAME } },
        template: podTemplate(),
      },
    },
    rollout(
      {
        canary: {
          steps: [
            { setWeight: 20 },
            { pause: {} },
            { setWeight: 50 },
            { pause: {} },
          ],
          trafficRouting: bySubset(),
        },
      },
      {
        template: undefined,
        workloadRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: `${NAME}-template`,
          scaleDown: 'onsuccess',
        },
      },
    ),
  ]);
  await stage.untilHealthy();
}

async function shipped(stage: RolloutStage): Promise<void> {
  await stage.patch('Deployment', `${NAME}-template`, [
    {
      op: 'replace',
      path: '/spec/template/spec/containers/0/image',
      value: image('1.1.0'),
    },
  ]);
}

/** States of a Rollout that takes its pod template from a Deployment. */
export const WORKLOAD_REF_STATES: RolloutState[] = [
  {
    name: 'workload-ref-healthy',
    what: 'A Rollout with the template of a Deployment: one revision serves all requests.',
    reach: borrowed,
  },
  {
    name: 'workload-ref-paused',
    what: 'A Rollout with the template of a Deployment: 20 % and a pause without end.',
    reach: async stage => {
      await borrowed(stage);
      await shipped(stage);
      await stage.untilPausedAt(1);
    },
  },
  {
    name: 'workload-ref-aborted',
    what: 'A Rollout with the template of a Deployment that a person aborted.',
    reach: async stage => {
      await borrowed(stage);
      await shipped(stage);
      await stage.untilPausedAt(1);
      await stage.command('abort');
      await stage.untilPhase('Degraded');
    },
  },
];

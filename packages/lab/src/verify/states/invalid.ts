import { hostCanary, subsetCanary } from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

const STEPS = [{ setWeight: 20 }, { pause: {} }];

async function refused(stage: RolloutStage, objects: object[]): Promise<void> {
  await stage.create(objects);
  await stage.untilPhase('Degraded');
}

/** States in which the controller refuses the spec. */
export const INVALID_STATES: RolloutState[] = [
  {
    name: 'invalid-route-missing',
    what: 'The VirtualService has no route of the name that the Rollout gives.',
    reach: stage =>
      refused(
        stage,
        hostCanary(STEPS, {
          routing: {
            istio: { virtualService: { name: 'checkout', routes: ['absent'] } },
          },
        }),
      ),
  },
  {
    name: 'invalid-virtual-service-missing',
    what: 'There is no VirtualService of the name that the Rollout gives.',
    reach: stage =>
      refused(
        stage,
        hostCanary(STEPS, {
          routing: { istio: { virtualService: { name: 'absent' } } },
        }),
      ),
  },
  {
    name: 'invalid-weight',
    what: 'A step asks for a weight of 120.',
    reach: stage => refused(stage, subsetCanary([{ setWeight: 120 }])),
  },
  {
    name: 'invalid-max-traffic-weight',
    what: 'A maximum of traffic weight, which the controller allows with other routers only.',
    reach: stage =>
      refused(
        stage,
        hostCanary(STEPS, { routing: { maxTrafficWeight: 1000 } }),
      ),
  },
  {
    name: 'invalid-mid-canary',
    what: 'The spec became invalid while the canary waited at a pause.',
    reach: async stage => {
      await stage.create(subsetCanary(STEPS));
      await stage.untilHealthy();
      await stage.ship('1.1.0');
      await stage.untilPausedAt(1);
      await stage.spec({
        strategy: { canary: { steps: [{ setWeight: 120 }, { pause: {} }] } },
      });
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'plugin-step-unknown',
    what: 'A step of a plugin that the controller does not have.',
    reach: async stage => {
      await stage.create(
        subsetCanary([
          { setWeight: 20 },
          { plugin: { name: 'example/unknown' } },
          { pause: {} },
        ]),
      );
      await stage.untilHealthy();
      await stage.ship('1.1.0');
      await stage.until(
        'it stands at the step',
        ({ status }) =>
          status.currentStepIndex === 1 || status.phase === 'Degraded',
      );
    },
  },
];

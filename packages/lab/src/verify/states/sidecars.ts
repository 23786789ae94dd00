import { podTemplate, subsetCanary } from '../manifests.ts';
import type { RolloutState } from './RolloutState.ts';

/** States that differ by how the pods are in the mesh. */
export const SIDECAR_STATES: RolloutState[] = [
  {
    name: 'native-sidecars',
    what: 'A canary whose pods carry istio-proxy as an init container that is restarted always.',
    reach: async stage => {
      const template = podTemplate({
        annotations: { 'sidecar.istio.io/nativeSidecar': 'true' },
      });
      await stage.create(
        subsetCanary([{ setWeight: 50 }, { pause: {} }], {
          spec: { template },
        }),
      );
      await stage.untilHealthy();
      await stage.ship('1.1.0');
      await stage.untilPausedAt(1);
    },
  },
];

import { NAME, subsetCanary } from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

/** At the pause the steps have asked for a header route and a mirror route. */
async function routesManaged(stage: RolloutStage): Promise<void> {
  await stage.create(
    subsetCanary(
      [
        { setCanaryScale: { replicas: 1 } },
        {
          setHeaderRoute: {
            name: 'testers',
            match: [
              { headerName: 'x-tester', headerValue: { exact: 'yes' } },
              { headerName: 'x-group', headerValue: { regex: 'qa-.*' } },
            ],
          },
        },
        {
          setMirrorRoute: {
            name: 'mirrored',
            percentage: 35,
            match: [{ method: { exact: 'GET' }, path: { prefix: '/' } }],
          },
        },
        { setWeight: 20 },
        { pause: {} },
      ],
      {
        routing: {
          managedRoutes: [{ name: 'testers' }, { name: 'mirrored' }],
        },
      },
    ),
  );
  await stage.untilHealthy();
  await stage.ship('1.1.0');
  await stage.untilPausedAt(4);
}

const routeNames = async (stage: RolloutStage): Promise<string[]> =>
  (await stage.get('VirtualService', NAME)).spec.http.map(
    ({ name }: { name: string }) => name,
  );

/** States of a canary that manages header and mirror routes. */
export const MANAGED_ROUTE_STATES: RolloutState[] = [
  {
    name: 'managed-routes-present',
    what: 'Header route and mirror route are there, as the steps that are done ask.',
    reach: async stage => {
      await routesManaged(stage);
    },
  },
  {
    name: 'managed-route-removed-by-hand',
    what: 'Somebody took the header route out of the VirtualService; the controller does not bring it back.',
    reach: async stage => {
      await routesManaged(stage);
      await stage.settle();
      const at = (await routeNames(stage)).indexOf('testers');
      await stage.patch('VirtualService', NAME, [
        { op: 'test', path: `/spec/http/${at}/name`, value: 'testers' },
        { op: 'remove', path: `/spec/http/${at}` },
      ]);
      await stage.settle(3000);
    },
  },
  {
    name: 'managed-routes-lost-with-canary-pod',
    what: 'The only canary pod went away for a moment: the controller took the managed routes away and does not bring them back.',
    reach: async stage => {
      await routesManaged(stage);
      const { status } = await stage.rollout();
      const pods = (await stage.list('Pod')).filter(
        ({ metadata }) =>
          metadata.labels?.['rollouts-pod-template-hash'] ===
          status.currentPodHash,
      );
      for (const { metadata } of pods) await stage.delete('Pod', metadata.name);
      await stage.settle(3000);
    },
  },
];
